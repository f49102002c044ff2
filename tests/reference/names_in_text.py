"""The plain twin of meibo_detectors.kernels.names_in_text."""

from __future__ import annotations

from reference import name_context as around
from reference.name_runs import Stretch
from reference.name_splits import (
    LIKELY,
    LISTED,
    NO_NAME,
    SOUND,
    Split,
    accept_usual,
    guess_given_name,
    guess_surname,
    split_name,
)
from reference.name_words import (
    FREQUENT,
    KATAKANA,
    LISTED_NAME,
    NEEDS_LABEL,
    ORDINARY,
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

Found = list[tuple[int, int, int]]


def weigh_name_runs(names: Names, text: Text, runs: list[Stretch]) -> tuple[Found, Found]:
    """Start, end and evidence of full names, and of surnames with a title."""
    full = [(run.start, run.end, _weigh(names, text, run)) for run in runs]
    surnames = [(run.start, run.end, TITLED | PARTIAL) for run in runs if _is_surname(names, text, run)]
    return [found for found in full if found[2]], surnames


def _is_surname(names: Names, text: Text, run: Stretch) -> bool:
    word = text.codes[run.start : run.end]
    number = names.number("surnames", word)
    if not run.is_titled or run.gap >= 0 or run.is_cut or number < 0 or len(word) > 5:
        return False
    if number & (ORDINARY | FREQUENT) == ORDINARY:
        return False
    return len(word) >= 2 or (bool(number & FREQUENT) and around.is_addressed(names, text, run.end))


def _weigh(names: Names, text: Text, run: Stretch) -> int:
    """The evidence of a full name, 0 where a stretch is none."""
    word, has_gap = text.codes[run.start : run.end], run.gap >= 0
    full = names.is_sign(word[-1], "given_ending") and 3 <= len(word) <= 8 + has_gap
    short, titled = 2 <= len(word) <= 7, run.is_titled and not run.is_cut
    labelled = not run.is_cut and (full or short) and (run.is_titled or around.is_closed(text, run.end))
    labelled = labelled and around.is_labelled(names, text, run.start)
    if not (full or labelled or (titled and short)):
        return 0
    split = split_name(names, text, run.start, run.end, run.gap, run.gap + 1)
    if not has_gap and (titled or labelled):
        split = guess_surname(split, names, text, run.start, run.end)
    if not has_gap and labelled:
        split = guess_given_name(split, names, text, run.start, run.end)
    if split.grade == NO_NAME or _is_short_word(names, word):
        return 0
    return _judge(names, text, run, split, labelled=labelled)


def _is_short_word(names: Names, word: str) -> bool:
    known = names.holds("surnames", word) or names.holds("ordinary_words", word)
    return len(word) == 2 and (known or names.is_sign(word[-1], "given_tail", "lone_tail"))


def _judge(names: Names, text: Text, run: Stretch, split: Split, *, labelled: bool) -> int:
    start, end, whole, has_gap = run.start, run.end, text.codes[run.start : run.end], run.gap >= 0
    titled = run.is_titled and not run.is_cut
    told = labelled or titled
    if not told and not run.is_cut and split.grade < SOUND:
        told = around.is_placed(names, text, start, end)
    split = accept_usual(split, is_told=told)
    listed = split.grade >= LISTED
    ends = run.is_titled or around.follows_well(names, text, end)
    word = not has_gap and _is_ordinary(names, whole, split, end - split.border, told=told)
    sure = split.grade == SOUND and not word and end - split.border >= 2
    sure = sure and (split.is_frequent or (split.is_clear and split.border - start >= 2))
    place = split.grade == LISTED and not has_gap
    one_tail = end - split.border == 1 and names.is_sign(whole[-1], "given_tail")
    place = place and (one_tail or names.is_sign(whole[-1], "place_tail"))
    firm = around.is_beside_organisation(names, text, start, end)
    if run.is_cut:
        alone = sure and ends
    else:
        alone = split.grade == SOUND
        if split.grade == LISTED and not place:
            alone = around.is_dated(names, text, end) or around.is_introduced(names, text, start)
        alone = alone or (told and not run.is_titled and listed and (labelled or not place))
        alone = alone and ends and not word and not firm and _is_open_left(text, start, sure and split.is_frequent)
    likely = split.grade == LIKELY and not run.is_cut and ends and not names.is_sign(whole[-1], "calling_ending")
    by_label = likely and (labelled or (told and not run.is_titled and has_gap)) and not word and not firm
    by_label = by_label and not around.ends_as_organisation(names, whole)
    full = titled and listed and not word
    if not (alone or full or likely or (listed and ends and not word and not run.is_cut)):
        return 0
    needs_label = place or (likely and not by_label and not has_gap and (word or not split.is_frequent))
    return (
        (LISTED_NAME if listed else SHAPED)
        | (TITLED if titled else 0)
        | (SAMPLE if split.is_sample else 0)
        | (STRONG if alone or full or by_label else WEAK)
        | (NEEDS_LABEL if needs_label else 0)
    )


def _is_ordinary(names: Names, word: str, split: Split, given_length: int, *, told: bool) -> bool:
    if names.has_flag("ordinary_words", word, ORDINARY):
        return True
    usual = split.is_frequent and bool(split.given & FREQUENT) and given_length == 2
    if len(word) != 4 or (usual and (told or names.is_sign(word[-1], "name_ending"))):
        return False
    return around.is_compound(names, word)


def _is_open_left(text: Text, start: int, sure: bool) -> bool:
    before = text.chars[start - 1] if start else 0
    if before in around.DIGITS:
        return False
    katakana = before == PROLONGED or (before == KATAKANA and text.letters[start - 1] != "・")
    return sure or not katakana
