"""What an HTML body says, as far as it is compared with the text beside it and searched for passwords."""

from __future__ import annotations

import html
import re

_SILENT = re.compile(r"<(?:(script|style|head|title)\b|!--)", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?tr|/?table|/?li|/?h[1-6]|/?blockquote)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[!/?]?[a-zA-Z][^<>]*>")
_CELL = re.compile(r"</?t[dh]\b[^<>]*>", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"\W+")
_MOST_MISSING = 200
"""More words that stand in one of both only make them two texts."""
_LEAST_LETTERS = 2
_MOST_CHARS = 1 << 20
"""Longer bodies are not compared: both are read."""


def read_markup(markup: str) -> str:
    """The text of HTML (of its first million characters) in lines; cells of a row are parted by blanks."""
    if not markup:
        return ""
    text = _BREAK.sub("\n", _drop_silent(markup[:_MOST_CHARS]))
    return html.unescape(_TAG.sub("", _CELL.sub(" ", text))).replace("\xa0", " ")


def _drop_silent(markup: str) -> str:
    """HTML without what it does not show: scripts, styles, its head, comments. One that does not end hides the rest."""
    lower = markup.lower()
    kept: list[str] = []
    at = 0
    while found := _SILENT.search(markup, at):
        kept.append(markup[at : found.start()])
        end = lower.find(f"</{found[1].lower()}" if found[1] else "-->", found.end())
        if end < 0:
            return " ".join(kept)
        at = end
    return " ".join([*kept, markup[at:]])


def cover_each_other(text: str, markup: str) -> tuple[bool, bool]:
    """Whether the text and whether the HTML of one body is to be read: one where it says all that the other does."""
    if not text.strip() or not markup.strip():
        return bool(text.strip()), bool(markup.strip())
    if max(len(text), len(markup)) > _MOST_CHARS:
        return True, True
    spoken = read_markup(markup)
    if _covers(text, spoken):
        return True, False
    return not _covers(spoken, text), True


def _covers(one: str, other: str) -> bool:
    """Whether every word of the other text stands in this one, however its lines are broken."""
    words = {word for word in _WORD.findall(other) if len(word) >= _LEAST_LETTERS}
    missing = words.difference(_WORD.findall(one))
    if len(missing) > _MOST_MISSING:
        return False
    squeezed = _NO_WORD.sub("", one)
    return all(word in squeezed for word in missing)
