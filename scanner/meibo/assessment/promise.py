"""How much a picture promises to show personal data, told without opening it: the order in which pictures are read.

Reading one costs seconds, and there are often more than there is time. Points are added up:

* words in the names of the file and of its folders: ``promise_words.toml``
* personal data in the file itself, now or in an earlier scan (+25), or in a file of the same folder (+15)
* format: PDF and TIFF, in which offices keep what they scan (+20); documents and archives that hold pictures (+5);
  formats of screens (-10)
* names that cameras give: photographs come after scans (-10)
* size: too small for a page (-20), or even for words (-60)
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Final

import msgspec

from meibo.assessment.path_words import WordTable, compile_words
from meibo.extraction.sniffing.sniff import format_of


class _Kind(WordTable):
    points: int = 0


_FOUND_HERE: Final = 25
_FOUND_BESIDE: Final = 15
_FORMATS: Final = {"pdf": 20, "tiff": 20, "gif": -10, "bmp": -10, "webp": -10}
_OTHER_DOCUMENT: Final = 5
_CAMERA: Final = re.compile(
    r"(?:img|dsc[fn]?|dscn|pict|p\d|pxl|mvimg|gopr|dji|sam)[_-]?\d{3,}|(?:19|20)\d{6}[_-]\d{6}\d*"
)
_CAMERA_POINTS: Final = -10
_PAGE_BYTES: Final = 30_000
"""Of the barest page that can be read."""
_WORDS_BYTES: Final = 8_000
_NO_PAGE, _NO_WORDS = -20, -60


def _load() -> tuple[tuple[int, re.Pattern[str]], ...]:
    content = tomllib.loads(Path(__file__).with_name("promise_words.toml").read_text("utf-8"))
    kinds = msgspec.convert(content, dict[str, _Kind]).values()
    return tuple((kind.points, compile_words(kind)) for kind in sorted(kinds, key=lambda kind: -kind.points))


_KINDS: Final = _load()
"""Points and words, the highest first."""


def rate_promise(path: str, size_bytes: int, format_id: str, *, is_found: bool, is_found_beside: bool) -> int:
    """The points of a file that is a picture, or holds some.

    >>> rate_promise("人事/本人確認/0001.pdf", 800_000, "pdf", is_found=False, is_found_beside=True)
    75
    >>> rate_promise("web/img/logo.png", 4_000, "png", is_found=False, is_found_beside=False)
    -90
    """
    folder, _, name = path.rpartition("/")
    in_folder, in_name = _rate_words(folder), _rate_words(name.rpartition(".")[0] or name)  # .doc is no word
    points = max(in_folder, in_name) if max(in_folder, in_name) > 0 else min(in_folder, in_name)
    points += _FOUND_HERE * is_found + _FOUND_BESIDE * is_found_beside
    is_picture = format_of(format_id).media == "image"
    points += _FORMATS.get(format_id, 0 if is_picture else _OTHER_DOCUMENT)
    if is_picture:
        points += _CAMERA_POINTS * bool(_CAMERA.match(name.lower()))
        points += _NO_WORDS if size_bytes < _WORDS_BYTES else _NO_PAGE if size_bytes < _PAGE_BYTES else 0
    return points


@functools.lru_cache(4096)  # files of a folder come one after the other
def _rate_words(name: str) -> int:
    folded = unicodedata.normalize("NFKC", name).lower()
    return next((points for points, words in _KINDS if any(match[1] for match in words.finditer(folded))), 0)
