"""What is asked of the figures, and whether they reach it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from scoring.confidence import Tally
from scoring.figures import Outcome, Row
from scoring.kinds import DETECTORS_OF
from scoring.negatives import Negatives
from scoring.rosters import ROWS, Result

MICRO_F1: Final = 0.96
MACRO_F1: Final = 0.93
KIND_F1: Final = 0.85
SMALL_KIND_F1: Final = 0.75
SMALL_KIND: Final = 40
"""A kind of which fewer values are labelled."""
NAME_F1: Final = 0.75
CUED_NAME_F1: Final = 0.95
ADDRESS_SHARE: Final = 0.95
"""Both of recall and of precision."""
LEVELS: Final[Mapping[str, float]] = {"high": 0.97, "medium": 0.90}
"""How often a level is right."""
LEVEL_FINDINGS: Final = 200
"""How many findings that takes to say."""
NUMBERS_A_MB: Final = 0.2
NAMES_A_MB_OF_PROSE: Final = 6.0
NAMES_A_MB_OF_CODE: Final = 1.0
NUMBER_KINDS: Final = ("CREDIT_CARD", "MY_NUMBER", "DRIVER_LICENSE", "BANK_ACCOUNT", "PASSPORT", "DOB")
"""Kinds that must hardly ever be reported where there are none."""


class Aim(msgspec.Struct, frozen=True):
    """One thing that is asked."""

    what: str
    asked: str
    measured: str
    is_met: bool


def at_least(what: str, asked: float, figure: float) -> Aim:
    """Asks for a share that is high."""
    return Aim(what, f"≥ {asked:.2f}", f"{figure:.3f}", figure >= asked)


def at_most(what: str, asked: float, figure: float) -> Aim:
    """Asks for a rate that is low."""
    return Aim(what, f"≤ {asked:g}", f"{figure:.2f}", figure <= asked)


def kind_f1(row: Row) -> float:
    """The F1 that a kind must reach."""
    return SMALL_KIND_F1 if row.labelled < SMALL_KIND else KIND_F1


def ask_of_gold(outcome: Outcome) -> list[Aim]:
    """The means, and the kind that stands farthest below what is asked of it."""
    rows = {kind: row for kind, row in outcome.rows.items() if row.labelled}
    aims = [
        at_least("business files, micro-F1", MICRO_F1, outcome.micro.f1),
        at_least("business files, macro-F1", MACRO_F1, outcome.macro_f1),
    ]
    if rows:
        worst = min(rows, key=lambda kind: rows[kind].f1 - kind_f1(rows[kind]))
        aims.append(at_least(f"business files, F1 of every kind ({worst})", kind_f1(rows[worst]), rows[worst].f1))
    return aims


def ask_of_real(outcome: Outcome, cued: Row) -> list[Aim]:
    """Names and addresses of real text."""
    names, addresses = outcome.rows.get("NAME", Row()), outcome.rows.get("ADDRESS", Row())
    return [
        at_least("real text, names, F1", NAME_F1, names.f1),
        at_least("real and business text, names beside a label or honorific, F1", CUED_NAME_F1, cued.f1),
        at_least("real text, addresses, recall", ADDRESS_SHARE, addresses.recall),
        at_least("real text, addresses, precision", ADDRESS_SHARE, addresses.precision),
    ]


def ask_of_levels(tallies: Mapping[tuple[str, str], Tally]) -> list[Aim]:
    """Both levels, over all detectors; too few findings say nothing."""
    aims = []
    for level, asked in LEVELS.items():
        tally = tallies.get(("", level), Tally())
        aim = at_least(f"findings at {level} that are right, of {tally.reported}", asked, tally.share)
        aims.append(msgspec.structs.replace(aim, is_met=aim.is_met and tally.reported >= LEVEL_FINDINGS))
    return aims


def ask_of_negatives(negatives: Negatives) -> list[Aim]:
    """The kind of numbers that is reported most, and names."""
    rates = {detector: negatives.rate(detector) for kind in NUMBER_KINDS for detector in DETECTORS_OF[kind]}
    worst = max(rates, key=lambda detector: rates[detector])
    return [
        at_most(f"false findings a MB, each kind of numbers ({worst})", NUMBERS_A_MB, rates[worst]),
        at_most("false names a MB of prose", NAMES_A_MB_OF_PROSE, negatives.rate_in_prose("jp_name")),
        at_most("false names a MB of code and logs", NAMES_A_MB_OF_CODE, negatives.rate_in_code("jp_name")),
    ]


def ask_of_rosters(results: Iterable[Result]) -> list[Aim]:
    """All numbers of every roster, and no order beside it."""
    tables = [found for result in results if result.roster.is_asked for found in (result.named, result.unnamed)]
    least = min((found.roster for found in tables), default=ROWS)
    orders = max((found.orders for found in tables), default=0)
    return [
        Aim(f"columns of {ROWS} numbers, fewest found", str(ROWS), str(least), least == ROWS),
        Aim("order numbers beside them, most reported", "0", str(orders), orders == 0),
    ]
