"""Which customer sends which operation: the one whose account makes the operation possible."""

import itertools
import os
import re

import httpx
import schemathesis

URL = os.environ["KB_FUZZ_URL"]
PASSWORD = os.environ["KB_FUZZ_PASSWORD"]
CUSTOMERS = {
    "purchasePlan": "suspended@example.com",
    "changePlan": "active@example.com",
    "quotePlanChange": "renewal-off@example.com",
    "requestRefund": "credit@example.com",
    "downloadReceipt": "attivo@example.com",
    "changePassword": "credito@example.com",
    "updateBillingData": "carta-rifiutata@example.com",
}
OTHERS = "rinnovo-spento@example.com"


def sign_in(email: str) -> str:
    """A fresh session of a customer, as a Bearer token."""
    answer = httpx.post(f"{URL}/v1/session", json={"email": email, "password": PASSWORD}, verify=False)
    return str(answer.raise_for_status().cookies["kb_session"])


# Before the fuzzer tries wrong passwords and locks an address, and before it changes one.
TOKENS = {email: sign_in(email) for email in (*CUSTOMERS.values(), OTHERS)}


def token_for(operation: str) -> str:
    """The token of an operation's customer; signing out gets a new one each time."""
    if operation.startswith("stub"):
        return "control"
    if operation.startswith("agentGet"):
        return "agent"
    return sign_in(OTHERS) if operation == "signOut" else TOKENS[CUSTOMERS.get(operation, OTHERS)]


@schemathesis.auth(refresh_interval=None)  # a token belongs to its operation: no cache
class Bearer:
    """Every operation that needs a caller gets one."""

    def get(self, case: schemathesis.Case, context: schemathesis.AuthContext) -> str:
        """The token of this case."""
        return token_for(case.operation.definition.raw["operationId"])

    def set(self, case: schemathesis.Case, data: str, context: schemathesis.AuthContext) -> None:
        """Send it where the operation asks for one."""
        if "security" in case.operation.definition.raw:
            case.headers["Authorization"] = f"Bearer {data}"


_numbers = itertools.count()


@schemathesis.hook
def before_call(
    context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, object]
) -> None:
    """A usable idempotency key is made unique: reusing one for another request is rightly refused."""
    for name, value in (case.headers or {}).items():
        if name.lower() == "idempotency-key" and re.fullmatch(r"[!-~]{1,200}", str(value)):
            case.headers[name] = f"{str(value)[:150]}-{next(_numbers)}"
