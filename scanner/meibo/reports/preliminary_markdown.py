"""Writes the draft of a preliminary report as Markdown, which is as readable as plain text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from meibo.catalogue.preliminary import BLANK
from meibo.reports.cell_text import spell_out
from meibo.reports.leak_model import ToldLeak
from meibo.reports.preliminary import Draft, compose
from meibo.reports.replacing import replacing

_SIGNS: Final = re.compile(r"[\\`*_{}\[\]<>|~!&]|^[#+-]|^\d+(?=[.)])")
"""What Markdown or HTML would take for more than a character."""


def write_markdown(told: ToldLeak, path: Path) -> None:
    """Write the draft; raises ReportError."""
    with replacing(path) as fresh:
        fresh.write_text(render(compose(told)), "utf-8")


def render(draft: Draft) -> str:
    """The text of the file."""
    lines = [f"# {draft.title}", "", *(f"> - {_escape(note)}" for note in draft.notes)]
    for part in draft.parts:
        lines += ["", f"## {_escape(part.title)}"]
        for item in part.items:
            if item.title:
                lines += ["", f"### {_escape(item.title)}"]
            lines.append("")
            if draft.is_explained and item.explanation:
                lines += [f"*{item.explanation}*", ""]
            for row in item.rows:
                if len(row.lines) == 1:
                    lines.append(f"- **{_escape(row.label)}**: {_escape(row.lines[0])}")
                else:
                    lines += [f"- **{_escape(row.label)}**", *(f"  - {_escape(line)}" for line in row.lines)]
    return "\n".join(lines) + "\n"


def _escape(text: str) -> str:
    """Text that shows as it is; blanks stay easy to look for."""
    return BLANK.join(_SIGNS.sub(lambda sign: "\\" + sign.group(), spell_out(part)) for part in text.split(BLANK))
