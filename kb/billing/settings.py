"""How a billing service is started; kept apart from app.py so that reading it does not import FastAPI."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


def real_now() -> int:
    """The real clock in whole UTC seconds: for sessions, links and the sign-in limit, never for billing."""
    return int(time.time())


@dataclass(frozen=True, slots=True)
class Settings:
    """What a service needs to know from outside.

    Attributes:
        database: the file with all data; None keeps it in memory, gone when the process ends.
        dataset: "demo" or "empty": what an empty database starts with.
        control: whether the control plane (/_stub) is served at all.
        control_token: Bearer token of the control plane; needed when ``control``.
        agent_token: Bearer token of the support agents' read-only operations; None switches them off.
        help_url: base URL of the help center; problems point to articles under it.
        results_pages: by language the last part of the address of the help center's page of search results.
        site_origin: the one origin that may read the public resources across origins.
        secure_cookies: set where the service is reached over TLS.
        now: the REAL clock, whole UTC seconds.
    """

    database: Path | None = None
    dataset: str = "demo"
    control: bool = False
    control_token: str | None = None
    agent_token: str | None = None
    help_url: str = ""
    results_pages: Mapping[str, str] = field(default_factory=dict)
    site_origin: str | None = None
    secure_cookies: bool = False
    now: Callable[[], int] = real_now
