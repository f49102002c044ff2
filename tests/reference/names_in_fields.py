"""The plain twin of meibo_detectors.kernels.names_in_fields and of kernels/name_cells.pxd."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from reference.kana_names import is_read, read_whole
from reference.name_context import ends_as_organisation, is_compound, skip_blanks
from reference.name_splits import LIKELY, LISTED, SOUND, accept_usual, guess_given_name, split_name
from reference.name_words import (
    HIRAGANA,
    KANJI,
    KATAKANA,
    LISTED_NAME,
    PARTIAL,
    PROLONGED,
    SAMPLE,
    SHAPED,
    STRONG,
    TITLED,
    WEAK,
    Names,
    Text,
)
from reference.romaji_names import as_word, is_pair, is_sample

Found = list[tuple[int, int, int]]
KINDS = {KANJI: "k", HIRAGANA: "h", KATAKANA: "t", PROLONGED: "t", 32: " ", **dict.fromkeys(b".,'-", "s")}
LATIN = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Piece(NamedTuple):
    """What may be a name in a cell."""

    start: int
    end: int
    is_titled: bool
    is_bracketed: bool
    is_whole: bool
    kinds: str
    """One letter for each character: k kanji, h hiragana, t katakana, l Latin, blank, d dot, s sign, o other."""

    def count(self, *kinds: str) -> int:
        """How many characters of these kinds it has."""
        return sum(self.kinds.count(kind) for kind in kinds)


def find_names_in_fields(names: Names, text: Text, cells: list[tuple[int, int, bool]]) -> Found:
    """The names in cells; of each whether the name of its field says that persons stand there."""
    found: Found = []
    for start, end, of_staff in cells:
        if not 0 <= start < end <= len(text.chars) or end - start > 60:
            continue
        for piece in _cut(names, text, start, end, at_dots=False):
            word = text.codes[piece.start : piece.end]
            if not names.holds("placeholders", word) and not names.holds("honorifics", word):
                found += _weigh(names, text, piece, of_staff=of_staff)
    return found


def kinds_of(text: Text, start: int, end: int) -> str:
    """What the characters of a stretch are, one letter each."""
    return "".join(
        "d" if text.letters[at] in "・;" else "l" if text.chars[at] in LATIN else KINDS.get(text.chars[at], "o")
        for at in range(start, end)
    )


def _cut(names: Names, text: Text, start: int, end: int, *, at_dots: bool) -> list[Piece]:
    """The pieces of a cell, without blanks and titles."""
    cell = text.letters[start:end]
    cuts = [-1]
    for at, letter in enumerate(cell):
        if at_dots and letter in "・;":
            cuts.append(at)
        elif names.is_sign(letter, "separator"):
            place = start + at
            inverts = letter == "," and cell.count(" ") == 1 and place > 0 and text.chars[place - 1] in LATIN
            inverts = inverts and text.char(place + 1) == ord(" ") and text.char(place + 2) in LATIN
            if at_dots or not inverts:
                cuts.append(at)
    cuts.append(len(cell))
    pieces = []
    for left, right in itertools.pairwise(cuts):
        piece = _make_piece(names, text, (start + left + 1, start + right), (start, end))
        if piece:
            pieces.append(piece)
    return pieces


def _make_piece(names: Names, text: Text, stretch: tuple[int, int], cell: tuple[int, int]) -> Piece | None:
    start, end = stretch
    if 2 <= start - cell[0] <= 4 and text.chars[start - 1] == ord(")") and text.chars[cell[0]] == KATAKANA:
        return None
    if 2 <= cell[1] - end <= 4 and text.chars[end] == ord("(") and text.chars[cell[1] - 1] == KATAKANA:
        return None
    bracketed = text.char(start - 1) in b"(["
    start, end = _trim(text, start, end)
    lengths = [length for length in range(1, 8) if length < end - start]
    title = max((length for length in lengths if _is_title(names, text, end - length, end)), default=0)
    start, end = _trim(text, start, end - title)
    if not 1 <= end - start <= 40:
        return None
    return Piece(start, end, title > 0, bracketed, stretch == cell, kinds_of(text, start, end))


def _is_title(names: Names, text: Text, start: int, end: int) -> bool:
    return names.is_sign(text.letters[end - 1], "title_ending") and names.holds("honorifics", text.codes[start:end])


def _trim(text: Text, start: int, end: int) -> tuple[int, int]:
    for _ in range(4):
        start += start < end and text.chars[start] in b" ;"
    for _ in range(4):
        end -= start < end and text.chars[end - 1] in b" ;"
    return start, end


def _weigh(names: Names, text: Text, piece: Piece, *, of_staff: bool) -> Found:
    """The names of a piece, by what it is made of."""
    held = set(piece.kinds)
    if "o" in held:
        return []
    if held <= set("kht ") and "k" in held:
        return _weigh_kanji(names, text, piece, of_staff=of_staff)
    if {"k", "d"} <= held:
        return _weigh_dotted(names, text, piece, of_staff=of_staff)
    if "k" in held:
        return _weigh_mixed(names, text, piece) if held <= set("kl ") and piece.count("l") > 1 else []
    if not held & set("ht"):
        if piece.count("l") < 2:
            return []
        parts = _cut(names, text, piece.start, piece.end, at_dots=True) if "d" in held else [piece]
        return [name for part in parts for name in _weigh_romaji(names, text, part)]
    one_kind = held <= set("h d") or held <= set("t d")
    return _weigh_kana(names, text, piece) if one_kind and piece.count("h", "t") > 1 else []


def _weigh_dotted(names: Names, text: Text, piece: Piece, *, of_staff: bool) -> Found:
    if piece.count("d") == 1:
        gap = piece.start + piece.kinds.index("d")
        if split_name(names, text, piece.start, piece.end, gap, gap + 1).grade >= LISTED:
            return [(piece.start, piece.end, LISTED_NAME)]
    parts = _cut(names, text, piece.start, piece.end, at_dots=True)
    return [name for part in parts for name in _weigh_kanji(names, text, part, of_staff=of_staff)]


def _weigh_kanji(names: Names, text: Text, piece: Piece, *, of_staff: bool) -> Found:
    piece = _strip_remarks(names, text, piece)
    start, end, blanks = piece.start, piece.end, piece.count(" ")
    spaced = 2 <= blanks <= 5 and end - start == 2 * blanks + 1 and text.chars[start + 1 : end : 2] == b" " * blanks
    found = [(start, end, SHAPED)] if spaced else []
    gap = _find_blank(text, start, end)
    given_start = skip_blanks(text, gap) if gap >= 0 else -1
    if blanks != given_start - gap or end - start - blanks > 10:
        return found
    split = accept_usual(split_name(names, text, start, end, gap, given_start), is_told=True)
    if of_staff and gap < 0:
        split = guess_given_name(split, names, text, start, end)
    word, listed = text.codes[start:end], split.grade >= LISTED
    part = not listed and gap < 0 and len(word) <= 3
    part = part and (names.holds("surnames", word) or names.holds("given_names", word))
    shaped = not listed and not part and not piece.is_bracketed and _is_shaped(names, text, piece, gap, given_start)
    if not (listed or part or shaped):
        return found
    ordinary = names.holds("ordinary_words", word)
    strong = split.grade == SOUND and not (gap < 0 and ordinary)
    strong = strong or (listed and of_staff and not ordinary)
    strong = strong or (shaped and split.grade == LIKELY and (of_staff or gap >= 0))
    evidence = (LISTED_NAME if listed else 0) | (SHAPED if shaped else 0) | (PARTIAL if part else 0)
    evidence |= (STRONG if strong else 0) | (SAMPLE if split.is_sample else 0)
    return [*found, (start, end, evidence | _told_by_piece(piece))]


def _told_by_piece(piece: Piece) -> int:
    return (TITLED if piece.is_titled else 0) | (0 if piece.is_whole else WEAK)


def _find_blank(text: Text, start: int, end: int) -> int:
    return text.chars.find(b" ", start, end)


def _strip_remarks(names: Names, text: Text, piece: Piece) -> Piece:
    """Words that blanks part from the name are taken off, three times at the most."""
    start, end = piece.start, piece.end
    if text.letters[start] == "故":
        start = skip_blanks(text, start + (end - start > 2))
    for _ in range(3 if " " in piece.kinds else 0):
        before = start, end
        last = text.chars.rfind(b" ", start, end) if start < end else -1
        if last > start and end - last - 1 <= 2 and names.holds("trailing_words", text.codes[last + 1 : end]):
            end = last
            for _ in range(3):
                end -= text.char(end - 1) == ord(" ")
        first = _find_blank(text, start, end)
        if first > start and end - skip_blanks(text, first) >= 2 and _is_lead(names, text.codes[start:first]):
            start = skip_blanks(text, first)
        if before == (start, end):
            break
    if (start, end) == (piece.start, piece.end):
        return piece
    return piece._replace(start=start, end=end, is_whole=False, kinds=kinds_of(text, start, end))


def _is_lead(names: Names, word: str) -> bool:
    """A label or title, or what ends as organisations or titles do, and is no surname."""
    if names.holds("surnames", word):
        return False
    if names.holds("leading_words", word) or ends_as_organisation(names, word):
        return True
    lengths = range(1, min(len(word), 11))
    if any(length >= 2 and names.holds("honorifics", word[-length:]) for length in lengths):
        return True
    return any(length >= 4 and names.holds("organisations", word[:length]) for length in lengths)


def _is_shaped(names: Names, text: Text, piece: Piece, gap: int, given_start: int) -> bool:
    start, end, word = piece.start, piece.end, text.codes[piece.start : piece.end]
    size = len(word) - (given_start - gap)
    if not 2 <= size <= 8 or piece.count("t") > size // 2 or names.holds("ordinary_words", word):
        return False
    if max(gap - start, end - given_start) > 5 if gap >= 0 else size > 6:
        return False
    if gap < 0 and size == 4 and is_compound(names, word):
        return False
    if any(names.holds("placeholder_endings", word[-length:]) for length in range(1, 5) if length < len(word)):
        return False
    if any(names.holds("organisations", word[:length]) for length in range(4, 11) if length < len(word)):
        return False
    return not ends_as_organisation(names, word)


def _weigh_mixed(names: Names, text: Text, piece: Piece) -> Found:
    """A surname in kanji and a given name in Latin letters."""
    border = piece.start + piece.count("k")
    given_start = skip_blanks(text, border)
    given = text.codes[given_start : piece.end]
    good = len(given) == piece.count("l") and chr(text.char(given_start)).isupper()
    good = good and names.holds("surnames", text.codes[piece.start : border]) and not names.holds("latin_words", given)
    return [(piece.start, piece.end, SHAPED)] if good else []


def _weigh_kana(names: Names, text: Text, piece: Piece) -> Found:
    """One name in kana."""
    start, end, joints, word = piece.start, piece.end, piece.count(" ", "d"), text.codes[piece.start : piece.end]
    pair = read_whole(names, word) if joints == 0 else None
    if joints == 1:
        border = re.search("[ d]", piece.kinds)
        assert border
        parts = word[: border.start()], word[border.end() :]
        pair = parts if is_read(names, *parts) else None
    if pair:
        evidence = LISTED_NAME | (SAMPLE if pair in names.samples else 0)
    elif joints == 0:
        if not names.holds("surname_readings", word) and not names.holds("given_readings", word):
            return []
        evidence = PARTIAL
    elif joints <= 4 and len(word) - joints >= 4 and not piece.is_bracketed:
        evidence = SHAPED
    else:
        return []
    return [(start, end, evidence | _told_by_piece(piece))]


def _weigh_romaji(names: Names, text: Text, piece: Piece) -> Found:
    """One name in Latin letters."""
    written = re.findall(rb"[A-Za-z.'-]+", text.chars[piece.start : piece.end])
    words = [as_word(word) for word in written]
    if not 2 <= len(words) <= 5 or any(len(word) > 16 for word in written):
        return []
    if any(names.holds("latin_words", word) for word in words):
        return []
    upper = [word[:1].isupper() for word in written]
    capital = upper[0] and upper[-1]
    capital = capital and all(up or names.holds("particles", word) for up, word in zip(upper, words, strict=True))
    listed = len(words) == 2 and is_pair(names, *words)
    if not listed and not (capital and not piece.is_bracketed):
        return []
    sample = len(words) == 2 and is_sample(names, *words)
    evidence = (LISTED_NAME if listed else SHAPED) | (SAMPLE if sample else 0)
    return [(piece.start, piece.end, evidence | (0 if piece.is_whole else WEAK))]
