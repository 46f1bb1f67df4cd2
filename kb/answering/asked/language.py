"""Which of the site's languages a message is in: the one whose function words it uses most. Pure.

The engine's own lists serve: a trained detector (py3langid) took four seconds to load, and a message has
function words. Where a short query has none, the caller asks every language's engine.
"""

import re
from collections.abc import Sequence

from search.text.language import language

WORD = re.compile(r"[^\W\d_]+")
WHOLE = 8  # words from which on a message is judged by their share
SHARE = 1 / 4  # of function words at least: 64 messages had .37 or more, French ones .14 to .31 of Italian's


def language_of(message: str, languages: Sequence[str], default: str) -> str:
    """The code of the language; `default` where no function word tells, or too few in a whole message."""
    words = WORD.findall(message.casefold())
    counted = {lang: sum(word in language(lang).stop for word in words) for lang in languages}
    most = max(counted.values(), default=0)
    best = [lang for lang, count in counted.items() if count == most > 0]
    is_other = len(words) >= WHOLE and most < SHARE * len(words)
    return best[0] if len(best) == 1 and not is_other else default
