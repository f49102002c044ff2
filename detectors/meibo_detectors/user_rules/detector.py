"""Makes a detector of a user's rule.

The pattern is matched in the folded text (``search``), block by block, each for a limited time: full
width, half width, case and zero-width characters do not matter. A match that begins or ends inside a longer run of
Latin letters or of digits is part of something else. Labels and names of fields count as for built-in detectors, but
what names something else says nothing against a rule, and a rule's label nothing against built-in detectors: what the
pattern describes is the user's word.

Scores, of a match that fails no check:

| | label | no label, in a column of such values | no label |
|---|---|---|---|
| check digit passes | 95 | 75 | 75 |
| no check | 90 | 75 | 60, and 40 where the rule has labels |

A failed check leaves 40 with a label, else nothing; a unit or currency at a match without label leaves 40.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import COLUMN_SCORE, is_pure
from meibo_detectors.evidence import Evidence, has, mark
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey, make_candidates
from meibo_detectors.normalise import SEPARATOR, Bytes, Offsets, Truth, fold_value, is_digit, is_letter
from meibo_detectors.text import Text
from meibo_detectors.user_rules.checks import CHECKS, is_valid
from meibo_detectors.user_rules.model import Rule
from meibo_detectors.user_rules.search import Search, make_search
from meibo_detectors.user_rules.vetting import LONGEST_MATCH

_KEY_CHARS: Final = 20
"""A longer value is normalised where it is stored; see ``model.FINDING``."""
_JOINTS: Final = {ord(sign): None for sign in " -_/."}
_SHOWN: Final = 2
_LEAST_SHOWN_OF: Final = 4
_MOST_STARS: Final = 16

_RULES_JA: Final = (
    "項目名があり、検査数字も正しい（検査を指定しない規則では項目名だけでよい）",
    "検査数字が正しい、項目名のない規則に一致、または列の 7 割以上が一致",
    "項目名がない、項目名はあるが検査数字が合わない、または単位が付いている",
)
_RULES_EN: Final = (
    "a label, and the check digit where the rule has a check",
    "the check digit alone, a match of a rule without labels, or a column of which seven in ten match",
    "no label, or a label whose value fails the check, or a unit at it",
)


def make_detector(rule: Rule) -> Detector:
    """The detector of a vetted rule; raises PatternError where the pattern does not compile."""
    return Detector(
        id=rule.id,
        title_ja=rule.title or rule.id,
        title_en=rule.title or rule.id,
        risk_class=rule.risk_class,
        rules_ja=_RULES_JA,
        rules_en=_RULES_EN,
        labels=rule.labels,
        other_labels=(),
        find=functools.partial(_find, rule, make_search(rule.pattern)),
        score=functools.partial(_score, has_labels=bool(rule.labels)),
        normalise=normalise,
        mask=mask,
        person_key=PersonKey.ID if rule.person else PersonKey.NONE,
        refuses_reference_numbers=False,
        heeds_names=False,
        claims_fields=False,
    )


def normalise(value: str) -> str:
    """A value folded, without the signs that groups are joined by.

    >>> normalise("ＡＢ−１２３４５６")
    'ab123456'
    """
    return fold_value(value).translate(_JOINTS)


def mask(value: str) -> str:
    """Only the last two characters shown, and none of a value that has few.

    >>> mask("AB-123456"), mask("X12")
    ('*******56', '***')
    """
    hidden = len(value) if len(value) < _LEAST_SHOWN_OF else len(value) - _SHOWN
    return "*" * min(hidden, _MOST_STARS) + value[hidden:]


def _find(rule: Rule, search: Search, text: Text) -> npt.NDArray[np.void]:
    """Every match, its check digit weighed; a block that takes too long is given up and noted in the text."""
    spans: list[tuple[int, int]] = []
    walk = search.prepare(text)
    for blocks, begin, end in _stretches(text):
        if any(rule.id in text.without(block) for block in blocks):
            continue
        try:
            spans.extend(walk(begin, end))  # one step for each match: rare, or the user's wish
        except TimeoutError:
            text.given_up.extend((block, rule.id) for block in blocks)
    if not spans:
        return np.zeros(0, CANDIDATE)
    start, end = np.array(spans, np.int64).T
    kept = (end - start <= LONGEST_MATCH) & ~_begins_inside(text.folded.chars, start)
    start, end = start[kept], end[kept]
    values = [text.folded.letters[first:last] for first, last in zip(start.tolist(), end.tolist(), strict=True)]
    evidence = np.zeros(len(start), np.uint64)
    check = CHECKS[rule.check]
    if check is not None:
        passes = is_valid(check, ["".join(sign for sign in value if sign in "0123456789") for value in values])
        mark(evidence, passes, Evidence.CHECK_DIGIT)
        mark(evidence, ~passes, Evidence.CHECK_DIGIT_FAILED)
    keys = [value.translate(_JOINTS) for value in values]
    key = [one.encode() if len(one) <= _KEY_CHARS and one.isascii() else b"" for one in keys]
    return make_candidates(start, end, evidence, np.array(key, "S20"))


def _stretches(text: Text) -> Iterator[tuple[range, int, int]]:
    """Each block, and the joined area, which belongs to all blocks: their numbers, first and last character."""
    starts = text.folded.block_starts
    count = len(text.folded.text_starts) - 1
    for block in range(count):
        yield range(block, block + 1), int(starts[block]), int(starts[block + 1]) - len(SEPARATOR)
    if text.folded.joined_start < len(text.folded.chars):
        yield range(count), text.folded.joined_start + len(SEPARATOR), len(text.folded.chars)


def _begins_inside(chars: Bytes, start: Offsets) -> Truth:
    """Whether a match begins in the middle of a run of Latin letters or of digits."""
    first, before = chars[start], chars[np.maximum(start - 1, 0)]
    inside = (is_letter(first) & is_letter(before)) | (is_digit(first) & is_digit(before))
    return np.asarray(inside & (start > 0))


def _score(candidates: npt.NDArray[np.void], context: Context, *, has_labels: bool) -> npt.NDArray[np.uint8]:
    evidence = candidates["evidence"]
    checked, failed = has(evidence, Evidence.CHECK_DIGIT), has(evidence, Evidence.CHECK_DIGIT_FAILED)
    labelled = context.has_label
    unit = context.has_unit & ~labelled
    pure = is_pure(context) & ~failed
    mark(evidence, unit, Evidence.UNIT)
    mark(evidence, pure, Evidence.COLUMN_SHARE)
    scores = np.select(
        [failed & ~labelled, failed, labelled & checked, labelled, unit, checked | pure],
        [0, 40, 95, 90, 40, COLUMN_SCORE],
        40 if has_labels else 60,
    )
    return scores.astype(np.uint8)
