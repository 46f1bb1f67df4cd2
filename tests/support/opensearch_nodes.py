"""Real OpenSearch nodes on loopback, from Maven coordinates: one process each, stopped by its id."""

import hashlib
import json
import re
import shutil
import socket
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

HERE = Path(__file__).resolve().parent / "opensearch"
JAVA = 17
START_SECONDS = 240  # on a busy machine
# A simple collector, a quick compiler: nodes that live for a minute.
OPTIONS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")
SETTINGS = {
    "cluster.name": "kb-tests",
    "network.host": "127.0.0.1",
    "transport.type": "netty4",
    "http.type": "netty4",
    "node.processors": "2",
    "cluster.routing.allocation.disk.threshold_enabled": "false",
}


def lacking() -> str:
    """Why no node can be started on this machine; empty where one can."""
    if not all(map(shutil.which, ("mvn", "java", "javac"))):
        return f"the tests of the cluster need Maven and a Java {JAVA} with its compiler (mvn, java, javac)"
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    if not found or int(found[1]) < JAVA:
        return f"the tests of the cluster need Java {JAVA} or newer; java says {said.splitlines()[0]}"
    return ""


def class_path(folder: Path) -> str:
    """Fetch what a node is made of, once for each version of its two files; gives Java's class path."""
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(HERE.iterdir()))).hexdigest()[:12]
    made = folder / mark
    if not (made / "Node.class").exists():
        shutil.rmtree(made, ignore_errors=True)
        command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
        subprocess.run([*command, f"-DoutputDirectory={made / 'lib'}"], check=True)
        jars = f"{made / 'lib'}/*"
        subprocess.run(["javac", "-cp", jars, "-d", str(made), str(HERE / "Node.java")], check=True)
    return f"{made}:{made / 'lib'}/*"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class Node:
    """A node that may be killed and started again, with its data.

    `field_types`: whether it knows those that the mapping needs. `heap` is in megabytes.
    """

    name: str
    classes: str
    folder: Path
    peers: "list[Node]" = field(default_factory=list)
    field_types: bool = True
    heap: int = 384
    http: int = field(default_factory=free_port)
    transport: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.http}"

    def start(self) -> None:
        """Start it; the first of several founds the cluster."""
        seeds = [f"127.0.0.1:{node.transport}" for node in self.peers or [self]]
        own = {
            "node.name": self.name,
            "path.home": str(self.folder),
            "http.port": str(self.http),
            "transport.port": str(self.transport),
            "discovery.seed_hosts": ",".join(seeds),
            "cluster.initial_cluster_manager_nodes": ",".join(n.name for n in self.peers or [self]),
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        settings = [f"{key}={value}" for key, value in (SETTINGS | own).items()]
        with (self.folder / "out.log").open("ab") as log:
            arguments = ["Node", "all" if self.field_types else "few", *settings]
            command = ["java", f"-Xmx{self.heap}m", *OPTIONS, "-cp", self.classes, *arguments]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)

    def stop(self, kill: bool = False) -> None:
        """End it, by its id."""
        if self.process:
            (self.process.kill if kill else self.process.terminate)()
            self.process.wait(timeout=30)
            self.process = None

    def ask(self, path: str) -> Any:
        """What it answers to a GET."""
        with urlopen(self.url + path, timeout=30) as answer:
            return json.load(answer)

    def wait(self, path: str = "/_cluster/health", **wanted: object) -> None:
        """Wait until its answer has these values."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            with suppress(OSError):
                told = self.ask(path)
                if all(told.get(name) == value for name, value in wanted.items()):
                    return
            assert self.process is None or self.process.poll() is None, (self.folder / "out.log").read_text()
            time.sleep(0.2)
        raise TimeoutError(f"{self.url}{path} did not come to {wanted}: {self.folder / 'out.log'}")


def cluster(classes: str, folder: Path, count: int, heap: int = 384) -> list[Node]:
    """Several nodes that know of each other, started; the heap of each in megabytes. All or none are left."""
    nodes = [Node(f"n{number}", classes, folder / f"n{number}", heap=heap) for number in range(count)]
    try:
        for node in nodes:
            node.peers = nodes
            node.start()
        nodes[0].wait(number_of_nodes=count)
    except BaseException:
        for node in nodes:
            node.stop(kill=True)
        raise
    return nodes
