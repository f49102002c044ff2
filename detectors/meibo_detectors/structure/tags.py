"""The tags of markup: where they stand, what they are called, what text lies between them, and their attributes."""

from __future__ import annotations

import functools
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.normalise import Offsets, Truth, is_letter, table_of
from meibo_detectors.structure.quotes import cover
from meibo_detectors.structure.stretch import Stretch
from meibo_detectors.structure.values import take

# fmt: off
INLINE: Final = (
    "a", "b", "i", "u", "s", "q", "em", "strong", "span", "font", "small", "big", "br", "sup", "sub", "ruby", "rb",
    "rt", "rp", "code", "mark", "wbr", "img", "abbr", "time", "var", "nobr", "tt", "del", "ins", "cite", "kbd",
)
"""Tags of HTML that do not end a text."""
HTML: Final = (
    "html", "head", "body", "div", "p", "table", "tr", "td", "th", "thead", "tbody", "tfoot", "dl", "dt", "dd", "ul",
    "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "form", "input", "label", "select", "option", "textarea", "button",
    "script", "style", "section", "article", "header", "footer", "nav", "main", "meta", "link", "title", "fieldset",
    "legend", "hr", "pre", "caption",
)
# fmt: on
_HASHED_CHARS: Final = 8
_NAME_ENDS: Final = table_of(b" \t\r\n/>?\x00")
_BLANKS: Final = table_of(b" \t\r\n")
_CDATA_CHARS: Final = 9


def pack(name: str) -> int:
    """The first letters of a tag's name as one number, as ``Tags.word`` holds them."""
    return sum(ord(letter) << 8 * at for at, letter in enumerate(name[:_HASHED_CHARS]))


@functools.cache
def pack_all(names: tuple[str, ...]) -> npt.NDArray[np.uint64]:
    """The same of several names, ascending."""
    return np.array(sorted(pack(name) for name in names), np.uint64)


class Tags(NamedTuple):
    """Tags in order, those inside comments and scripts left out; arrays are parallel."""

    start: Offsets
    end: Offsets
    name_start: Offsets
    """Behind ``<``, ``</`` and the prefix of a namespace."""
    name_end: Offsets
    word: npt.NDArray[np.uint64]
    is_closing: Truth
    is_empty: Truth
    """Closes itself: ``<name ... />``."""
    is_silent: Truth
    """A comment, a declaration, or the border of CDATA."""

    def is_any(self, *names: str) -> Truth:
        """True for tags with one of these names, opening or closing."""
        return np.isin(self.word, pack_all(names)) & ~self.is_silent


class Attributes(NamedTuple):
    """Quoted attributes of tags in order."""

    tag: Offsets
    name_start: Offsets
    name_end: Offsets
    start: Offsets
    end: Offsets


def find_tags(stretch: Stretch) -> Tags:
    """All tags of a stretch."""
    chars = stretch.chars
    start = stretch.find("<")
    sign = chars.take(start + 1, mode="clip")
    start = start[is_letter(sign) | (sign >= 0x80) | table_of(b"/!?_")[sign]]
    greater = np.append(stretch.find(">"), stretch.end)
    end = np.minimum(greater[np.searchsorted(greater, start)] + 1, stretch.end)
    second = chars.take(start + 2, mode="clip")
    bang = chars.take(start + 1, mode="clip") == ord("!")
    is_comment = bang & (second == ord("-"))
    is_cdata = bang & (second == ord("["))
    if is_comment.any():
        dashed = greater[:-1][chars.take(greater[:-1] - 1, mode="clip") == ord("-")]
        dashed = np.append(dashed[chars.take(dashed - 2, mode="clip") == ord("-")], stretch.end - 1)
        until = dashed[np.minimum(np.searchsorted(dashed, start + 4), len(dashed) - 1)] + 1
        end = np.where(is_comment, until, end)
    end = np.where(is_cdata, np.minimum(start + _CDATA_CHARS, stretch.end), end)
    closing = _find_cdata_ends(stretch, greater[:-1]) if is_cdata.any() else start[:0]
    until = np.append(closing, stretch.end)[np.searchsorted(closing, end)]
    reach = np.maximum.accumulate(np.where(is_comment, end, np.where(is_cdata, until, 0))) if len(end) else end
    kept = np.append(True, start[1:] >= reach[:-1])[: len(start)]
    start, end, is_comment, is_cdata = start[kept], end[kept], is_comment[kept], is_cdata[kept]
    # A tag that runs into the next one never was one.
    broken = np.append(start[1:] < end[:-1], False)[: len(start)]
    start, end = start[~broken], end[~broken]
    if len(closing):
        start, end = np.concatenate((start, closing)), np.concatenate((end, closing + 3))
        order = np.argsort(start, kind="stable")
        start, end = start[order], end[order]
        apart = np.append(True, start[1:] >= np.maximum.accumulate(end)[:-1])
        start, end = start[apart], end[apart]
    return _drop_scripts(_name(stretch, start, end))


