"""How a forecast reads in the customer's language: the name of each choice, and all of them in one line."""

from collections.abc import Collection, Sequence

from kb.billing.domain.forecast import Choice, Forecast
from kb.billing.locale.formats import date, money
from kb.billing.locale.texts import plan_name, text


def choice_name(told: Forecast, language: str) -> str:
    """What the customer would do: "Keep Pro", "Turn off renewal", "Choose Plus"."""
    return text(language, f"forecast.choice_{_key(told)}", plan=plan_name(language, told.plan))


def year_line(choices: Sequence[Forecast], language: str, only: Collection[Choice] = ()) -> str | None:
    """What each choice comes to in twelve months, in one sentence; None where there is nothing to choose.

    Args:
        choices: The forecasts.
        language: The reader's.
        only: The choices that the sentence is about; empty: all.
    """
    told = [each for each in choices if each.runs and (not only or each.choice in only)]
    if len(told) < 2 or any(each.ended_by == "card" for each in told):
        return None  # that the next payment will fail is said already, and comes first
    return text(language, "forecast.line", choices="; ".join(_item(each, language) for each in told))


def _item(told: Forecast, language: str) -> str:
    # A form of its own: no rule of letters holds in every language (German nouns keep their capital).
    choice = text(language, f"forecast.inline_{_key(told)}", plan=plan_name(language, told.plan))
    pays = "pays" if told.total else "pays_nothing"
    values = {
        "choice": choice,
        "pays": text(language, f"forecast.{pays}", amount=money(told.total, language)),
    }
    if told.ends is None or not told.charges:  # what is paid already ends when the reader knows
        return text(language, "forecast.item", **values)
    return text(language, "forecast.item_ends", **values, date=date(told.ends, language))


def _key(told: Forecast) -> str:
    if told.choice != "keep":
        return "plan" if told.choice in ("downgrade", "annual", "chosen") else told.choice
    return "nothing" if not told.runs else "keep" if told.renews else "let_end"
