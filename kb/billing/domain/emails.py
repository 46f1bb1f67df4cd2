"""The one normal form of an e-mail address: by it accounts are stored, found and guarded."""

import unicodedata

MAX_LENGTH = 254  # characters of an address (RFC 5321, section 4.5.3.1.3, less the angle brackets)


def normal_email(typed: str) -> str:
    """The address without surrounding blanks, in small letters, composed; "" for one too long to be any.

    Two spellings that find the same account have the same normal form; nothing is cut off to get it.
    """
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", typed.strip()).lower())
    return text if len(text) <= MAX_LENGTH else ""
