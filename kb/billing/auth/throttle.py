"""The limits on wrong passwords: by account, by address, by both. Real clock, in memory."""

from collections import deque
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network

from kb.billing.domain.errors import TooManyFailures

WINDOW_SECONDS = 15 * 60
# Failures within the window.
MAX_FAILURES = 5  # of one account from one address
MAX_PER_ACCOUNT = 20  # of one account, wherever from: many addresses guess no more than that
MAX_PER_ADDRESS = (
    50  # from one address, whatever the account: an office shares one, a list of accounts is tried
)
_MAX_KEYS = 10_000
_IPV6_PREFIX = 64  # bits; one subscriber has at least the 2^64 addresses behind them

Key = tuple[str, ...]
Limits = Mapping[Key, int]


def sign_in_limits(email: str, address: str) -> Limits:
    """What an attempt to sign in counts against. ``email`` is in its normal form."""
    network = network_of(address)
    return {
        ("both", email, network): MAX_FAILURES,
        ("account", email): MAX_PER_ACCOUNT,
        ("address", network): MAX_PER_ADDRESS,
    }


def password_limits(account: int) -> Limits:
    """What a current password given to change it counts against: a stolen session must not guess it."""
    return {("password", str(account)): MAX_FAILURES}


def network_of(address: str) -> str:
    """Who stands behind an address: an IPv4 address, also one written as IPv6, or an IPv6 network."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, _IPV6_PREFIX), strict=False))
    return str(found)


class Throttle:
    """Counts attempts until they are known to have succeeded.

    An attempt counts BEFORE its password is checked: a hundred sent at once must not all slip through while
    the first is still being hashed.
    """

    def __init__(self) -> None:
        """Start with nothing remembered."""
        self._attempts: dict[Key, deque[int]] = {}

    def attempt(self, limits: Limits, now: int) -> None:
        """Count an attempt. Raises TooManyFailures at a limit; the refused one is not counted."""
        recent = {key: self._recent(key, now) for key in limits}
        waits = [times[0] for key, times in recent.items() if len(times) >= limits[key]]
        if waits:
            raise TooManyFailures(max(waits) + WINDOW_SECONDS - now)
        for key, times in recent.items():
            times.append(now)
            self._attempts[key] = times
        if len(self._attempts) > _MAX_KEYS:
            self._forget(now)

    def succeeded(self, limits: Limits, at: int) -> None:
        """The attempt made ``at`` that instant was right: it no longer counts.

        The customer's own failures, the first of the limits, are forgotten with it. Those of the whole
        account or address stay: whoever has an account of their own could else guess on without end.
        """
        first, *others = limits
        self._attempts.pop(first, None)
        for key in others:
            times = self._attempts.get(key, deque())
            if at in times:
                times.remove(at)

    def clear(self) -> None:
        """Forget everybody."""
        self._attempts.clear()

    def _recent(self, key: Key, now: int) -> deque[int]:
        times = self._attempts.get(key, deque())
        while times and times[0] <= now - WINDOW_SECONDS:
            times.popleft()
        return times

    def _forget(self, now: int) -> None:
        """Make room: what is old goes, else the half with the fewest attempts, so that none lifts a limit."""
        old = [key for key in self._attempts if not self._recent(key, now)]
        fewest = sorted(self._attempts, key=lambda key: len(self._attempts[key]))
        for key in old or fewest[: _MAX_KEYS // 2]:
            del self._attempts[key]
