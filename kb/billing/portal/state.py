"""What an article's panel says and offers to the visitor, in whole sentences ready to show.

``GET /account/state?operations=a,b&done=a`` answers 200 to everybody, signed in or not, and changes nothing.
"""

from collections.abc import Sequence
from dataclasses import asdict

from starlette.responses import JSONResponse, Response

from kb.billing.domain.standing import conditions
from kb.billing.operations import panel
from kb.billing.operations.catalogue import BY_ID
from kb.billing.operations.record import Operation, Reader
from kb.billing.portal.view import done_text, secured
from kb.billing.portal.visit import Visit

MOST_OPERATIONS = 10


async def state(visit: Visit) -> Response:
    """What is so for the visitor, ready to show.

    For each operation asked about its sentence and what is offered; the conditions of articles' sections that
    the account meets; for the operation just done its result.
    """
    query = visit.request.query_params
    known = [
        BY_ID[name] for name in query.get("operations", "").split(",")[:MOST_OPERATIONS] if name in BY_ID
    ]
    reader = visit.reader() if visit.session else None
    asked = known if reader else []
    answer = {
        "signed_in": reader is not None,
        "now": _sentences(reader, asked) if reader else {},
        "offers": {each.id: [asdict(one) for one in panel.offers(reader, each)] for each in asked if reader},
        "holds": conditions(reader.account) if reader else [],
        "done": done_text(visit, query.get("done", "")),
    }
    return secured(JSONResponse(answer), visit)


def _sentences(reader: Reader, operations: Sequence[Operation]) -> dict[str, str]:
    """What is so, by operation: a panel of several says a thing once, with the first."""
    said: dict[str, str] = {}
    for operation in operations:
        sentence = panel.sentence(reader, operation)
        if sentence and sentence not in said.values():
            said[operation.id] = sentence
    return said
