"""What a lock file pins, and whether that is all that its packages ask for on a machine."""

import importlib.metadata
import platform
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?:\s*;\s*(?P<marker>[^\\]+))?", re.MULTILINE)
# sys_platform, platform_system, os_name, platform_machine
SYSTEMS = {
    "linux": ("linux", "Linux", "posix", "x86_64"),
    "mac": ("darwin", "Darwin", "posix", "arm64"),
    "windows": ("win32", "Windows", "nt", "AMD64"),
}
CPYTHON = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}

Machine = Mapping[str, str]
Metadata = Callable[[str, str], tuple[Requirement, ...] | None]


@dataclass(frozen=True)
class Pin:
    """One line of a lock."""

    name: str
    version: str
    marker: Marker | None

    def holds(self, machine: Machine) -> bool:
        """Whether the line counts on a machine."""
        return self.marker is None or self.marker.evaluate(dict(machine))


def machine(python: str, system: str) -> Machine:
    """The markers' values on a system with a Python, "3.12.1"."""
    versions = {
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "implementation_version": python,
    }
    names = ("sys_platform", "platform_system", "os_name", "platform_machine")
    return dict(zip(names, SYSTEMS[system], strict=True)) | CPYTHON | versions | {"extra": ""}


def pins(lock: str) -> list[Pin]:
    """The lines of a lock file."""
    return [
        Pin(
            canonicalize_name(found["name"]),
            found["version"],
            Marker(found["marker"].strip()) if found["marker"] else None,
        )
        for found in PIN.finditer(lock)
    ]


@dataclass(frozen=True)
class Step:
    """One requirement on the way through a graph of packages.

    Attributes:
        asker: Who asks for it.
        version: The release there is; empty when there is none that suits.
        is_known: Whether anything is known of what that release asks for.
    """

    requirement: Requirement
    asker: str
    version: str
    is_known: bool = True


def walk(
    roots: Iterable[Requirement], on: Machine, held: Mapping[str, str], metadata: Metadata
) -> Iterator[Step]:
    """Every requirement that these lead to on a machine, by markers and extras.

    Args:
        roots: What the project itself asks for.
        on: The machine.
        held: The version there is of each package, by normal name.
        metadata: What a release asks for, by name and version; None where nothing is known of it.
    """
    waiting = [(one, "the project") for one in roots if _applies(one, on, "")]
    seen = set[tuple[str, str]]()
    while waiting:
        requirement, asker = waiting.pop()
        name = canonicalize_name(requirement.name)
        version = held.get(name, "")
        if not version or not requirement.specifier.contains(version, prereleases=True):
            yield Step(requirement, asker, "")
            continue
        asked = metadata(name, version)
        yield Step(requirement, asker, version, asked is not None)
        for extra in {"", *requirement.extras} - {extra for known, extra in seen if known == name}:
            seen.add((name, extra))
            waiting += [(one, f"{name}[{extra}]") for one in asked or () if _applies(one, on, extra)]


def missing(lock: str, roots: Iterable[Requirement], on: Machine, metadata: Metadata) -> list[str]:
    """What a lock lacks on a machine, one sentence each; the arguments are those of `walk`."""
    held = {pin.name: pin.version for pin in pins(lock) if pin.holds(on)}
    return [
        f"{step.asker} asks for {step.requirement}, the lock has {held.get(_name(step)) or 'none'}"
        for step in walk(roots, on, held, metadata)
        if not step.version
    ]


def unknown(lock: str, roots: Iterable[Requirement], on: Machine, metadata: Metadata) -> set[str]:
    """The locked packages of whose requirements on a machine nothing is known."""
    held = {pin.name: pin.version for pin in pins(lock) if pin.holds(on)}
    return {_name(step) for step in walk(roots, on, held, metadata) if not step.is_known}


def _name(step: Step) -> str:
    return canonicalize_name(step.requirement.name)


def _applies(requirement: Requirement, on: Machine, extra: str) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({**on, "extra": extra})


# What follows reads the environment that it runs in.


def installed(name: str, version: str) -> tuple[Requirement, ...] | None:
    """What an installed release asks for."""
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return None
    return tuple(map(Requirement, found.requires or ())) if found.version == version else None


def closure(roots: Iterable[Requirement]) -> set[str]:
    """The names of the installed packages that these requirements lead to."""
    held = {canonicalize_name(found.name): found.version for found in importlib.metadata.distributions()}
    here = machine(platform.python_version(), "linux")
    return {_name(step) for step in walk(roots, here, held, installed) if step.version}
