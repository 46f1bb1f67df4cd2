"""Which day is it? The one place that asks, at the edge; everything else is told."""

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime

VARIABLE = (
    "SOURCE_DATE_EPOCH"  # of reproducible builds: seconds since 1970, as reproducible-builds.org defines it
)


def today(environment: Mapping[str, str] = os.environ) -> date:
    """The day here, or the one that `SOURCE_DATE_EPOCH` names."""
    given = environment.get(VARIABLE, "")
    return datetime.fromtimestamp(int(given), UTC).date() if given.isdecimal() else date.today()
