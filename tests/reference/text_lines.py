"""The plain twin of meibo_detectors.kernels.text_lines: one line after the other, by regular expressions."""

from __future__ import annotations

import re
from typing import Final

from meibo_detectors.normalise import Folded
from meibo_detectors.structure.signs import HEADING_MARKS, LIST_MARKS, OPENING_BRACKETS
from reference.characters import Labels

BLANKS: Final = " \t\r\n\x00\x0b\x0c\x1c\x1d\x1e\x1f"
_NUMBER: Final = re.compile(rf"[(\[]?[0-9]{{1,3}}[.)\]](?![0-9])[{BLANKS}]{{0,2}}")
_POSTAL: Final = re.compile(r"[0-9]{3}-?[0-9]{4}(?![0-9-])")


class Line:
    """What is said of one line."""

    def __init__(self, folded: Folded, first: int, past: int) -> None:
        classes = folded.chars.tobytes().decode("latin-1")
        codes = classes if folded.codes is None else "".join(map(chr, folded.codes.tolist()))
        line = classes[first:past]
        self.end = first + len(line.rstrip(BLANKS))
        self.start = min(first + len(line) - len(line.lstrip(BLANKS)), self.end) if line.strip(BLANKS) else first
        if not line.strip(BLANKS):
            self.start = self.end = past
        self.is_blank = self.end <= self.start
        self.content = self._find_content(classes, codes)
        shown = codes[self.start : self.end]
        ruled = classes[self.start : self.end][:1] in tuple("-=*_~#+|") or _is_box(shown[:1])
        letters = re.search(r"[0-9A-Za-z]", classes[self.start : self.end])
        wide = [
            sign
            for sign, code in zip(classes[self.start : self.end], shown, strict=True)
            if sign >= "\x80" and not _is_box(code)
        ]
        self.is_rule = len(shown) >= 3 and ruled and not letters and not wide
        self.is_heading = self.is_rule or (bool(shown) and shown[0] in HEADING_MARKS)
        at = self.start + shown.startswith("〒")
        postal = _POSTAL.match(classes, at)
        self.is_postal = bool(postal) and self.end - at >= 7 and postal is not None and postal.end() <= self.end

    def _find_content(self, classes: str, codes: str) -> int:
        at = self.start
        for _ in range(4):
            if at < self.end and codes[at] in LIST_MARKS:
                at += 1
                at += len(re.match(f"[{BLANKS}]{{0,2}}", classes[at : self.end]).group())  # type: ignore[union-attr]
        number = _NUMBER.match(classes, at) if at < self.end else None
        return min(number.end() if number else at, self.end)


def _is_box(sign: str) -> bool:
    return bool(sign) and 0x2500 <= ord(sign) < 0x2580


def find_label(folded: Folded, labels: Labels, content: int, end: int) -> tuple[int, int] | None:
    """The edges of the label that a line is alone, None where it is none."""
    classes = folded.chars.tobytes().decode("latin-1")
    codes = classes if folded.codes is None else "".join(map(chr, folded.codes.tolist()))
    if not 0 < end - content <= 30:
        return None
    start, end = _trim(classes, content, end - (classes[end - 1] == ":"))
    if end - start > 2 and codes[start] in OPENING_BRACKETS:
        start, end = _trim(classes, start + 1, end - 1)
    return (start, end) if labels.holds(start, end) else None


def _trim(classes: str, start: int, end: int) -> tuple[int, int]:
    while start < end and classes[start] in BLANKS:
        start += 1
    while start < end and classes[end - 1] in BLANKS:
        end -= 1
    return start, end
