"""Rich text (RTF 1.9), as WordPad and old programs write it: Japanese as escaped bytes of CP932."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.draft import Line, join, list_cells, mark_blocks, mark_line
from meibo.samples.writers.model import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from meibo.samples.draft import Row
    from meibo.samples.page import Mark
    from meibo.samples.writers.model import TextDocument

_HEAD = r"{\rtf1\ansi\ansicpg932\deff0{\fonttbl{\f0\fnil\fcharset128 MS PGothic;}}"
_CELL_WIDTH = 2200


def write_rtf(document: TextDocument) -> Written:
    """The text of a document with its tables; what stands beside the text is left out."""
    properties = document.properties
    information = rf"{{\info{{\title {_escape(properties.title)}}}{{\author {_escape(properties.author.text)}}}}}"
    blocks = (
        rf"\pard {_escape(join(block.parts))}\par" if isinstance(block, Line) else _write_table(block.rows)
        for block in document.blocks
    )
    content = "\n".join((_HEAD, information, *blocks, "}"))
    return Written(content.encode("ascii"), tuple(_mark(document)))


def _write_table(rows: Iterable[Row]) -> str:
    lines = []
    for row in rows:
        texts = [text for _, text, _ in list_cells(row)]
        edges = "".join(rf"\cellx{_CELL_WIDTH * number}" for number in range(1, len(texts) + 1))
        lines.append(rf"\trowd{edges}\pard\intbl " + "".join(rf"{_escape(text)}\cell " for text in texts) + r"\row")
    return "\n".join(lines)


def _escape(text: str) -> str:
    """Bytes of CP932 in hexadecimal, and what it lacks by its code point."""
    return "".join(_escape_sign(sign) for sign in text)


def _escape_sign(sign: str) -> str:
    if sign.isascii():
        return f"\\{sign}" if sign in "\\{}" else sign
    try:
        return "".join(f"\\'{byte:02x}" for byte in sign.encode("cp932"))
    except UnicodeEncodeError:
        return f"\\u{ord(sign)}?"


def _mark(document: TextDocument) -> Iterator[Mark]:
    yield from mark_blocks(document.blocks)
    yield from mark_line(("作成者: ", document.properties.author), 2, container=("properties",))
