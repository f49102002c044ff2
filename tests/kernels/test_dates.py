"""Dates: the kernel and its plain twin say the same of any text, any fields and any day."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meibo.samples.business_text import business_text
from meibo.samples.roster_stream import dense_roster
from meibo_detectors.evidence import Evidence, Note
from meibo_detectors.kanji_anchors import find_anchors_in
from meibo_detectors.kernels import dates as compiled
from meibo_detectors.model import CANDIDATE
from meibo_detectors.normalise import KANJI, Folded
from meibo_detectors.number_runs import NumberRuns
from reference import dates as plain

DATES = st.dates(dt.date(1860, 1, 1), dt.date(2030, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [
            f"{day.year}年{day.month}月{day.day}日",
            f"{day:%Y/%m/%d}",
            f"{day:%Y%m%d}",
            f"{day:%m/%d/%Y}",
            f"{day:%d-%m-%Y}",
            f"{day.day} {day:%b} {day.year}",
            f"{day:%B} {day.day}, {day.year}",
            f"昭和{day.year - 1925}.{day.month}.{day.day}",
            f"H{day.year - 1988:02}{day:%m%d}",
            f"{day.year}年",
        ]
    )
)
SCRAPS = (
    *(
        "年",
        "月",
        "日",
        "元",
        "元年",
        "昭和",
        "平成",
        "令和",
        "㍼",
        "明",
        "S",
        "H.",
        "r",
        "大正 ",
        "-",
        ".",
        "/",
        " ",
        "  ",
        ")",
        "(",
        ",",
    ),
    *(
        "1",
        "02",
        "12",
        "31",
        "60",
        "1985",
        "19850102",
        "600102",
        "3600102",
        "5010101",
        "31049",
        "2999",
        "0",
        "123",
        "零",
        "一",
        "二",
        "十",
        "三十一",
    ),
    *(
        "六十",
        "一九八五",
        "〇",
        "jan",
        "Sept",
        "may",
        "december",
        "st",
        "nd",
        "th",
        "x",
        "T10:02",
        " 00:00",
        "10時",
        "生",
        "生まれ",
        "生命",
        "満",
        "9歳",
    ),
    *("[87才", "*", "_", ":", "\n", "\0", "あ", "誕", "\u200b", "ー", "abcdefghijklm"),
)
TEXTS = st.lists(st.sampled_from(SCRAPS) | DATES | st.text(max_size=2), max_size=14).map("".join)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
BITS = (Evidence.ERA, Evidence.ERA_OUT_OF_RANGE, Evidence.BORN, Note.NEEDS_LABEL, Evidence.DATE_TIME_READING)
NOTES = np.uint64(1) << np.arange(50, 50 + len(plain.FORMS), dtype=np.uint64)


def compare(text: str, cuts: list[int], named: list[bool], today: dt.date) -> None:
    """Both say the same of a text with fields between these places."""
    folded = Folded([text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()])
    runs, count = NumberRuns(folded), len(folded.chars)
    edges = sorted({min(cut, count) for cut in cuts})
    fields = list(zip(edges[:-1], edges[1:], named, strict=False))
    start, end = (np.array([field[at] for field in fields], np.int64) for at in (0, 1))
    kanji = (folded.chars == KANJI).tolist()
    letters = folded.letters
    dates = (
        folded.chars,
        None if folded.is_ascii else folded.letter_codes,
        find_anchors_in(folded),
        np.ascontiguousarray(runs.start),
        np.ascontiguousarray(runs.end),
    )
    rows = compiled.find_birth_dates(
        *dates,
        start,
        end,
        np.flatnonzero([is_named for *_, is_named in fields]),
        (today.year * 100 + today.month) * 100 + today.day,
        np.array(plain.ERA_OF_CODE, np.int64),
        NOTES,
        np.array(BITS, np.uint64),
    ).view(CANDIDATE)
    made = [
        (int(row["start"]), int(row["end"]), int(row["evidence"]), int(row["kind"]), bytes(row["key"]))
        for row in rows[np.argsort(rows["start"], kind="stable")]
    ]
    assert made == [spell(one) for one in plain.find_birth_dates(letters, kanji, fields, today)]
    assert compiled.read_day(*dates) == plain.read_day(letters, kanji)


def spell(found: plain.Found) -> tuple[int, int, int, int, bytes]:
    """A date of the twin as the kernel writes it."""
    date = found.date
    marks = (date.era > 0, found.is_out_of_era, found.is_born, not found.is_usual, found.has_time or not found.is_usual)
    evidence = sum(int(bit) for bit, is_set in zip(BITS, marks, strict=True) if is_set)
    key = f"{date.common_year:04}" + (f"-{date.month:02}-{date.day:02}" if date.month else "")
    return date.start, date.end, evidence | int(NOTES[plain.FORMS.index(date.form)]), 0, key.encode()


@given(TEXTS, st.lists(st.integers(0, 60), max_size=5), st.lists(st.booleans(), min_size=5, max_size=5), DAYS)
def test_kernel_equals_its_twin(text: str, cuts: list[int], named: list[bool], today: dt.date) -> None:
    """On any characters, and on dates and parts of them, in fields that are named as dates of birth and others."""
    compare(text, cuts, named, today)


@given(st.from_regex(r"[0-9]{4,7}", fullmatch=True), DAYS)
def test_a_number_alone_in_its_field(digits: str, today: dt.date) -> None:
    """Serials and codes of eras."""
    compare(f"a,{digits},b", [2, 2 + len(digits)], [True], today)


def test_kernel_equals_its_twin_on_business_text() -> None:
    """On a roster and on prose."""
    for text in (b"".join(dense_roster(80, seed=7)), business_text(30_000, seed=7)):
        compare(text.decode(errors="ignore"), list(range(0, 4000, 9)), [True, False, True] * 200, dt.date(2024, 2, 29))
