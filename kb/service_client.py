"""The billing service as the checks see it: its public facts and its operations, over HTTP."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from kb.content import facts, operations
from kb.content.facts import Facts
from kb.content.operations import Operation
from kb.errors import ServiceUnreachable

TIMEOUT_SECONDS = 5.0


class NotThere(ServiceUnreachable):
    """The service answers, but has nothing of that name."""


class NotAllowed(ServiceUnreachable):
    """The service answers, but not to somebody with this token."""


class Service:
    """A running billing service. Nothing is asked before it is needed, and nothing is ever changed."""

    def __init__(self, url: str, timeout: float = TIMEOUT_SECONDS) -> None:
        """Remember where the service is: `url` without `/v1`, `timeout` in seconds for each answer."""
        self.url = url.rstrip("/")
        self.timeout = timeout

    def facts(self) -> Facts:
        """The public facts now.

        Raises:
            ServiceUnreachable: When there is no answer, or one that is not the facts.
        """
        try:
            return facts.parse(self._get("/v1/facts"))
        except (AttributeError, TypeError, ValueError) as error:
            raise ServiceUnreachable(self.url, "its answer to /v1/facts is not a list of facts") from error

    def operations(self) -> dict[str, Operation]:
        """The operations now, by id.

        Raises:
            ServiceUnreachable: When there is no answer, or one that is not the operations.
        """
        try:
            return operations.parse(self._get("/v1/actions"))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ServiceUnreachable(
                self.url, "its answer to /v1/actions is not a list of actions"
            ) from error

    def account(self, email: str, token: str) -> Mapping[str, Any] | None:
        """What an agent may know of an account; None when there is none.

        Raises:
            NotAllowed: When the token is refused.
            ServiceUnreachable: When there is no answer.
        """
        path = f"/v1/agent/accounts/{quote(email, safe='@')}"
        try:
            return self._get(path, {"Authorization": f"Bearer {token}"})
        except NotThere:
            return None

    def panels(self, email: str, language: str, token: str) -> Sequence[Mapping[str, Any]]:
        """What the service says and offers to this customer, operation by operation.

        Raises:
            NotAllowed: When the token is refused.
            ServiceUnreachable: When there is no answer, or no such account any more.
        """
        path = f"/v1/agent/accounts/{quote(email, safe='@')}/panels?language={quote(language)}"
        answer = self._get(path, {"Authorization": f"Bearer {token}"})
        try:
            items: Sequence[Mapping[str, Any]] = answer["items"]
        except (KeyError, TypeError) as error:
            raise ServiceUnreachable(
                self.url, "its answer about an account is not a list of panels"
            ) from error
        return items

    def _get(self, path: str, headers: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        import httpx  # takes longer to load than most commands to run

        accepted = {"Accept": "application/json", **(headers or {})}
        try:
            answer = httpx.get(self.url + path, timeout=self.timeout, headers=accepted)
            answer.raise_for_status()
            data: Mapping[str, Any] = answer.json()
        except httpx.HTTPStatusError as error:
            if error.response.status_code == httpx.codes.NOT_FOUND:
                raise NotThere(self.url, f"{path} answers 404") from error
            if error.response.status_code == httpx.codes.UNAUTHORIZED:
                raise NotAllowed(self.url, f"{path} answers 401") from error
            raise ServiceUnreachable(self.url, f"{path} answers {error.response.status_code}") from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise ServiceUnreachable(self.url, str(error) or type(error).__name__) from error
        return data
