"""What a support agent may read: the state that an answer depends on. Its own token, read-only."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from kb.billing.api.answers_account import AgentAccountOut
from kb.billing.api.deps import Config, Service, holds_token, problems
from kb.billing.api.faults import FaultyRoute
from kb.billing.domain.errors import NotSignedIn

_bearer = HTTPBearer(scheme_name="agent", auto_error=False)


async def an_agent(
    settings: Config, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> None:
    """Raises NotSignedIn without the agents' token."""
    if not holds_token(bearer, settings.agent_token):
        raise NotSignedIn


router = APIRouter(
    prefix="/v1/agent", tags=["agent"], route_class=FaultyRoute, dependencies=[Depends(an_agent)]
)


@router.get(
    "/accounts/{email}",
    operation_id="agentGetAccount",
    responses=problems("not-signed-in", "not-found", "invalid-request"),
)
async def get_account(
    billing: Service, email: Annotated[str, Path(max_length=254, examples=["active@example.com"])]
) -> AgentAccountOut:
    """State, plan, kind, country, language and next billing of a customer's account."""
    return AgentAccountOut.of(billing.account_by_email(email))
