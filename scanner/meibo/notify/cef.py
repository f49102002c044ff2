"""The message as lines of the Common Event Format: one for the scan, one for each new risk whose path may be told.

Source: Micro Focus Security ArcSight Common Event Format, implementation standard, version 26, sections "Header
information", "Extension" and "Character encoding".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from meibo.notify.model import Notice

SEVERITIES: Final = {"complete": 2, "failed-on": 7, "incomplete": 7, "interrupted": 5, "failed": 9}
"""0 to 10; a complete scan with new risks has that of one."""
NEWS_SEVERITY: Final = 6
NAMES: Final = {
    "complete": "Scan complete", "failed-on": "Scan complete, risk reached", "incomplete": "Scan incomplete",
    "interrupted": "Scan interrupted", "failed": "Scan failed",
}  # fmt: skip
_RISK_NAMES: Final = {
    "new-high-risk": "New file of high risk", "grown": "Roster has grown", "opened": "File opened to everybody",
    "newly-unreadable": "File can no longer be read",
}  # fmt: skip
_LONGEST: Final = 1000


def write_events(notice: Notice, *, has_paths: bool) -> Iterator[tuple[str, int, str]]:
    """Name, severity and line of each event, the scan's first."""
    severity = max(SEVERITIES[notice.state], NEWS_SEVERITY if notice.news_count else 0)
    yield notice.event, severity, _write(notice, notice.event, NAMES[notice.state], severity, _describe(notice))
    for item in notice.news.paths if notice.news and has_paths else ():
        fields = {
            "filePath": item.path, "cs1": item.target, "cs1Label": "target", "cs3": item.level, "cs3Label": "risk",
            "cn1": item.persons, "cn1Label": "persons",
        }  # fmt: skip
        yield item.kind, NEWS_SEVERITY, _write(notice, item.kind, _RISK_NAMES[item.kind], NEWS_SEVERITY, fields)


def _describe(notice: Notice) -> dict[str, object]:
    fields: dict[str, object] = {
        "outcome": notice.state, "reason": notice.why, "cs1": " ".join(notice.targets), "cs1Label": "targets",
        "cn1": notice.exit_code, "cn1Label": "exitCode",
    }  # fmt: skip
    if notice.figures is not None:
        figures = notice.figures
        names = ("listed", "complete", "partial", "skipped", "carried", "unseen")
        fields |= {f"meibo{name.capitalize()}": getattr(figures, name) for name in names}
        fields["meiboFaults"] = sum(figures.faults.values())
        fields |= {f"meiboFiles{level.capitalize()}": count for level, count in figures.files.items()}
        fields |= {f"meiboPersons{level.capitalize()}": count for level, count in figures.persons.items()}
    if notice.news is not None:
        fields |= {f"meibo{_join(kind)}": count for kind, count in notice.news.counts.items()}
    return fields


def _join(kind: str) -> str:
    return "".join(part.capitalize() for part in kind.split("-"))


def _write(notice: Notice, event: str, name: str, severity: int, fields: Mapping[str, object]) -> str:
    ended_ms = round(datetime.fromisoformat(notice.ended).timestamp() * 1000)
    known = {"rt": ended_ms, "dvchost": notice.host, "externalId": notice.scan, "cs2": notice.job}
    if notice.job:
        known["cs2Label"] = "job"
    both = {key: value for key, value in {**known, **fields}.items() if value not in (None, "")}
    if "cs1" not in both:
        both.pop("cs1Label", None)
    head = "|".join(map(escape_header, ("CEF:0", "meibo", "meibo", notice.version, event, name, str(severity))))
    return f"{head}|{' '.join(f'{key}={escape_value(str(value))}' for key, value in both.items())}"


def escape_header(text: str) -> str:
    r"""A field of the header: bars and backslashes escaped, no line ends.

    >>> print(escape_header("a|b\\c"))
    a\|b\\c
    """
    return " ".join(text.splitlines()).replace("\\", "\\\\").replace("|", "\\|")


def escape_value(text: str) -> str:
    r"""A value of the extension: equal signs, backslashes and line ends escaped, cut to 1,000 characters.

    >>> print(escape_value("a=b|c\n"))
    a\=b|c\n
    """
    text = text[:_LONGEST].replace("\\", "\\\\").replace("=", "\\=")
    return text.replace("\r", "\\r").replace("\n", "\\n")
