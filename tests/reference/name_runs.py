"""The plain twin of meibo_detectors.kernels.name_runs."""

from __future__ import annotations

from typing import NamedTuple

from reference.name_context import begins_title, is_called_before, is_labelled, is_titled, skip_blank
from reference.name_words import FREQUENT, HIRAGANA, KANJI, KATAKANA, NOUN, PROLONGED, Names, Text


class Stretch(NamedTuple):
    """What may be a name."""

    start: int
    end: int
    gap: int = -1
    is_titled: bool = False
    is_cut: bool = False


def find_name_runs(names: Names, text: Text, blocked: bytes) -> list[Stretch]:
    """All stretches of all runs of kanji, run by run."""
    runs = _find_kanji(names, text)
    found = []
    for number, (start, end) in enumerate(runs):
        if blocked and blocked[start]:
            continue
        bases = []
        if end - start >= 2 or names.is_sign(text.code(end), "title_beginning"):
            bases.append(Stretch(start, end))
        following = runs[number + 1] if number + 1 < len(runs) else (-1, -1)
        if following[0] == end + 1 and text.chars[end] == ord(" ") and not (blocked and blocked[end + 1]):
            bases.append(Stretch(start, following[1], end))
        bases += _with_kana(names, text, start, end)
        bases = [base for base in bases if _ends_well(names, text, base)]
        bases = [base for base in bases if base.gap < 0 or base.end - base.start <= 14]
        bases = [base._replace(start=max(base.start, base.end - 14)) for base in bases]
        stripped = _strip_titles(names, text, bases)
        found += [*stripped, *_strip_leads(names, text, stripped)]
    return [stretch for stretch in found if names.is_sign(text.codes[stretch.start], "surname_beginning")]


def _find_kanji(names: Names, text: Text) -> list[tuple[int, int]]:
    """Runs of kanji, with ヶ, ケ or ノ between two of them."""
    is_part = [
        char == KANJI
        or (
            char == KATAKANA
            and names.is_sign(text.letters[at], "inner_kana")
            and text.chars[at - 1 : at + 2] == bytes([KANJI, KATAKANA, KANJI])
        )
        for at, char in enumerate(text.chars)
    ]
    starts = [at for at, part in enumerate(is_part) if part and not (at and is_part[at - 1])]
    ends = [at + 1 for at, part in enumerate(is_part) if part and not (at + 1 < len(is_part) and is_part[at + 1])]
    return list(zip(starts, ends, strict=True))


def _with_kana(names: Names, text: Text, start: int, end: int) -> list[Stretch]:
    """A run of kanji, perhaps a blank, and a given name in hiragana."""
    first = skip_blank(text, end)
    gap = end if first > end else -1
    fits = first - start >= 2 and end - start <= 4 and text.inside(first) == HIRAGANA
    fits = fits and (text.char(first + 1) == HIRAGANA or names.is_sign(text.code(first + 1), "last_kanji"))
    if not fits or not names.is_sign(text.codes[start], "surname_beginning"):
        return []
    surname, found = text.codes[start:end], []
    for length in (3, 4):
        given, until = text.codes[first : first + length], first + length
        kana = text.chars[first + 2 : until] == bytes([HIRAGANA]) * (length - 2)
        if not kana or until >= len(text.codes) or not names.is_sign(text.codes[until], "given_particle"):
            continue
        is_name = names.holds("given_readings", given) and not names.holds("ordinary_words", given)
        if is_name and names.has_flag("surnames", surname, FREQUENT):
            found.append(Stretch(start, until, gap))
    if not _may_end(names, text, first) or not names.holds("surnames", surname):
        return found
    for length in (1, 2, 3, 4):
        until = first + length
        if text.chars[first:until] != bytes([HIRAGANA]) * length:
            break
        after = text.inside(until)
        closed = after not in (HIRAGANA, PROLONGED) and (after != KANJI or gap >= 0)
        closed = closed and (after != KATAKANA or text.codes[until] == "・")
        ends = length >= 2 and (closed or begins_title(names, text, until))
        if ends and not names.holds("honorifics", text.codes[first:until]):
            found.append(Stretch(start, until, gap))
        if length < 4 and after == KANJI and names.is_sign(text.codes[until], "last_kanji"):
            found.append(Stretch(start, until + 1, gap))
    return found


