"""Runs of kanji that may be names, with what stands at them taken off: labels and titles before, honorifics behind."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from meibo_detectors.dictionaries.person_names import (
    Flag,
    given_endings,
    given_readings,
    ordinary_words,
    surname_beginnings,
    surnames,
)
from meibo_detectors.japan.name_pieces import MIDDLE_DOT
from meibo_detectors.japan.name_slots import is_labelled
from meibo_detectors.japan.name_surroundings import CALLING_LENGTHS, is_calling
from meibo_detectors.japan.name_titles import (
    is_title_at,
    is_titled,
    lead_beginnings,
    lead_endings,
    skip_blank,
    title_beginnings,
    title_endings,
)
from meibo_detectors.japan.name_words import (
    LONGEST_FOLLOWING,
    LONGEST_HONORIFIC,
    LONGEST_LEAD,
    following_endings,
    following_words,
    honorific_compounds,
    honorifics,
    leading_words,
    mark_characters,
)
from meibo_detectors.normalise import HIRAGANA, KANJI, KATAKANA, PROLONGED

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text
    from meibo_detectors.text_hash import Hashes

LONGEST_RUN: Final = 14
"""With a label in front and a title behind; of a longer run the last characters."""
CUT_LENGTHS: Final = (3, 4, 5)
"""Characters of a name that is cut out of a longer run."""
LONGEST_LABELLED: Final = 7
"""Of a name behind a label that needs not end as names do."""
_LAST_KANJI: Final = ("子", "恵", "江", "美", "代", "枝", "乃", "奈", "香")
"""Kanji behind the hiragana of a given name: のり子, こず恵."""
_PARTICLES: Final = ("が", "は", "を", "に", "の", "と", "も")
_INNER_KANA: Final = ("ヶ", "ケ", "ノ", "之")


class Runs(NamedTuple):
    """Stretches that are looked at; arrays of one length."""

    start: Offsets
    end: Offsets
    gap: Offsets
    """The blank inside, -1 where there is none."""
    is_titled: Truth
    """An honorific stands behind, or another word that follows names (``FOLLOWING_WORDS``)."""
    is_cut: Truth
    """More kanji stand between it and a title (小暮智也営業本部長), or before it (初代会長小暮智也)."""

    def take(self, rows: Offsets | Truth) -> Runs:
        """The stretches of these rows."""
        rows = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows  # faster for several arrays
        start, end, gap, is_titled, is_cut = self
        return Runs(start.take(rows), end.take(rows), gap.take(rows), is_titled.take(rows), is_cut.take(rows))


def find_runs(text: Text, blocked: Truth) -> Runs:
    """All stretches that are worth a look, some of them parts of others, outside of ``blocked`` characters."""
    start, end = _find_kanji_runs(text)
    open_rows = np.flatnonzero(~blocked.take(start))
    start, end = start.take(open_rows), end.take(open_rows)
    codes = text.look_up_codes
    long = np.flatnonzero((end - start >= 2) | title_beginnings().take(codes.take(end, mode="clip")))
    whole = _whole(start.take(long), end.take(long))
    runs = _unite([whole, _with_gap(text, start, end), *_with_kana(text, start, end)])
    runs = runs.take(_ends_well(text, runs))
    is_long = runs.end - runs.start > LONGEST_RUN
    last = np.where(is_long, runs.end - LONGEST_RUN, runs.start)
    runs = runs._replace(start=last).take(~is_long | (runs.gap < 0))
    runs = _strip_titles(text, runs)
    runs = _unite([runs, _without_lead(text, runs)])
    return runs.take(surname_beginnings().take(codes.take(runs.start)) > 0)


def _ends_well(text: Text, runs: Runs) -> Truth:
    """Whether a stretch ends as given names of some length do, or with a title, or has one behind; few do."""
    codes = text.look_up_codes
    last = codes.take(runs.end - 1)
    titled = title_endings().take(last) | title_beginnings().take(codes.take(skip_blank(text, runs.end), mode="clip"))
    titled |= following_endings().take(last)
    fits = titled | ((given_endings().take(last) > 0) & (runs.end - runs.start >= 3))
    rows = np.flatnonzero(~fits & (runs.end - runs.start <= LONGEST_LABELLED))
    fits[rows] = is_labelled(text, runs.start[rows])
    return np.asarray(fits)


def _find_kanji_runs(text: Text) -> tuple[Offsets, Offsets]:
    """Runs of kanji, with ヶ, ケ or ノ between two of them."""
    is_kanji = text.folded.chars == KANJI
    kana = np.flatnonzero(text.folded.chars == KATAKANA)
    inner = kana[_stands_inside().take(text.folded.letter_codes.take(kana))]
    inner = inner[(inner > 0) & (inner < len(is_kanji) - 1)]
    is_kanji[inner[is_kanji[inner - 1] & is_kanji[inner + 1]]] = True
    return find_stretches(is_kanji)


def find_stretches(where: Truth) -> tuple[Offsets, Offsets]:
    """Start and end of each stretch of a text in which a condition holds, ascending."""
    edges = np.flatnonzero(where[1:] != where[:-1]) + 1
    first = [0] if len(where) and where[0] else []
    last = [len(where)] if len(where) and where[-1] else []
    edges = np.concatenate((np.array(first, np.int64), edges, np.array(last, np.int64)))
    return edges[0::2], edges[1::2]


def _whole(start: Offsets, end: Offsets) -> Runs:
    return _make(start, end, np.full(len(start), -1))


def _make(start: Offsets, end: Offsets, gap: Offsets) -> Runs:
    return Runs(start, end, gap, np.zeros(len(start), np.bool_), np.zeros(len(start), np.bool_))


def _with_gap(text: Text, start: Offsets, end: Offsets) -> Runs:
    """Two runs with one blank between."""
    chars = text.folded.chars
    left = np.flatnonzero((start[1:] - end[:-1] == 1) & (chars[end[:-1]] == ord(" "))) if len(start) > 1 else start[:0]
    return _make(start[left], end[left + 1], end[left])


def _with_kana(text: Text, start: Offsets, end: Offsets) -> list[Runs]:
    """A run of kanji, perhaps a blank, and two to four hiragana up to the next sign or honorific; a kanji may end them."""
    chars, codes = text.folded.chars, text.look_up_codes
    begin = skip_blank(text, end)
    size = begin - start
    kana = (chars.take(begin, mode="clip") == HIRAGANA) & (size >= 2) & (end - start <= 4)
    second = begin + 1
    kana &= (chars.take(second, mode="clip") == HIRAGANA) | _ends_given_name().take(codes.take(second, mode="clip"))
    rows = np.flatnonzero(kana & (begin < len(chars)))
    start, end, begin = start[rows], end[rows], begin[rows]
    gap = np.where(begin > end, end, -1)
    before_particle = _before_particles(text, start, begin, gap)
    rows = np.flatnonzero(_may_end(text, begin))
    rows = rows[surname_beginnings().take(codes.take(start[rows])) > 0]
    rows = rows[surnames().holds(text.hashes.of(start[rows], end[rows]))]
    start, begin, gap = start[rows], begin[rows], gap[rows]
    parts = [before_particle]
    alive = np.ones(len(begin), np.bool_)
    for length in range(1, 5):
        until = begin + length
        alive = alive & (chars.take(until - 1, mode="clip") == HIRAGANA) & (until <= len(chars))
        after = np.where(until < len(chars), chars.take(until, mode="clip"), 0)
        closed = (after != HIRAGANA) & (after != PROLONGED) & ((after != KANJI) | (gap >= 0))
        closed &= (after != KATAKANA) | (codes.take(until, mode="clip") == ord(MIDDLE_DOT))
        ends = alive & (length >= 2) & (closed | is_title_at(text, until))
        ends &= ~honorifics().holds(text.hashes.of(begin, np.minimum(until, len(chars))))  # 清野さん
        parts.append(_make(start[ends], until[ends], gap[ends]))
        with_ko = alive & (length <= 3) & (after == KANJI) & _ends_given_name().take(codes.take(until, mode="clip"))
        parts.append(_make(start[with_ko], until[with_ko] + 1, gap[with_ko]))
    return parts


def _before_particles(text: Text, start: Offsets, begin: Offsets, gap: Offsets) -> Runs:
    """A frequent surname, a given name of three or four hiragana that is no word, and a particle: 岸本ことねが."""
    chars, codes = text.folded.chars, text.look_up_codes
    alive = chars.take(begin + 2, mode="clip") == HIRAGANA
    parts = []
    for length in (3, 4):
        until = begin + length
        rows = np.flatnonzero(alive & (until < len(chars)) & _particles().take(codes.take(until, mode="clip")))
        given = text.hashes.of(begin[rows], until[rows])
        rows = rows[given_readings().holds(given) & ~ordinary_words().holds(given)]
        surname = surnames().find(text.hashes.of(start[rows], np.where(gap[rows] >= 0, gap[rows], begin[rows])))
        rows = rows[(surname >= 0) & (surname & Flag.FREQUENT != 0)]
        parts.append(_make(start[rows], until[rows], gap[rows]))
        alive &= chars.take(until, mode="clip") == HIRAGANA
    return _unite(parts)


def _may_end(text: Text, begin: Offsets) -> Truth:
    """Whether hiragana from each offset on can be a given name: two to four of them, or fewer and a last kanji."""
    chars, codes = text.folded.chars, text.look_up_codes
    found, alive = np.zeros(len(begin), np.bool_), np.ones(len(begin), np.bool_)
    for length in range(1, 5):
        after = begin + length
        alive &= chars.take(after - 1, mode="clip") == HIRAGANA
        code = codes.take(after, mode="clip")
        ends = (chars.take(after, mode="clip") != HIRAGANA) | title_beginnings().take(code) | (after >= len(chars))
        found |= alive & (ends if length > 1 else _ends_given_name().take(code))
    return found


def _strip_titles(text: Text, runs: Runs) -> Runs:
    """The stretches without an honorific at their end, and whether one stands behind (with a blank between, too)."""
    cut = np.zeros(len(runs.start), np.int64)
    is_title = np.zeros(len(runs.start), np.bool_)
    may_end = title_endings().take(text.look_up_codes.take(runs.end - 1))
    rows = np.flatnonzero(may_end)
    for length in range(1, LONGEST_HONORIFIC + 1):
        long = rows[runs.end[rows] - runs.start[rows] > length]
        held = long[title_beginnings().take(text.look_up_codes.take(runs.end[long] - length))]
        held = held[honorifics().holds(text.hashes.of(runs.end[held] - length, runs.end[held]))]
        cut[held] = length
    single = np.flatnonzero(cut == 1)
    last = text.hashes.of(runs.end[single] - 2, runs.end[single])
    whole = runs.end[single] - runs.start[single] == 2
    cut[single[(whole & _is_noun(last)) | honorific_compounds().holds(last)]] = 0
    stripped = np.flatnonzero(cut > 0)
    follower = _find_followers(text, runs)
    shorter = runs.end[stripped] - cut[stripped]
    inside = (runs.gap[stripped] >= 0) & (shorter <= runs.gap[stripped] + 1)  # 小暮智也　先生
    end = runs.end.copy()
    end[stripped] = np.where(inside, runs.gap[stripped], shorter)
    gap = runs.gap.copy()
    gap[stripped[inside]] = -1
    is_title[stripped] = True
    is_title |= is_titled(text, end)
    unstripped = runs.take(cut == 1)  # 殿 and 君 end given names, too
    bare = Runs(runs.start, end, gap, is_title, runs.is_cut)
    phrase = bare.take(stripped[~inside])
    phrase = phrase.take((phrase.gap < 0) & (phrase.end - phrase.start >= 5) & _begins_run(text, phrase.start))
    heads = [
        phrase._replace(end=phrase.start + length, is_cut=phrase.is_cut | True).take(phrase.end - phrase.start > length)
        for length in CUT_LENGTHS
    ]
    return _unite([bare, unstripped, *heads, follower])


def _begins_run(text: Text, start: Offsets) -> Truth:
    """Whether no kanji stands before."""
    return np.asarray((start == 0) | (text.folded.chars.take(start - 1, mode="clip") != KANJI))


def _find_followers(text: Text, runs: Runs) -> Runs:
    """What stands before a word that follows names, up to the end of the stretch."""
    rows = np.flatnonzero(following_endings().take(text.look_up_codes.take(runs.end - 1)) & (runs.gap < 0))
    parts = []
    for length in range(1, LONGEST_FOLLOWING + 1):
        long = rows[runs.end[rows] - runs.start[rows] - length >= min(CUT_LENGTHS)]
        held = long[following_words().holds(text.hashes.of(runs.end[long] - length, runs.end[long]))]
        shorter = runs.take(held)
        yes = np.ones(len(held), np.bool_)
        parts.append(shorter._replace(end=shorter.end - length, is_titled=yes, is_cut=yes))
    found = _unite(parts)
    size = found.end - found.start
    return found.take((size <= max(CUT_LENGTHS)) & (given_endings().take(text.look_up_codes.take(found.end - 1)) > 0))


def _without_lead(text: Text, runs: Runs) -> Runs:
    """What follows a label or title: all of the rest where that begins the stretch, else its last characters."""
    border = np.where(runs.gap >= 0, runs.gap, runs.end)
    parts = []
    last = lead_endings()
    long = np.flatnonzero((border - runs.start >= 3) & lead_beginnings().take(text.look_up_codes.take(runs.start)))
    for length in range(1, LONGEST_LEAD + 1):
        long = long[border[long] - runs.start[long] > length]
        rows = long[last.take(text.look_up_codes.take(runs.start[long] + length - 1))]
        held = rows[leading_words().holds(text.hashes.of(runs.start[rows], runs.start[rows] + length))]
        shorter = runs.take(held)
        parts.append(shorter._replace(start=shorter.start + length))
    whole = np.flatnonzero((runs.gap < 0) & ~runs.is_cut)
    for length in CUT_LENGTHS:
        rows = whole[runs.end[whole] - runs.start[whole] >= length + 2]
        start = runs.end[rows] - length
        rows = rows[last.take(text.look_up_codes.take(start - 1))]
        start = runs.end[rows] - length
        led = np.zeros(len(rows), np.bool_)
        for lead in CALLING_LENGTHS:
            before = text.hashes.of(start - lead, start)
            led |= is_calling(before) & (start - lead >= runs.start[rows])
        shorter = runs.take(rows[led])
        parts.append(shorter._replace(start=start[led], is_cut=shorter.is_cut | True))
    return _unite(parts)


def _is_noun(words: Hashes) -> Truth:
    """Whether each word is a common noun of two kanji."""
    return np.asarray(np.maximum(ordinary_words().find(words), 0) & Flag.NOUN != 0)


def _unite(parts: list[Runs]) -> Runs:
    return Runs(
        np.concatenate([part.start for part in parts]),
        np.concatenate([part.end for part in parts]),
        np.concatenate([part.gap for part in parts]),
        np.concatenate([part.is_titled for part in parts]),
        np.concatenate([part.is_cut for part in parts]),
    )


@functools.cache
def _ends_given_name() -> Truth:
    return mark_characters(_LAST_KANJI, 0)


@functools.cache
def _particles() -> Truth:
    return mark_characters(_PARTICLES, 0)


@functools.cache
def _stands_inside() -> Truth:
    return mark_characters(_INNER_KANA, 0)
