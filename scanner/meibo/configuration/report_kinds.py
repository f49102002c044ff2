"""Every kind of report by its name: what commands offer, and jobs and ``[scan]`` may name.

Adding one: a line here, its module with a line in ``reports.registry.FORMATS``, its message ``option-ID``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec


class ReportKind(msgspec.Struct, frozen=True):
    """One kind of report."""

    id: str
    """As in the option ``--ID FILE``, and as a key of ``[scan]``."""
    ending: str = ""
    """Of a path that stands for this kind in a job's list of reports; empty where such a list cannot name it."""

    package: str = ""
    """What must be installed to write it."""
    extra: str = ""
    """The extra of this program that installs it."""

    @property
    def attribute(self) -> str:
        """Its name among parsed options."""
        return self.id.replace("-", "_")


REPORT_KINDS: Final = (
    ReportKind("xlsx", ".xlsx"),
    ReportKind("csv", ".csv"),
    ReportKind("jsonl", ".jsonl"),
    ReportKind("sarif", ".sarif"),
    ReportKind("parquet", ".parquet", package="pyarrow", extra="columnar"),
    ReportKind("html", ".html"),
    ReportKind("ledger"),
    ReportKind("owner-sheets"),
)


BESIDE_INVENTORY: Final = Path()
"""What an option without a place holds: the report lies beside the inventory and has its name, with its own ending."""


def find_places(options: Any) -> dict[str, Path]:
    """Where parsed options want which reports, by the kind's id."""
    named = {kind: getattr(options, kind.attribute) for kind in REPORT_KINDS}
    return {
        kind.id: options.inventory.with_suffix(kind.ending) if place == BESIDE_INVENTORY else place
        for kind, place in named.items()
        if place is not None
    }
