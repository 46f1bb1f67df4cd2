"""A server made to be killed: for every line on standard input a fresh child serves the database.

Arguments: the database file. For each line it prints "PID PORT" of the new child. Forking a process that has
the imports done takes milliseconds, so that a test can kill thirty servers.
"""

import os
import socket
import sys
from pathlib import Path

import uvicorn

from kb.billing.app import create_app
from kb.billing.auth.passwords import Hasher
from kb.billing.settings import Settings
from kb.cli.hosting import bind


def serve(sock: socket.socket, database: Path) -> None:
    """Serve until killed."""
    settings = Settings(database=database, dataset="empty", control=True, control_token="control")
    app = create_app(settings, Hasher(time_cost=1, memory_kib=8))
    uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off")).run([sock])


if __name__ == "__main__":
    for _ in sys.stdin:
        sock = bind(0)
        child = os.fork()
        if child == 0:
            serve(sock, Path(sys.argv[1]))
            os._exit(0)
        print(child, sock.getsockname()[1], flush=True)
        sock.close()
        os.waitpid(child, 0)