def _find_cdata_ends(stretch: Stretch, greater: Offsets) -> Offsets:
    before = stretch.chars.take(greater - 1, mode="clip") == ord("]")
    closing: Offsets = greater[before & (stretch.chars.take(greater - 2, mode="clip") == ord("]"))] - 2
    return closing


def _name(stretch: Stretch, start: Offsets, end: Offsets) -> Tags:
    chars = stretch.chars
    sign = chars.take(start + 1, mode="clip")
    is_closing = sign == ord("/")
    is_silent = table_of(b"!?")[sign] | (chars.take(start, mode="clip") == ord("]"))
    is_silent |= (chars.take(end - 1, mode="clip") != ord(">")) & (end == stretch.end)  # cut off
    name_start = start + 1 + is_closing
    ends = np.append(np.flatnonzero(_NAME_ENDS[stretch.view]) + stretch.start, stretch.end)
    name_end = np.minimum(ends[np.searchsorted(ends, name_start)], end)
    colons = np.append(-1, np.flatnonzero(stretch.view == ord(":")) + stretch.start)
    colon = colons[np.searchsorted(colons, name_end) - 1]
    name_start = np.where((colon >= name_start) & (colon + 1 < name_end), colon + 1, name_start)
    word = np.zeros(len(start), np.uint64)
    for at in range(min(_HASHED_CHARS, int((name_end - name_start).max(initial=0)))):
        letter = chars.take(name_start + at, mode="clip")
        letter = np.where((letter - np.uint8(65)) < 26, letter + np.uint8(32), letter).astype(np.uint64)
        word |= np.where(name_start + at < name_end, letter, np.uint64(0)) << np.uint64(8 * at)
    is_empty = (chars.take(end - 2, mode="clip") == ord("/")) & ~is_closing
    return Tags(start, end, name_start, name_end, word, is_closing, is_empty, is_silent)


def _drop_scripts(tags: Tags) -> Tags:
    """Without what looks like tags inside scripts and styles."""
    code = tags.is_any("script", "style")
    opening = np.flatnonzero(code & ~tags.is_closing & ~tags.is_empty)
    if not len(opening):
        return tags
    closing = np.append(np.flatnonzero(code & tags.is_closing), len(tags.start))
    until = closing[np.searchsorted(closing, opening)]
    change = np.zeros(len(tags.start) + 1, np.int64)
    np.add.at(change, opening + 1, 1)
    np.add.at(change, until, -1)
    outside = np.cumsum(change[:-1]) <= 0
    return take(tags, outside)


def find_attributes(stretch: Stretch, tags: Tags) -> Attributes:
    """The attributes with a quoted value of all tags but silent ones."""
    chars = stretch.chars
    equals = stretch.find("=")
    quote = chars.take(equals + 1, mode="clip")
    equals = equals[table_of(b"\"'")[quote]]
    tag = np.searchsorted(tags.start, equals, "right") - 1
    held = np.maximum(tag, 0)
    inside = (tag >= 0) & (equals < tags.end[held]) & ~tags.is_silent[held] if len(tags.start) else tag > 0
    equals, tag = equals[inside], tag[inside]
    closing = np.full(len(equals), stretch.end)
    for sign in "\"'":
        quotes = np.append(stretch.find(sign), stretch.end)
        rows = chars.take(equals + 1, mode="clip") == ord(sign)
        closing[rows] = quotes[np.searchsorted(quotes, equals[rows] + 2)]
    blanks = np.append(-1, np.flatnonzero(_BLANKS[stretch.view]) + stretch.start)
    name_start = blanks[np.searchsorted(blanks, equals) - 1] + 1
    fits = (closing < tags.end[tag]) & (name_start > tags.start[tag]) & (name_start < equals)
    # An equals sign within the value of the attribute before.
    reach = np.maximum.accumulate(np.where(fits, closing, 0)) if len(fits) else closing
    fits[1:] &= equals[1:] > reach[:-1]
    return Attributes(tag[fits], name_start[fits], equals[fits], equals[fits] + 2, closing[fits])


def hide(tags: Tags, stretch: Stretch) -> Truth:
    """For each character of the stretch whether it is part of a tag."""
    return cover(tags.start - stretch.start, tags.end - stretch.start, len(stretch.view))
