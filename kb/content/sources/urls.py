"""The text of urls.txt, every address ever published; pure."""

from collections.abc import Iterable

HEADER = "# Every address this help center has ever published. Lines are added by 'kb check --record-urls'."


def with_urls(text: str, urls: Iterable[str]) -> str:
    """The text with the addresses that it lacks, in their order; every other line stays."""
    lines = text.splitlines() or [HEADER]
    for url in sorted(set(urls) - {line.strip() for line in lines}):
        after = (n for n, line in enumerate(lines) if line.startswith("/") and line > url)
        lines.insert(next(after, len(lines)), url)
    return "".join(f"{line}\n" for line in lines)
