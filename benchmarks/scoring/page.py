"""Writes the page: passages of the template, and between their marks the sections that were measured.

A section that was not measured this time stays as the page had it, for not everybody has the labelled sets; each
section tells the rule set that it was measured with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

TEMPLATE: Final = Path(__file__).with_name("page.md")
NOT_MEASURED: Final = "Not measured yet."
_MARK = re.compile(r"<!-- measured: (\w+) -->\n")
_SECTION = re.compile(r"<!-- measured: (\w+) -->\n(.*?)\n<!-- end -->", re.DOTALL)


def write_page(template: str, measured: Mapping[str, str], former: str) -> str:
    """The page of a template, of what was measured now, and of the page before; raises KeyError on unknown sections."""
    kept = dict(_SECTION.findall(former))
    if unknown := measured.keys() - set(_MARK.findall(template)):
        raise KeyError(f"no place in the template for {', '.join(sorted(unknown))}")

    def fill(mark: re.Match[str]) -> str:
        body = measured.get(mark[1], kept.get(mark[1], NOT_MEASURED)).strip("\n")
        return f"{mark[0]}\n{body}\n\n<!-- end -->\n"

    return _MARK.sub(fill, template)


def stamp(body: str, rule_set: str) -> str:
    """A section with the rule set that it was measured with."""
    return f"{body.rstrip()}\n\n*Rule set {rule_set}.*\n"


def write_table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """A table; fractions with three places, None as a dash."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(_show(cell) for cell in line)} |\n" for line in lines)


def _show(cell: object) -> str:
    if cell is None:
        return "–"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)
