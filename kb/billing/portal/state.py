"""What an article's panel says and offers to the visitor, in whole sentences ready to show.

``GET /account/state?operations=a,b&done=a`` answers 200 to everybody, signed in or not, and changes nothing.
"""

from dataclasses import asdict

from starlette.responses import JSONResponse, Response

from kb.billing.domain.standing import conditions
from kb.billing.operations import panel
from kb.billing.operations.catalogue import BY_ID
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
        "now": {each.id: said for each in asked if reader and (said := panel.sentence(reader, each))},
        "offers": {each.id: [asdict(one) for one in panel.offers(reader, each)] for each in asked if reader},
        "holds": conditions(reader.account) if reader else [],
        "done": done_text(visit, query.get("done", "")),
    }
    return secured(JSONResponse(answer), visit)
