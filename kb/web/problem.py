"""A refusal as RFC 9457 says it, in the caller's language."""

from starlette.responses import JSONResponse

from kb import strings

MEDIA_TYPE = "application/problem+json"


def problem(code: str, lang: str, status: int, headers: dict[str, str], **members: object) -> JSONResponse:
    """The problem `code` with its sentence.

    Args:
        code: The part of the texts' keys after `api.`.
        lang: The caller's language.
        status: The HTTP status.
        headers: Further headers of the response.
        members: Fill the sentence and stand in the body; a tuple is a list of names.
    """
    said = {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in members.items()}
    body = {
        "type": f"urn:kb:problem:{code.replace('_', '-')}",
        "title": strings.text(lang, f"api.{code}_title"),
        "status": status,
        "detail": strings.text(lang, f"api.{code}", **said),
        **members,
    }
    return JSONResponse(body, status, media_type=MEDIA_TYPE, headers=headers)
