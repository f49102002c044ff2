"""The words of the reports: complete, in both languages."""

from __future__ import annotations

import re
from string import Formatter
from typing import get_args

import pytest

from meibo.assessment.change import Kind as ChangeKind
from meibo.assessment.differences import RemarkCode
from meibo.assessment.law import TRIGGERS
from meibo.assessment.risk import Level
from meibo.catalogue.issues import ISSUE_CODES, IssueClass
from meibo.catalogue.report import WORDS, word
from meibo.inventory.model import Location, Status
from meibo.reports.registry import FORMATS, ReportOptions
from meibo.reports.wording import class_of_issue, name_detector, name_issue, name_persons, name_place, name_target
from meibo_connectors.model import Audience
from meibo_detectors.evidence import Evidence, words
from meibo_detectors.model import Confidence
from meibo_detectors.registry import DETECTORS


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_the_same(key: str) -> None:
    """Neither is empty, both take the same values, and English holds no Japanese."""
    japanese, english = WORDS[key]
    assert japanese
    assert english
    assert fields_of(japanese) == fields_of(english)
    assert not re.search("[\u3040-\u30ff\u4e00-\u9fff]", english)


def test_every_closed_vocabulary_has_its_words() -> None:
    """Levels, confidences, statuses, classes, audiences, flags, evidence and formats are all in the table."""
    keys = {f"level-{level}" for level in Level} | {f"confidence-{level.word}" for level in Confidence}
    keys |= {f"status-{status}" for status in Status} | {f"class-{kind}" for kind in IssueClass}
    keys |= {f"audience-{audience}" for audience in Audience} | {
        f"{part}-{flag}" for part in ("flag", "meaning") for flag in (trigger.id for trigger in TRIGGERS)
    }
    keys |= {f"evidence-{name}" for flag in Evidence for name in words(flag)} | {row.name for row in FORMATS}
    keys |= {f"least-{level.word}" for level in Confidence} | {"column-below-medium", "column-below-high"}
    keys |= {f"change-{kind}" for kind in ChangeKind} | {f"remark-{code}" for code in get_args(RemarkCode)}
    assert keys <= WORDS.keys()


def test_kinds_of_one_id_have_one_title() -> None:
    """A report names a kind by its id alone."""
    titles: dict[str, set[tuple[str, str]]] = {}
    for detector in DETECTORS:
        for kind in detector.kinds:
            titles.setdefault(kind.id, set()).add((kind.title_ja, kind.title_en))
    assert {name: found for name, found in titles.items() if len(found) > 1} == {}


def test_words_are_looked_up_by_language() -> None:
    """The same key in Japanese and English, with its values."""
    assert word("sheet-files", "ja") == "リスク順ファイル一覧"
    assert word("flag-rule7-4", "en", persons=1000, numbers=100) == "over 1,000 people (rule 7-4)"


@pytest.mark.parametrize(
    ("location", "japanese", "english"),
    [
        ({"line": 3, "column": 8}, "3 行 8 文字目", "line 3, column 8"),
        ({"row": 3, "column": 2}, "3 行 2 列", "row 3, column 2"),
        ({"sheet": "名簿", "cell": "B3"}, "名簿!B3", "名簿!B3"),
        ({"page": 4}, "4 ページ", "page 4"),
        ({"page": 4, "box": [80, 100, 420, 130]}, "4 ページ", "page 4"),
        ({"table": 1, "row": 3, "column": 2}, "表 1 の 3 行 2 列", "table 1, row 3, column 2"),
        ({"offset": 1024}, "先頭から 1024 バイト", "byte 1024"),
    ],
)
def test_every_form_of_location_has_words(location: Location, japanese: str, english: str) -> None:
    """Each form that the interface lists is spelled in both languages, behind the members that lead to it."""
    assert name_place((), location, "ja") == japanese
    assert name_place(("a.zip", "b.csv"), location, "en") == f"a.zip › b.csv › {english}"


def test_what_a_newer_program_wrote_is_still_named() -> None:
    """Unknown detectors and issues go by their id, and an unknown issue is a fault until someone knows better."""
    assert name_detector("jp_new", ReportOptions(language="ja")) == "jp_new"
    assert name_detector("emp_id", ReportOptions(titles={"emp_id": "社員番号"})) == "社員番号"
    assert name_issue("new-trouble", "ja") == ("new-trouble", "")
    assert class_of_issue("new-trouble") is IssueClass.FAULT


def test_issues_speak_the_language() -> None:
    """Every issue code has its text and remedy in the report's language."""
    for row in ISSUE_CODES:
        assert name_issue(row.code, "ja") == (row.text_ja, row.remedy_ja)
        assert name_issue(row.code, "en") == (row.text_en, row.remedy_en)


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("file:///srv/%E5%85%B1%E6%9C%89", "file:///srv/共有"),
        ("file:///srv/%96%BC", "file:///srv/\\x96\\xbc"),
        ("s3://bucket/prefix", "s3://bucket/prefix"),
    ],
)
def test_targets_are_shown_readably(uri: str, shown: str) -> None:
    """A URI without its percent signs; bytes that are no UTF-8 as connectors spell them."""
    assert name_target(uri) == shown


@pytest.mark.parametrize(("least", "most", "shown"), [(0, 0, "–"), (5, 5, "5"), (900, 1200, "900–1,200")])
def test_people_are_a_range(least: int, most: int, shown: str) -> None:
    """A range where the counts differ, and no 0 where nobody was counted."""
    assert name_persons(least, most) == shown
