"""Public operations: facts, plans, contacts and the action catalogue. Cacheable, readable by anyone."""

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from kb.billing.api.answers_public import ActionsOut, ContactOut, FactOut, PlanOut, PlansOut
from kb.billing.api.deps import Service, problems, public
from kb.billing.api.faults import FaultyRoute
from kb.billing.domain.errors import NotFound
from kb.billing.domain.standing import Standing
from kb.billing.locale.texts import in_all
from kb.billing.operations.catalogue import OPERATIONS
from kb.billing.operations.record import Operation

# As whom articles address an account of a standing: `active` there includes those whose renewal is off.
AUDIENCE_OF: dict[Standing, str] = {
    "corporate": "corporate",
    "no_plan": "no-plan",
    "suspended": "suspended",
    "renewal_off": "renewal-off",
    "no_credit": "no-credit",
    "active": "renewal-on",
}

router = APIRouter(prefix="/v1", tags=["public"], route_class=FaultyRoute)
_CACHED: dict[int | str, dict[str, Any]] = {304: {"description": "the caller's copy is current"}}
_NO_PARAMETERS = {**_CACHED, **problems()}


@router.get("/facts", operation_id="listFacts", response_model=dict[str, FactOut], responses=_NO_PARAMETERS)
async def list_facts(request: Request, billing: Service) -> Response:
    """Every public fact by its name: what the articles may say about the service."""
    return public(request, _json(dict(billing.facts())))


@router.get(
    "/facts/{name}",
    operation_id="getFact",
    response_model=FactOut,
    responses={**_CACHED, **problems("not-found", "invalid-request")},
)
async def get_fact(
    request: Request,
    billing: Service,
    name: Annotated[str, Path(max_length=100, examples=["password.min_length"])],
) -> Response:
    """One public fact."""
    fact = billing.facts().get(name)
    if fact is None:
        raise NotFound
    return public(request, _json(fact))


@router.get("/plans", operation_id="listPlans", response_model=PlansOut, responses=_NO_PARAMETERS)
async def list_plans(request: Request, billing: Service) -> Response:
    """The catalogue of plans."""
    return public(
        request, PlansOut(items=[PlanOut.of(plan) for plan in billing.plans()]).model_dump_json().encode()
    )


@router.get(
    "/contacts",
    operation_id="getContacts",
    response_model=ContactOut,
    responses={**_CACHED, **problems("invalid-request")},
)
async def get_contacts(
    request: Request,
    billing: Service,
    country: Annotated[
        str | None, Query(pattern=r"^[A-Za-z]{2}$", description="ISO 3166 two letters")
    ] = None,
    kind: Literal["support", "corporate_billing"] = "support",
    product: Annotated[
        str | None, Query(max_length=50, description="one support for all products today")
    ] = None,
) -> Response:
    """Whom to ask; from a country without a number of its own, the contact page."""
    return public(request, ContactOut.of(billing.contacts(country, kind)).model_dump_json().encode())


@router.get("/actions", operation_id="listActions", response_model=ActionsOut, responses=_NO_PARAMETERS)
async def list_actions(request: Request) -> Response:
    """The operations that an article's actions may name, as a projection of the OpenAPI document."""
    return public(request, _json({"items": actions(request.app.openapi())}))


def actions(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The operations of the catalogue, by operationId, with their routes in an OpenAPI document.

    One without a route of its own is carried out on its page alone.
    """
    routes = {
        operation["operationId"]: (method.upper(), path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }
    return [
        _action(operation, *routes.get(operation.id, ("GET", operation.page, {})))
        for operation in sorted(OPERATIONS, key=lambda each: each.id)
    ]


def _action(operation: Operation, method: str, path: str, documented: dict[str, Any]) -> dict[str, Any]:
    said = {
        name: in_all(key)
        for name, key in (
            ("title", operation.title),
            ("label", operation.label),
            ("consequence", operation.consequence),
        )
    }
    requires = _requirements(documented) if documented else ["session"] * (operation.who != "anybody")
    return {
        "operationId": operation.id,
        **said,
        "changes": operation.changes,
        "method": method,
        "path": path,
        "requires": requires,
        "not_for": [AUDIENCE_OF[standing] for standing in operation.closed],
    }


def _requirements(operation: dict[str, Any]) -> list[str]:
    required = {
        parameter["name"].lower()
        for parameter in operation.get("parameters", ())
        if parameter.get("required")
    }
    named = (("session", "security" in operation), ("idempotency-key", "idempotency-key" in required))
    return [name for name, needed in named if needed]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
