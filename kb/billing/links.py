"""Signed links: fifteen minutes, one account, one operation, one version of the account."""

import base64
import hashlib
import hmac

from kb.billing.errors import LinkRefused

VALIDITY_SECONDS = 15 * 60


def sign(secret: str, account: int, operation: str, version: int, now: int) -> str:
    """A token for ``operation``, valid VALIDITY_SECONDS from ``now`` (real clock)."""
    payload = f"{account}.{operation}.{version}.{now + VALIDITY_SECONDS}"
    return f"{payload}.{_seal(secret, payload)}"


def verify(secret: str, token: str, operation: str, now: int) -> tuple[int, int]:
    """(account, version) of a token.

    Raises LinkRefused when it is forged, too old or for another operation.
    """
    payload, _, seal = token.rpartition(".")
    if not hmac.compare_digest(seal.encode(), _seal(secret, payload).encode()):
        raise LinkRefused
    account, signed_for, version, expires = payload.split(".")
    if signed_for != operation or now >= int(expires):
        raise LinkRefused
    return int(account), int(version)


def _seal(secret: str, payload: str) -> str:
    digest = hmac.digest(secret.encode(), payload.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
