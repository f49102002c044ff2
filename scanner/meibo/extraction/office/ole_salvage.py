"""Text of an OLE document whose directory is lost: what looks like text in its bytes.

Word and PowerPoint store text in stretches of two bytes a character, whose second bytes tell Latin, kana and kanji
apart from noise, or of one byte a character.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_text
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_WIDE = rb"(?:[\x20-\x7e\t\r\x07\x0b]\x00|[\x00-\xff][\x30\x4e-\x9f]|[\x01-\xdc]\xff){6,}"
_NARROW = rb"[\x20-\x7e\t\r\x07\x0b]{24,}"
_STRETCH = re.compile(rb"(?P<wide>" + _WIDE + rb")|" + _NARROW, re.DOTALL)
_TELLING = re.compile(r"[\x20-\x7e\u3000-\u30ff\uff01-\uff9f]")
_TELLING_SHARE = 1 / 4
"""Of text, signs that are no kanji; noise that looks like kanji has nearly none."""
_LEAST_SIGNS = 4
"""Different ones; less is filling."""
_SHOWN = str.maketrans({"\x07": "\t", "\r": "\n", "\x0b": "\n"})


def salvage_text(source: Source) -> Iterator[Item]:
    """Blocks of all stretches of text, in the order of the file."""
    source.stream.seek(0)
    data = source.budget.read(source.stream)
    lines = []
    for found in _STRETCH.finditer(data):
        source.budget.check_time()
        text = found[0].decode("utf-16-le" if found["wide"] else "latin-1", "replace")
        if len(set(text)) >= _LEAST_SIGNS and len(_TELLING.findall(text)) >= len(text) * _TELLING_SHARE:
            lines.append(text.translate(_SHOWN))
    yield from cut_text("\n".join(lines), source.budget.limits, Position(line=1))
