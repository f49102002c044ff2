"""The columns that say what a leak would mean: each legal trigger, the clock of the reports, and the yen at risk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from meibo.assessment.damage import Damage
from meibo.assessment.law import TRIGGERS, Raised, is_reportable
from meibo.catalogue.report import word
from meibo.reports.columns import Column
from meibo.reports.model import ReportOptions
from meibo.reports.wording import name_clock, name_flag, name_kind_found

Row = TypeVar("Row")


def make_law_columns(options: ReportOptions, read: Callable[[Row], tuple[Raised, ...]]) -> tuple[Column[Row], ...]:
    """One column a trigger, sure or possible, and the days within which reports are due."""
    language = options.language
    marks = {is_sure: word(f"raised-{'sure' if is_sure else 'possible'}", language) for is_sure in (True, False)}

    def tell(trigger: str) -> Callable[[Row], str]:
        return lambda row: next((marks[one.is_sure] for one in read(row) if one.trigger == trigger), "")

    columns = [Column(name_flag(one.id, options), "trigger", 13, tell(one.id)) for one in TRIGGERS]
    clock = name_clock(language)
    return (
        *columns,
        Column(word("column-clock", language), "text", 22, lambda row: clock if is_reportable(read(row)) else ""),
    )


def make_yen_columns(
    options: ReportOptions,
    read: Callable[[Row], Damage | None],
    read_yen: Callable[[Row], tuple[int, int]],
    read_likely: Callable[[Row], int] | None = None,
) -> tuple[Column[Row], ...]:
    """The estimate for all people, for each, and the factors that it comes from.

    ``read_likely`` tells that of rows of several files for the likely number of people.
    """
    language = options.language

    def tell_factors(row: Row) -> str:
        damage = read(row)
        if damage is None:
            return ""
        key = "factors-own" if damage.is_own else "factors"
        return word(
            key, language, item=name_kind_found(damage.gravest, options), base=damage.base_yen,
            sensitivity=damage.sensitivity, ease=damage.identifiability, responsibility=damage.responsibility,
            response=damage.response,
        )  # fmt: skip

    def tell_each(row: Row) -> int | None:
        damage = read(row)
        return None if damage is None else damage.yen_per_person

    likely: list[Column[Row]] = []
    if read_likely is not None:
        read_figure = read_likely
        likely.append(Column(word("column-yen-likely", language), "yen", 16, lambda row: read_figure(row) or None))
    return (
        *likely,
        Column(word("column-yen-least", language), "yen", 16, lambda row: read_yen(row)[0] or None),
        Column(word("column-yen-most", language), "yen", 16, lambda row: read_yen(row)[1] or None),
        Column(word("column-yen-each", language), "yen", 13, tell_each),
        Column(word("column-factors", language), "text", 40, tell_factors),
    )
