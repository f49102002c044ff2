"""How the migration gate's verdicts are told in a language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from meibo.assessment.blockers import Blocked
from meibo.assessment.destinations import Destination
from meibo.assessment.migration import CAUSES, Cause, FolderVerdict, Verdict
from meibo.catalogue.language import Language
from meibo.catalogue.report import word
from meibo.reports.wording import name_target


class GateFacts(msgspec.Struct, frozen=True):
    """What a judgement was made by, and its rows."""

    rows: Sequence[FolderVerdict]
    destination: Destination
    before: int
    years: int


def tell_gate(facts: GateFacts, language: Language) -> str:
    """How many folders of each verdict, as a sentence."""
    if not facts.rows:
        return word("gate-none", language)
    counts = Counter(row.verdict for row in facts.rows)
    return word(
        "gate-summary", language, move=counts[Verdict.MOVE], clean=counts[Verdict.CLEAN], stay=counts[Verdict.STAY]
    )


def explain_gate(facts: GateFacts, language: Language) -> tuple[str, ...]:
    """The thresholds and what each verdict means."""
    limits, largest = facts.destination, facts.destination.largest_bytes
    size = f"{largest >> 30} GB" if largest else word("gate-no-limit", language)
    destination = word(f"destination-{limits.name}", language)
    return (
        word("gate-basis-stay", language),
        word("gate-basis-clean", language, years=facts.years),
        word(
            "gate-limits", language, destination=destination, path=limits.longest_path, before=facts.before,
            name=limits.longest_name, size=size,
        ),
        word("gate-unjudged", language),
    )  # fmt: skip


def name_verdict(verdict: Verdict, language: Language) -> str:
    """Its word."""
    return word(f"verdict-{verdict.word}", language)


def name_folder(row: FolderVerdict, language: Language) -> str:
    """The path of a folder, and whether only its own files are meant."""
    path = row.path or word("folder-top", language)
    return word("folder-alone", language, path=path) if row.is_alone and row.path else path or name_target(row.target)


def name_causes(row: FolderVerdict, language: Language) -> str:
    """Why, with numbers of files, what weighs most first."""
    return word("list-separator", language).join(
        word("cause-count", language, cause=word(f"cause-{cause}", language), count=files)
        for cause, files in row.causes.items()
    )


def name_blockers(blocked: Blocked, language: Language) -> str:
    """What stands in a file's way, in one line."""
    return word("list-separator", language).join(word(f"cause-{name}", language) for name in blocked.blockers)


def name_audience(row: FolderVerdict, language: Language) -> str:
    """The widest audience of files with findings; empty where there are none."""
    return word(f"audience-{row.audience}", language) if row.audience else ""


def count_causes(rows: Sequence[FolderVerdict], language: Language) -> list[tuple[str, int | str]]:
    """Files by cause, of the causes that there are."""
    total: Counter[Cause] = Counter()
    for row in rows:
        total.update(row.causes)
    return [(word(f"cause-{cause}", language), total[cause]) for cause in CAUSES if total[cause]]
