"""Town, number, building and room behind a municipality: a part of the twin of meibo_detectors.kernels.addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from meibo_detectors.japan.address_characters import (
    BLANK,
    BUILDING,
    BUILDING_END,
    DIGIT,
    HIRAGANA,
    HYPHEN,
    KATAKANA,
    LATIN,
    NO_NUMBER_AFTER,
    NO_TOWN,
    NUMBER,
    NUMBER_END,
    NUMERAL,
    PARTICLE,
    STREET,
    STREET_END,
    STRONG_MARK,
    UNIT,
    WORD,
)
from meibo_detectors.japan.address_extent import BUILDING_WORDS, CONTACT_WORDS
from reference.address_signs import Signs, read_list

REACH = 37


class Anchor(NamedTuple):
    """From where an address is read on."""

    end: int
    is_kyoto: bool
    is_field: bool
    has_prefecture: bool
    has_place: bool


class Extent(NamedTuple):
    """What follows it."""

    end: int
    has_town: bool
    has_number: bool
    is_chome_only: bool
    is_strong: bool
    is_bare: bool


class Number(NamedTuple):
    """How a block number is written."""

    end: int
    is_strong: bool
    is_bare: bool
    is_chome: bool
    is_marked: bool


def read_extent(signs: Signs, ends_cell: Callable[[int], bool], anchor: Anchor) -> Extent:
    """``ends_cell`` tells whether a comma at an offset parts two cells."""
    towns = read_list("towns")
    begin = skip_section(signs, anchor.end)
    word_end = begin + signs.count(begin, WORD, REACH)
    digits = [at for at in range(REACH) if signs.kind(begin + at) & DIGIT]
    number = begin + min([*digits, *find_kanji_numbers(signs, begin), REACH])
    town_end = end_of_town(signs, towns, begin, number, word_end)
    has_town = town_end > begin
    is_spaced = bool(signs.kind(word_end) & BLANK) and number == word_end + 1
    reach = (36 if anchor.is_kyoto else 18) + (12 if has_town else 0)
    gap_end = max(number - is_spaced, town_end)
    gap = gap_end - town_end
    near = (number <= word_end or is_spaced) and number - begin <= reach
    near = near and (has_town or not signs.kind(begin) & NO_TOWN)
    near = near and not runs_on(signs, range(town_end, gap_end), is_kyoto=anchor.is_kyoto)
    if near and not has_town and gap and anchor.has_place:
        has_town = any(signs.word(gap_end - length, gap_end) in towns for length in range(2, min(gap, 6) + 1))
    form = read_number(signs, number)
    is_street = anchor.is_kyoto and bool(signs.kind(form.end) & STREET and signs.kind(form.end + 1) & STREET_END)
    near = near and (not gap or has_town or is_street or form.is_strong or not signs.kind(number - 1) & NO_NUMBER_AFTER)
    near = near and counts_houses(signs, number, form, ends_cell, has_town=has_town, is_field=anchor.is_field)
    fits = has_town or is_street or anchor.is_field or anchor.has_prefecture
    fits = fits or (gap > 0 and (form.is_strong or not form.is_bare)) or (form.is_strong and not form.is_chome)
    has_number = near and fits
    end = town_end if town_end > begin else anchor.end
    if has_number:
        end = end_of_building(signs, form.end, is_field=anchor.is_field, is_street=is_street)
    return Extent(end, has_town, has_number, has_number and form.is_chome, form.is_strong, form.is_bare)


def skip_section(signs: Signs, end: int) -> int:
    """Behind a blank, and behind 大字 or 字."""
    end += bool(signs.kind(end) & BLANK)
    end += 2 if signs.at(end) + signs.at(end + 1) == "大字" else 0
    return end + (signs.at(end) == "字")


def find_kanji_numbers(signs: Signs, begin: int) -> list[int]:
    """How far off kanji numerals count blocks."""
    kinds = [signs.kind(begin + at) for at in range(REACH)] + [0, 0]
    found = []
    for first in range(REACH):
        if not kinds[first] & NUMERAL or (first and kinds[first - 1] & NUMERAL):
            continue
        after = next(at for at in range(first, REACH + 1) if not kinds[at] & NUMERAL)
        behind = signs.at(begin + after) + signs.at(begin + after + 1)
        counts = re.match("丁目|[番号条線]|地割", behind) and behind[1] not in "町丁"
        joins = after < REACH and kinds[after] & HYPHEN and kinds[after + 1] & (NUMERAL | DIGIT)
        if counts or joins:
            found.append(first)
    return found


def end_of_town(signs: Signs, towns: dict[str, int], begin: int, number: int, word_end: int) -> int:
    """The longest town, or the one that ends at the number."""
    if number <= min(word_end, begin + 12) and signs.word(begin, number) in towns:
        return number
    ends = [end for end in range(begin + 2, min(word_end, begin + 12) + 1) if signs.word(begin, end) in towns]
    return max(ends, default=begin)


def runs_on(signs: Signs, gap: range, *, is_kyoto: bool) -> bool:
    """Whether hiragana between municipality and number show running text."""
    hiragana = [at for at in gap if signs.kind(at) & HIRAGANA]
    hiragana = [at for at in hiragana if at != gap[-1] or signs.kind(at) & PARTICLE]
    if not hiragana:
        return False
    running = any(signs.kind(at) & PARTICLE for at in hiragana) or signs.at(gap[0]) == "の"
    return running or (not is_kyoto and any(signs.at(at) not in "のがるりつ" for at in hiragana))


def read_number(signs: Signs, start: int) -> Number:
    """The number that begins at a place."""
    end = start + signs.count(start, NUMBER, 24)
    if signs.at(end) == " " and signs.at(end - 1) in "目地" and signs.kind(end + 1) & DIGIT:
        end += 1 + signs.count(end + 1, NUMBER, 24)
    for _ in range(4):
        end -= end > start and not signs.kind(end - 1) & NUMBER_END
    kinds = [signs.kind(at) for at in range(start, end)]
    hyphens = sum(kind & HYPHEN > 0 for kind in kinds)
    marked = any(kind & STRONG_MARK for kind in kinds)
    parts = len(re.findall("f+", "".join("f" if kind & (DIGIT | NUMERAL) else "-" for kind in kinds)))
    is_chome = marked and parts < 2 and signs.at(end - 1) == "目"
    return Number(end, marked or (hyphens > 1 and parts > 2), not marked and not hyphens, is_chome, marked)


def counts_houses(
    signs: Signs, start: int, form: Number, ends_cell: Callable[[int], bool], *, has_town: bool, is_field: bool
) -> bool:
    """Whether a number is a block's: no date, quantity, time, telephone number."""
    head, text = signs.count(start, DIGIT, 6), signs.letters[start : start + 5]
    if form.end <= start or head > 5 or text.startswith("0"):
        return False
    is_date = re.fullmatch("(19|20)[0-9]{2}-", text) and form.is_strong and not form.is_marked
    is_counted = signs.kind(form.end) & UNIT and (form.is_bare or (not form.is_strong and not has_town))
    behind = signs.at(form.end)
    is_comma = behind == "," and form.is_bare and not has_town and not is_field and not ends_cell(form.end)
    is_decimal = (behind == "." or is_comma) and signs.kind(form.end + 1) & DIGIT
    return not ((is_date and not (has_town and is_field)) or is_counted or behind in ":/%" or is_decimal)


