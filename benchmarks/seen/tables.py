"""Tables of what was measured, in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NONE = "–"


def write_rows(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(_escape(str(cell)) for cell in line)} |\n" for line in lines)


def show_share(part: int, whole: int) -> str:
    """A share in percent, with one place; a dash of nothing."""
    return f"{100 * part / whole:.1f}" if whole else NONE


def show_quantile(values: Sequence[float], share: float) -> str:
    """The value below which this share of values lies."""
    if not values:
        return NONE
    ordered = sorted(values)
    return f"{ordered[min(int(share * len(ordered)), len(ordered) - 1)]:.2f}"


def _escape(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", " ")
