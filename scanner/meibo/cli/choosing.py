"""Opening an inventory at one of its scans, and how its files are rated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from meibo.cli.detecting import find_least_scores
from meibo.cli.options import UsageError
from meibo.cli.terminal import clean
from meibo.configuration.model import Configuration
from meibo.inventory.marks import Mark, MarkKind
from meibo.inventory.model import Status
from meibo.inventory.reader import Reader

if TYPE_CHECKING:
    from meibo.assessment.risk_rules import RiskRules


def open_scan(inventory: Path, wanted: int | None) -> tuple[Reader, int]:
    """A reader and the number of the wanted scan, the newest where none is named; raises UsageError."""
    reader = Reader(inventory)
    numbers = reader.scan_numbers()
    number = wanted if wanted is not None else (numbers[-1] if numbers else 0)
    if number not in numbers:
        reader.close()
        raise UsageError("error-no-scan", number=number)
    return reader, number


def parse_statuses(text: str) -> set[str]:
    """The statuses in a list with commas; raises UsageError for any that there is not."""
    names = {name.strip() for name in text.split(",") if name.strip()}
    known = [status.value for status in Status]
    for name in sorted(names.difference(known)):
        raise UsageError("error-unknown-status", name=clean(name), known=", ".join(known))
    return names


UNMARKED: Final = "none"
OUTDATED: Final = "outdated"
MARK_WORDS: Final = (*(kind.value for kind in MarkKind), UNMARKED, OUTDATED)
"""What ``--mark`` selects files by."""


def parse_marks(text: str) -> Callable[[Mark | None], bool]:
    """Whether a file's mark is one of a list with commas, which may be empty for any; raises UsageError."""
    names = {name.strip() for name in text.split(",") if name.strip()}
    for name in sorted(names.difference(MARK_WORDS)):
        raise UsageError("error-unknown-mark", name=clean(name), known=", ".join(MARK_WORDS))

    def fits(mark: Mark | None) -> bool:
        if not names:
            return True
        return UNMARKED in names if mark is None else mark.kind in names or (mark.is_outdated and OUTDATED in names)

    return fits


def find_risk_rules(reader: Reader, scan: int, configuration: Configuration) -> RiskRules:
    """How the files of a scan are rated: the user's rules as the scan knew them, the rest as it is configured now."""
    from meibo.assessment.risk_rules import RiskRules

    return RiskRules(
        classes={rule.id: rule.risk_class for rule in reader.known_rules(scan)},
        least_scores=find_least_scores(configuration),
        **configuration.risk,
    )
