"""How the comparison after a move is told in a language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec

from meibo.assessment.arrival import OUTCOMES, Arrival, Outcome
from meibo.assessment.ordered_rows import OrderedRows
from meibo.catalogue.language import Language
from meibo.catalogue.report import word
from meibo.inventory.model import ScanFacts
from meibo.reports.wording import name_target


class FolderArrival(msgspec.Struct, frozen=True):
    """Files of one folder by outcome."""

    path: str
    counts: Mapping[Outcome, int]


class ArrivalFacts(msgspec.Struct, frozen=True):
    """Both sides, the figures, and the files that are not simply there."""

    source: tuple[ScanFacts, str]
    """Its scan, and the target with the folder below it, as people write it."""
    destination: tuple[ScanFacts, str]
    totals: Counter[Outcome]
    folders: tuple[FolderArrival, ...]
    """Those with the most losses first; folders in which all is the same are among them."""
    files: OrderedRows[Arrival]
    unlisted_source: int
    unknown_access: int


def order_folders(folders: Mapping[str, Counter[Outcome]]) -> tuple[FolderArrival, ...]:
    """Folders by what was lost, then by what changed, and so on."""
    rows = [FolderArrival(path, counts) for path, counts in folders.items()]
    return tuple(sorted(rows, key=lambda row: (*(-row.counts.get(outcome, 0) for outcome in OUTCOMES[:-1]), row.path)))


def tell_arrival(facts: ArrivalFacts, language: Language) -> str:
    """Whether all has come, as a sentence."""
    missing, unseen = facts.totals["missing"], facts.totals["unseen"]
    if missing or unseen:
        return word("arrival-lost", language, missing=missing, unseen=unseen)
    if not any(facts.totals[outcome] for outcome in OUTCOMES if outcome != "new"):
        return word("arrival-empty", language)
    return word("arrival-whole", language)


def explain_arrival(facts: ArrivalFacts, language: Language) -> tuple[str, ...]:
    """What is to be known of the comparison."""
    counts = (("source-unlisted", facts.unlisted_source), ("access-unknown", facts.unknown_access))
    said = [word(f"remark-{code}", language, count=count) for code, count in counts if count]
    for side, (scan, _) in (("source", facts.source), ("destination", facts.destination)):
        if scan.state != "finished":
            said.append(word(f"remark-{side}-unfinished", language))
    if facts.totals["changed"]:
        said.append(word("remark-changed-by-destination", language))
    return tuple(said)


def name_side(side: tuple[ScanFacts, str], language: Language) -> str:
    """One side of the move."""
    scan, place = side
    return word("arrival-side", language, target=name_target(place), scan=scan.scan)


def name_outcomes(arrival: Arrival, language: Language) -> str:
    """What became of a file, in one line."""
    return word("list-separator", language).join(word(f"outcome-{outcome}", language) for outcome in arrival.outcomes)
