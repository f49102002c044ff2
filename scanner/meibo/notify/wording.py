"""The message for people: a subject and a plain text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from meibo.catalogue.issues import issue_code
from meibo.catalogue.notice import word
from meibo.notify.model import Figures, Notice

_LEVELS: Final = ("critical", "high", "medium", "low", "none")
_MOST_TARGETS: Final = 20
_LONGEST_NAME: Final = 50
"""Of a target in the subject."""


def write_subject(notice: Notice) -> str:
    """One line: how it ended, and what was scanned."""
    language = notice.language
    state = word(f"state-{notice.state}", language)
    name = notice.job or _name_targets(notice)
    if notice.news_count:
        return word("subject-news", language, state=state, news=f"{notice.news_count:,}", name=name)
    return word("subject", language, state=state, name=name)


def _name_targets(notice: Notice) -> str:
    if not notice.targets:
        return notice.host
    first = notice.targets[0]
    first = first if len(first) <= _LONGEST_NAME else f"...{first[3 - _LONGEST_NAME :]}"
    more = len(notice.targets) - 1
    return word("several", notice.language, first=first, more=more) if more else first


def write_text(notice: Notice, *, has_paths: bool) -> str:
    """All of it, line by line; paths of files only where they are wanted."""
    return "\n".join(_write_lines(notice, has_paths=has_paths)) + "\n"


def _write_lines(notice: Notice, *, has_paths: bool) -> Iterator[str]:
    language = notice.language
    yield word("ended", language, code=notice.exit_code, meaning=word(f"meaning-{notice.state}", language))
    if notice.why:
        yield word("why", language, why=notice.why)
    yield ""
    yield word("host", language, host=notice.host)
    if notice.job:
        yield word("job", language, job=notice.job)
    for target in notice.targets[:_MOST_TARGETS]:
        yield word("target", language, target=target)
    if len(notice.targets) > _MOST_TARGETS:
        yield word("several", language, first="", more=len(notice.targets) - _MOST_TARGETS).strip()
    if notice.figures is not None:
        yield from _write_figures(notice, notice.figures)
    elif notice.scan is not None:
        yield word("scan-unfinished", language, scan=notice.scan)
    if notice.news is not None:
        yield from _write_news(notice, has_paths=has_paths)
    yield ""
    yield word("footer", language)


def _write_figures(notice: Notice, figures: Figures) -> Iterator[str]:
    language = notice.language
    yield word("scan", language, scan=notice.scan, ended=_show_time(notice.ended), seconds=f"{figures.seconds:,.0f}")
    yield ""
    counts = {name: f"{getattr(figures, name):,}" for name in ("listed", "complete", "partial", "skipped")}
    yield word("files", language, **counts)
    if figures.carried or figures.unseen:
        yield word("before", language, carried=f"{figures.carried:,}", unseen=f"{figures.unseen:,}")
    if figures.faults:
        yield ""
        yield word("issues", language)
        for code, count in sorted(figures.faults.items(), key=lambda item: -item[1]):
            row = issue_code(code)
            what, remedy = (row.text_ja, row.remedy_ja) if language == "ja" else (row.text_en, row.remedy_en)
            yield word("issue", language, count=f"{count:,}", what=what, code=code, remedy=remedy)
    if any(figures.files.get(level) for level in _LEVELS[:-1]):
        yield ""
        yield word("risks", language)
        for level in _LEVELS:
            if files := figures.files.get(level):
                name = word(f"level-{level}", language)
                persons = figures.persons.get(level, 0)
                yield word("risk", language, level=name, files=f"{files:,}", persons=f"{persons:,}")


def _show_time(moment: str) -> str:
    """In this machine's own time, and how far that is from UTC."""
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M:%S %z}"


def _write_news(notice: Notice, *, has_paths: bool) -> Iterator[str]:
    language, news = notice.language, notice.news
    if news is None:
        return
    yield ""
    yield word("news-first", language) if news.since is None else word("news", language, since=news.since)
    if not news.is_any:
        yield word("news-none", language)
    for kind, count in news.counts.items():
        if count:
            yield word("news-count", language, what=word(f"news-{kind}", language), count=f"{count:,}")
    for item in news.paths if has_paths else ():
        yield word(
            "news-path", language, what=word(f"news-{item.kind}", language),
            level=word(f"level-{item.level}", language), persons=f"{item.persons:,}", path=item.path,
        )  # fmt: skip
