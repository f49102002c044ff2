"""How a change between two scans is told in a language."""

from __future__ import annotations

from collections.abc import Iterator

from meibo.assessment.change import Change, Kind
from meibo.assessment.differences import Remark
from meibo.catalogue.language import Language
from meibo.catalogue.report import word
from meibo.reports.wording import name_issue, name_target

_ACCESS = frozenset({Kind.ACCESS_OPENED, Kind.ACCESS_CLOSED, Kind.ACCESS_CHANGED})
_REASONED = frozenset({Kind.NEWLY_UNREADABLE})


def name_changes(change: Change, language: Language) -> str:
    """Its kinds in one line, what matters most first."""
    return word("list-separator", language).join(word(f"change-{kind}", language) for kind in change.kinds)


def name_remark(remark: Remark, old: int, new: int, language: Language) -> str:
    """A remark on the comparison of two scans, as a sentence."""
    return word(f"remark-{remark.code}", language, subject=name_target(remark.subject), old=old, new=new)


def describe_change(change: Change, language: Language) -> str:
    """By how much it grew or shrank, who could and can read it, where it comes from, why it cannot be read."""
    return word("list-separator", language).join(_describe(change, language))


def _describe(change: Change, language: Language) -> Iterator[str]:
    kinds, old, new = frozenset(change.kinds), change.old, change.new
    if kinds & {Kind.GROWN, Kind.SHRUNK}:
        name = "persons" if change.persons_change else "findings"
        yield word(f"change-{name}", language, change=change.persons_change or change.findings_change or 0)
    if kinds & _ACCESS and old and new:
        sides = (old, new)
        said = [word(f"audience-{side.audience}", language) for side in sides]
        if said[0] == said[1]:
            said = [", ".join(filter(None, (side.audience_source, side.owner))) for side in sides]
        yield word("change-audience", language, old=said[0], new=said[1])
    if Kind.MOVED in kinds and old:
        yield word("change-from", language, path=old.path)
    if change.copy_of:
        yield word("change-copy", language, path=change.copy_of[1])
    if kinds & _REASONED and new and new.issue_code:
        yield name_issue(new.issue_code, language)[0]
