"""Faults that once slipped past every test, and their kind: limits, shares, locks, choices of language."""

from fault import Fault

SEARCH = (
    Fault(
        "calibration-share-lower",
        "search/ranking/threshold.py",
        "* 9 // 16",
        "* 8 // 16",
        ("tests/unit/search/test_calibrate.py",),
    ),
    Fault(
        "drift-limit-wider",
        "search/index/statistics.py",
        "DRIFT = 0.1\n",
        "DRIFT = 0.3\n",
        ("tests/unit/search/test_drift.py",),
    ),
    Fault(
        "drift-limit-exclusive",
        "search/index/statistics.py",
        ">= DRIFT * frozen",
        "> DRIFT * frozen",
        ("tests/unit/search/test_drift.py",),
    ),
    Fault(
        "engine-without-lock",
        "search/engine.py",
        "self._lock = threading.RLock()",
        "self._lock = __import__('contextlib').nullcontext()",
        ("tests/unit/search/test_threads.py",),
    ),
)
KB = (
    Fault(
        "digest-without-search",
        "kb/site/digest.py",
        "PACKAGES = (Path(__file__).parents[1], Path(search.__file__).parent)",
        "PACKAGES = (Path(__file__).parents[1],)",
        ("tests/unit/site/test_digest.py",),
    ),
    Fault(
        "digest-without-a-folder",
        "kb/site/digest.py",
        'if name != "__pycache__"',
        'if name not in ("__pycache__", "content")',
        ("tests/unit/site/test_digest.py",),
    ),
    Fault(
        "echo-cut-earlier",
        "kb/web/results/texts.py",
        "text[:LONGEST_ECHO] +",
        "text[: LONGEST_ECHO - 1] +",
        ("tests/unit/test_echo.py",),
    ),
    Fault(
        "echo-cut-earlier-in-the-terminal",
        "kb/cli/agent.py",
        "query[: SHOWN - 1] +",
        "query[: SHOWN - 2] +",
        ("tests/unit/test_echo.py",),
    ),
    Fault(
        "throttle-never-evicts",
        "kb/billing/auth/throttle.py",
        "if len(self._attempts) > _MAX_KEYS:",
        "if len(self._attempts) < 0:",
        ("tests/unit/billing/test_throttle.py",),
    ),
    Fault(
        "next-payment-ignores-credit",
        "kb/billing/domain/payments.py",
        "else 0, account.credit)",
        "else 0, 0)",
        ("tests/unit/billing/test_domain.py",),
    ),
    Fault(
        "forecast-one-renewal-more",
        "kb/billing/domain/forecast.py",
        "account.end < until",
        "account.end <= until",
        ("tests/unit/billing/test_forecast.py",),
    ),
    Fault(
        "forecast-without-what-is-paid-today",
        "kb/billing/domain/forecast.py",
        "list(_charges(effect, now)), chosen, chosen",
        "[], chosen, chosen",
        ("tests/unit/billing/test_forecast.py",),
    ),
    Fault(
        "language-liked-least",
        "kb/accept_language.py",
        "key=lambda tag: -wishes[tag]",
        "key=lambda tag: wishes[tag]",
        ("tests/unit/test_accept_language.py",),
    ),
    Fault(
        "refused-language-given",
        "kb/accept_language.py",
        "return wishes[short] == 0",
        "return False",
        ("tests/unit/test_accept_language.py",),
    ),
    Fault(
        "api-prefers-the-wrong-language",
        "kb/billing/api/problems.py",
        'getlist("accept-language"), LANGUAGES)',
        'getlist("accept-language"), LANGUAGES[::-1])',
        (
            "tests/integration/billing/test_http.py::test_problems_speak_the_callers_language_and_name_the_article",
        ),
    ),
    Fault(
        "offer-for-another-standing",
        "kb/billing/operations/catalogue.py",
        '"renewal_off": (Offer("turnOnRenewal"),)}',
        '"renewal_off": (Offer("turnOffRenewal"),)}',
        ("tests/unit/billing/test_operations.py",),
    ),
    Fault(
        "refused-card-forgotten-by-panels",
        "kb/billing/domain/standing.py",
        "fails = fault if runs and account.auto_renew else None",
        "fails = fault if runs and account.auto_renew and account.card is None else None",
        ("tests/unit/billing/test_operations.py",),
    ),
)