def _may_end(names: Names, text: Text, first: int) -> bool:
    """Whether hiragana from an offset on can be a given name."""
    for length in (1, 2, 3, 4):
        after = first + length
        if text.char(after - 1) != HIRAGANA:
            return False
        if length == 1:
            ends = names.is_sign(text.code(after), "last_kanji")
        else:
            ends = text.inside(after) != HIRAGANA or names.is_sign(text.code(after), "title_beginning")
        if ends:
            return True
    return False


def _ends_well(names: Names, text: Text, base: Stretch) -> bool:
    """Whether a stretch ends as given names do, or with a title, or has one behind, or a label before."""
    last, size = text.codes[base.end - 1], base.end - base.start
    if names.is_sign(last, "title_ending", "following_ending"):
        return True
    if names.is_sign(text.code(skip_blank(text, base.end)), "title_beginning"):
        return True
    if size >= 3 and names.is_sign(last, "given_ending"):
        return True
    return size <= 7 and is_labelled(names, text, base.start)


def _strip_titles(names: Names, text: Text, bases: list[Stretch]) -> list[Stretch]:
    """The stretches without a title at their end; the rest in the order of its kind."""
    bare, unstripped, heads, followers = [], [], [], []
    for base in bases:
        cut = _count_title(names, text.codes[base.start : base.end])
        end, gap = base.end - cut, base.gap
        inside = cut > 0 and gap >= 0 and end <= gap + 1
        if inside:
            end, gap = gap, -1
        bare.append(Stretch(base.start, end, gap, cut > 0 or is_titled(names, text, end)))
        if cut == 1:
            unstripped.append(base)
        begins = base.start == 0 or text.chars[base.start - 1] != KANJI
        if cut and not inside and gap < 0 and end - base.start >= 5 and begins:
            heads += [(length, base.start) for length in (3, 4, 5) if end - base.start > length]
        for length in (1, 2, 3):
            end = base.end - length
            fits = base.gap < 0 and 3 <= end - base.start <= 5 and names.is_sign(text.codes[end - 1], "given_ending")
            if fits and names.holds("following_words", text.codes[end : base.end]):
                followers.append((length, Stretch(base.start, end, -1, is_titled=True, is_cut=True)))
    cut_heads = [Stretch(start, start + length, -1, is_titled=True, is_cut=True) for length, start in sorted(heads)]
    in_order = [stretch for length in (1, 2, 3) for known, stretch in followers if known == length]
    return [*bare, *unstripped, *cut_heads, *in_order]


def _count_title(names: Names, word: str) -> int:
    """How long the longest title at the end of a word is, that is not all of it."""
    found = max(
        (length for length in range(1, 8) if length < len(word) and names.holds("honorifics", word[-length:])),
        default=0,
    )
    if found == 1:
        is_noun = len(word) == 2 and names.has_flag("ordinary_words", word, NOUN)
        if is_noun or names.holds("honorific_compounds", word[-2:]):
            return 0
    return found


def _strip_leads(names: Names, text: Text, stretches: list[Stretch]) -> list[Stretch]:
    """What follows a label, title or calling."""
    found = []
    for length in range(1, 8):
        for stretch in stretches:
            border = stretch.gap if stretch.gap >= 0 else stretch.end
            start = stretch.start + length
            fits = border - stretch.start >= 3 and border > start
            if fits and names.holds("leading_words", text.codes[stretch.start : start]):
                found.append(stretch._replace(start=start))
    for length in (3, 4, 5):
        for stretch in stretches:
            start = stretch.end - length
            if stretch.gap >= 0 or stretch.is_cut or start - stretch.start < 2:
                continue
            ends = names.is_sign(text.codes[start - 1], "lead_ending")
            if ends and is_called_before(names, text, stretch.start, start):
                found.append(stretch._replace(start=start, is_cut=True))
    return found