def end_of_building(signs: Signs, start: int, *, is_field: bool, is_street: bool) -> int:
    """Where building and room end, up to four words of them."""
    end = start
    if not signs.kind(start) & (BUILDING | BLANK):
        return end
    for turn in range(4):
        word_end = end_of_word(signs, start)
        good = word_end > start and (
            (is_street and not turn) or is_building(signs, start, word_end, is_field=is_field, spaced=turn > 0)
        )
        end = word_end if good else end
        if not (good or (word_end == start and not turn)) or signs.at(word_end) != " ":
            break
        start = word_end + 1
    return end


def end_of_word(signs: Signs, start: int) -> int:
    """Where a word ends: at a sign, a blank, or a particle behind anything but hiragana."""
    for at in range(start, start + 32):
        if not signs.kind(at) & BUILDING or (signs.kind(at) & PARTICLE and not signs.kind(at - 1) & HIRAGANA):
            return at
    return start + 32


def is_building(signs: Signs, start: int, end: int, *, is_field: bool, spaced: bool) -> bool:
    """Whether a word belongs to a building."""
    kinds = [signs.kind(at) for at in range(start, end)]
    figures, katakana = (sum(kind & bit > 0 for kind in kinds) for bit in (DIGIT, KATAKANA))
    mixed = katakana > 1 and any(kind & WORD and not kind & (KATAKANA | HIRAGANA) for kind in kinds)
    foreign = any(kind & (KATAKANA | LATIN) for kind in kinds) and (is_field or not spaced)
    good = 0 < figures <= 5 or kinds[-1] & BUILDING_END or mixed or foreign
    good = good or signs.word(start, end).endswith(BUILDING_WORDS)
    digits = signs.count(start, DIGIT, 6)
    counted = digits > 4 or (digits and signs.kind(start + digits) & UNIT and signs.at(start + digits) != "号")
    refused = signs.at(start) in "の0" or kinds[0] & PARTICLE or counted or signs.at(end) in ":/@"
    return bool(good and not refused and not signs.letters.startswith(CONTACT_WORDS, start))
