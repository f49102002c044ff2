"""Names in running text and unnamed cells: whole runs of kanji that are surname and given name.

A run may carry a title in front (部長小暮智也) or an honorific behind (小暮智也殿), one blank inside, or a given name in
hiragana (三浦のりこ主任). What somebody is (初代校長小暮智也) and words that follow names (小暮智也作) are taken off where
what is left is surely a name. A doubtful one counts where an age, a birth or a calling stands beside it. Runs in the middle of kanji, before katakana or digits, and before hiragana that is no particle
are parts of longer words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from meibo_detectors.dictionaries.person_names import Flag, given_endings, ordinary_words, surnames
from meibo_detectors.evidence import Evidence, Note, mark
from meibo_detectors.japan.name_pieces import MIDDLE_DOT
from meibo_detectors.japan.name_runs import LONGEST_LABELLED, Runs, find_runs
from meibo_detectors.japan.name_slots import is_labelled, is_placed
from meibo_detectors.japan.name_splits import (
    LIKELY,
    LISTED,
    LONGEST_SURNAME,
    SOUND,
    Splits,
    accept_usual,
    guess_given_names,
    guess_surnames,
    is_in,
    split_names,
)
from meibo_detectors.japan.name_surroundings import is_dated, is_introduced
from meibo_detectors.japan.name_titles import is_addressed
from meibo_detectors.japan.name_words import (
    GIVEN_TAILS,
    LONE_TAILS,
    LONGEST_ORGANISATION,
    NAME_ENDINGS,
    PLACE_TAILS,
    organisation_endings,
    organisations,
)
from meibo_detectors.model import make_candidates
from meibo_detectors.normalise import HIRAGANA, KANJI, KATAKANA, PROLONGED, is_digit

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

LONGEST_NAME: Final = 8
_PARTICLES: Final = "はがをにのともでへやかよだなさくちら"
"""Hiragana that may follow a name directly: particles, だ, など, and the first of さん, くん and ちゃん."""
_CALLINGS: Final = "人者員"
"""A likely name that ends with one of them is rather what somebody is: 甲代理人."""
_SECONDS: Final = {
    "な": "どらの",
    "さ": "んま",
    "く": "ん",
    "ち": "ゃ",
    "か": "ら、。」",
    "よ": "りう、。",
    "ら": "が、はにのを",
    "だ": "っと、。け",
}
"""What must follow some of them: なめらか, さらに and くらい follow other words."""


def find_in_text(text: Text, blocked: Truth) -> npt.NDArray[np.void]:
    """Candidates outside of ``blocked`` characters (those of fields that are named as something)."""
    runs = find_runs(text, blocked)
    size = runs.end - runs.start
    last = text.look_up_codes.take(runs.end - 1)
    is_full = (given_endings().take(last) > 0) & (size >= 3) & (size <= LONGEST_NAME + (runs.gap >= 0))
    labelled = np.zeros(len(size), np.bool_)
    rows = np.flatnonzero(~runs.is_cut & (is_full | ((size >= 2) & (size <= LONGEST_LABELLED))))
    labelled[rows] = is_labelled(text, runs.start[rows]) & _is_closed(text, runs.take(rows))
    titled = runs.is_titled & ~runs.is_cut & (size >= 2) & (size <= LONGEST_LABELLED)
    rows = np.flatnonzero(is_full | labelled | titled)
    return np.concatenate(
        [
            _weigh(text, runs.take(rows), labelled[rows]),
            _find_surnames(text, runs.take(runs.is_titled & (runs.gap < 0) & ~runs.is_cut)),
        ]
    )


def _weigh(text: Text, runs: Runs, labelled: Truth) -> npt.NDArray[np.void]:
    """Candidates of full names; ``labelled``: a label stands before them, and they go up to a sign or title."""
    splits = split_names(text, runs.start, runs.end, runs.gap)
    titled = runs.is_titled & ~runs.is_cut
    guess_surnames(text, splits, runs.start, runs.end, (titled | labelled) & (runs.gap < 0))
    guess_given_names(text, splits, runs.start, runs.end, labelled & (runs.gap < 0))
    found = np.flatnonzero((splits.grade > 0) & ~_is_short_word(text, runs))
    runs, splits, labelled = runs.take(found), splits.take(found), labelled[found]
    told = labelled | titled[found]
    rows = np.flatnonzero(~told & ~runs.is_cut & (splits.grade < SOUND))
    told[rows] = is_placed(text, runs.start[rows], runs.end[rows])
    accept_usual(splits, told)
    follows_well = _follows_well(text, runs.end) | runs.is_titled
    is_word = (runs.gap < 0) & _is_ordinary(text, runs, splits, told)
    sure = (splits.grade == SOUND) & ~is_word & (runs.end - splits.border >= 2)
    sure &= splits.is_frequent | (splits.is_clear & (splits.border - runs.start >= 2))
    is_place = _ends_as_place(text, runs, splits)
    alone = (splits.grade == SOUND) | _is_told(text, runs, splits, ~is_place)
    alone |= told & ~runs.is_titled & (splits.grade >= LISTED) & (labelled | ~is_place)
    alone &= follows_well & ~is_word & _is_open_left(text, runs.start, sure & splits.is_frequent)
    is_organisation = _is_organisation(text, runs)
    alone &= ~is_organisation
    titled = runs.is_titled & (splits.grade >= LISTED) & ~is_word & ~runs.is_cut
    alone = np.where(runs.is_cut, sure & (runs.is_titled | follows_well), alone)
    likely = (splits.grade == LIKELY) & ~runs.is_cut & (runs.is_titled | follows_well)
    likely &= ~is_in(_CALLINGS).take(text.look_up_codes.take(runs.end - 1))
    by_label = likely & (labelled | (told & ~runs.is_titled & (runs.gap >= 0)))
    by_label &= ~is_word & ~is_organisation & ~_ends_as_organisation(text, runs)
    evidence = np.zeros(len(runs.start), np.uint64)
    mark(evidence, splits.grade >= LISTED, Evidence.DICTIONARY_NAME)
    mark(evidence, splits.grade == LIKELY, Evidence.NAME_SHAPED)
    mark(evidence, runs.is_titled & ~runs.is_cut, Evidence.HONORIFIC)
    mark(evidence, splits.is_sample, Evidence.SAMPLE)
    mark(evidence, alone | titled | by_label, Note.STRONG_FORM)
    mark(evidence, ~alone & ~titled & ~by_label, Note.WEAK_FORM)
    mark(evidence, is_place, Note.NEEDS_LABEL)
    mark(evidence, likely & ~by_label & (runs.gap < 0) & ~(splits.is_frequent & ~is_word), Note.NEEDS_LABEL)
    kept = alone | titled | likely | ((splits.grade >= LISTED) & follows_well & ~is_word & ~runs.is_cut)
    return make_candidates(runs.start[kept], runs.end[kept], evidence[kept])


def _find_surnames(text: Text, runs: Runs) -> npt.NDArray[np.void]:
    """Candidates of a surname with an honorific: 小暮様."""
    runs = runs.take(runs.end - runs.start <= LONGEST_SURNAME)
    found = surnames().find(text.hashes.of(runs.start, runs.end))
    usual = (found >= 0) & (((found & Flag.ORDINARY) == 0) | ((found & Flag.FREQUENT) != 0))
    usual &= (runs.end - runs.start >= 2) | (((found & Flag.FREQUENT) != 0) & is_addressed(text, runs.end))
    runs = runs.take(usual)
    evidence = np.full(len(runs.start), int(Evidence.HONORIFIC) | int(Note.PARTIAL), np.uint64)
    return make_candidates(runs.start, runs.end, evidence)


def _follows_well(text: Text, end: Offsets) -> Truth:
    """What stands behind does not go on with the word: a sign, a blank, an end, or a particle."""
    chars, codes = text.folded.chars, text.look_up_codes
    inside = end < len(chars)
    after = np.where(inside, chars.take(end, mode="clip"), 0)
    code = np.where(inside, codes.take(end, mode="clip"), 0)
    second = np.where(end + 1 < len(chars), codes.take(end + 1, mode="clip"), 0)
    goes_on = (
        (after == KANJI)
        | ((after == KATAKANA) & (code != ord(MIDDLE_DOT)))
        | (after == PROLONGED)
        | is_digit(after.astype(np.uint8))
    )
    hiragana = after == HIRAGANA
    allowed = hiragana & np.isin(code, [ord(one) for one in _PARTICLES])
    for first, seconds in _SECONDS.items():
        rows = np.flatnonzero(allowed & (code == ord(first)))
        allowed[rows] = np.isin(second[rows], [ord(one) for one in seconds])
    return np.asarray(~goes_on & (~hiragana | allowed))


def _ends_as_place(text: Text, runs: Runs, splits: Splits) -> Truth:
    """Doubtful names that end as places and groups do: 松江城."""
    last = text.look_up_codes.take(runs.end - 1)
    single = (runs.end - splits.border == 1) & is_in(GIVEN_TAILS).take(last)
    return np.asarray((splits.grade == LISTED) & (runs.gap < 0) & (single | is_in(PLACE_TAILS).take(last)))


def _is_told(text: Text, runs: Runs, splits: Splits, where: Truth) -> Truth:
    """Doubtful names of the rows where a condition holds with an age, a birth or a calling beside them."""
    found = np.zeros(len(runs.start), np.bool_)
    rows = np.flatnonzero((splits.grade == LISTED) & ~runs.is_cut & where)
    found[rows] = is_dated(text, runs.end[rows]) | is_introduced(text, runs.start[rows])
    return found


def _is_open_left(text: Text, start: Offsets, sure: Truth) -> Truth:
    """No digit stands directly before, and katakana only before sure names (メンバー小暮智也)."""
    at = np.maximum(start - 1, 0)
    before, code = text.folded.chars.take(at), text.folded.letter_codes.take(at)
    katakana = ((before == KATAKANA) & (code != ord(MIDDLE_DOT))) | (before == PROLONGED)
    joined = is_digit(before) | (katakana & ~sure)
    return np.asarray(~joined | (start == 0))


def _is_ordinary(text: Text, runs: Runs, splits: Splits, told: Truth) -> Truth:
    """The stretch is a word of the dictionary, or two nouns in a row that do not end as given names do (青山明美).

    Two nouns that are also a usual surname and given name may be one where something says so (``told``).
    """
    whole = ordinary_words().find(text.hashes.of(runs.start, runs.end))
    found = (whole >= 0) & ((whole & Flag.ORDINARY) != 0)
    named = splits.is_frequent & ((splits.given & Flag.FREQUENT) != 0) & (runs.end - splits.border == 2)
    named &= is_in(NAME_ENDINGS).take(text.look_up_codes.take(runs.end - 1)) | told
    rows = np.flatnonzero(~found & ~named & (runs.end - runs.start == 4))
    for at in (0, 2):
        part = ordinary_words().find(text.hashes.of(runs.start[rows] + at, runs.start[rows] + at + 2))
        rows = rows[(part >= 0) & ((part & Flag.NOUN) != 0)]
    found[rows] = True
    return np.asarray(found)


def _is_closed(text: Text, runs: Runs) -> Truth:
    """Whether a title, a sign or an end follows: no kanji, kana or digit that goes on with the word."""
    chars = text.folded.chars
    after = np.where(runs.end < len(chars), chars.take(runs.end, mode="clip"), 0)
    letter = np.isin(after, (KANJI, HIRAGANA, KATAKANA, PROLONGED)) | is_digit(after.astype(np.uint8))
    return np.asarray(runs.is_titled | ~letter)


def _is_short_word(text: Text, runs: Runs) -> Truth:
    """Of two kanji: a surname, an ordinary word, or the end of a place, rather than one kanji each of both names."""
    found = np.zeros(len(runs.start), np.bool_)
    rows = np.flatnonzero(runs.end - runs.start == 2)
    words = text.hashes.of(runs.start[rows], runs.end[rows])
    found[rows] = surnames().holds(words) | ordinary_words().holds(words)
    found[rows] |= is_in(GIVEN_TAILS + LONE_TAILS).take(text.look_up_codes.take(runs.end[rows] - 1))
    return found


def _ends_as_organisation(text: Text, runs: Runs) -> Truth:
    """Whether the stretch ends with what names an organisation."""
    found = np.zeros(len(runs.start), np.bool_)
    rows = np.flatnonzero(organisation_endings().take(text.look_up_codes.take(runs.end - 1)))
    for length in range(1, LONGEST_ORGANISATION + 1):
        long = rows[runs.end[rows] - runs.start[rows] > length]
        found[long] |= organisations().holds(text.hashes.of(runs.end[long] - length, runs.end[long]))
    return found


def _is_organisation(text: Text, runs: Runs) -> Truth:
    """The words on either side, one blank or bracket away, name an organisation: 株式会社 小暮智也, 小暮智也（株）."""
    codes, chars = text.look_up_codes, text.folded.chars
    found = np.zeros(len(runs.start), np.bool_)
    skips = np.isin(np.where(runs.start > 0, chars.take(runs.start - 1, mode="clip"), 0), [ord(" "), ord(")")])
    before = runs.start - skips
    for length in range(1, 5):
        rows = np.flatnonzero(before - length >= 0)
        held = organisations().holds(text.hashes.of(before[rows] - length, before[rows]))
        touching = codes.take(before[rows] - length, mode="clip") == ord("株")
        found[rows] |= (held & (length >= 4)) | (touching & (length == 1) & (chars[before[rows] - 1] != ord(" ")))
    after = runs.end + ((runs.end < len(chars)) & np.isin(chars.take(runs.end, mode="clip"), [ord(" "), ord("(")]))
    for length in range(2, LONGEST_ORGANISATION + 1):
        rows = np.flatnonzero(~found & (after + length <= len(codes)))
        rows = rows[organisation_endings().take(codes.take(after[rows] + length - 1))]
        found[rows] = organisations().holds(text.hashes.of(after[rows], after[rows] + length))
    bracket = (runs.end < len(chars) - 1) & (chars.take(runs.end, mode="clip") == ord("("))
    return np.asarray(found | (bracket & (codes.take(runs.end + 1, mode="clip") == ord("株"))))
