"""What a support agent may read: the state that an answer depends on. Its own token, read-only."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from kb.billing.api.answers_account import AgentAccountOut, AgentPanelOut, AgentPanelsOut
from kb.billing.api.deps import Config, Service, holds_token, problems
from kb.billing.api.faults import FaultyRoute
from kb.billing.api.requests import LanguageCode
from kb.billing.domain.errors import NotSignedIn
from kb.billing.operations.catalogue import OPERATIONS
from kb.billing.operations.record import Reader

_bearer = HTTPBearer(scheme_name="agent", auto_error=False)


async def an_agent(
    settings: Config, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> None:
    """Raises NotSignedIn without the agents' token."""
    if not holds_token(bearer, settings.agent_token):
        raise NotSignedIn


Email = Annotated[str, Path(max_length=254, examples=["active@example.com"])]

router = APIRouter(
    prefix="/v1/agent", tags=["agent"], route_class=FaultyRoute, dependencies=[Depends(an_agent)]
)


@router.get(
    "/accounts/{email}",
    operation_id="agentGetAccount",
    responses=problems("not-signed-in", "not-found", "invalid-request"),
)
async def get_account(billing: Service, email: Email) -> AgentAccountOut:
    """State, plan, kind, country, language, next billing and credit of a customer's account."""
    return AgentAccountOut.of(billing.account_by_email(email))


@router.get(
    "/accounts/{email}/panels",
    operation_id="agentGetPanels",
    responses=problems("not-signed-in", "not-found", "invalid-request"),
)
async def get_panels(
    billing: Service,
    email: Email,
    language: Annotated[LanguageCode | None, Query(description="else the account's")] = None,
) -> AgentPanelsOut:
    """For each operation what the customer should know, with dates and amounts, and what they can do."""
    account = billing.account_by_email(email)
    reader = Reader(billing, account, language or account.language)
    return AgentPanelsOut(items=[AgentPanelOut.of(reader, operation) for operation in OPERATIONS])
