"""Sensitive data, attributes and gender: found in any layout beside a person, silent elsewhere, never shown."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meibo_detectors.answers import NOTHING_TO_SAY
from meibo_detectors.engine import Engine
from meibo_detectors.japan.sensitive_terms import CATEGORIES, FREE_NAMES
from meibo_detectors.model import Block, Confidence, Layout
from meibo_detectors.registry import DETECTORS

Scan = Callable[[str], list[tuple[str, str, str]]]
IDS = ("sensitive", "gender", "personal_attribute")
CSV = Layout("delimited", ",")

diseases = st.sampled_from(sorted({word for one in CATEGORIES[:1] for word in one.words if not word.isascii()}))
strong_labels = st.sampled_from(sorted({label for one in CATEGORIES for label in one.labels if not label.isascii()}))
prose = st.lists(
    st.sampled_from(
        ["今日は", "会議で", "決めた。", "予算を", "見直す", "、", "。", "\n", "また、", "東京に", "出張した"]
    ),
    max_size=12,
).map("".join)


def found_in(engine: Engine, text: str, layout: Layout) -> list[tuple[str, str, str]]:
    """Detector, value and level of what is found of the three."""
    scan = engine.scan([Block(text.encode(), layout=layout)])
    rows = [
        (DETECTORS[row["detector"]].id, scan.value(row), Confidence.of_score(int(row["score"])).word)
        for row in scan.findings
    ]
    return [row for row in rows if row[0] in IDS]


@settings(max_examples=60, deadline=None)
@given(prose, diseases, prose)
def test_disease_in_a_form_that_names_a_person_is_found(scan_text: Scan, before: str, disease: str, after: str) -> None:
    """Whatever prose stands around the form."""
    found = scan_text(f"{before}\n\n\n氏名：佐川 美和\n診断名：{disease}\n\n\n{after}")
    assert ("sensitive", disease, "high") in found


@settings(max_examples=60, deadline=None)
@given(strong_labels, st.sampled_from(sorted(word for word in NOTHING_TO_SAY if not word.isascii())))
def test_denial_is_never_found(scan_text: Scan, label: str, denial: str) -> None:
    """No field of the kind makes a finding of an answer that says nothing."""
    found = scan_text(f"氏名：佐川 美和\n{label}：{denial}\n")
    assert [row for row in found if row[0] == "sensitive" and row[2] != "low"] == []


@settings(max_examples=60, deadline=None)
@given(strong_labels, diseases, st.sampled_from(["080-3729-4186", "miwa.sagawa@kaede-sangyo.co.jp"]))
def test_a_sentence_and_a_number_inside_it_are_both_found(
    engine: Engine, label: str, disease: str, number: str
) -> None:
    """The sentence ends before the number; one that begins with it is a finding as a whole."""
    scan = engine.scan([Block(f"氏名：佐川 美和\n{label}：{disease}のため母の{number}へ\n".encode())])
    values = [scan.value(row) for row in scan.findings]
    assert f"{disease}のため母の" in values
    assert number in values
    scan = engine.scan([Block(f"氏名：佐川 美和\n{label}：{number}へ{disease}を報告\n".encode())])
    assert f"{number}へ{disease}を報告" in [scan.value(row) for row in scan.findings]


@settings(max_examples=60, deadline=None)
@given(prose, diseases, prose)
def test_disease_in_prose_is_a_topic(scan_text: Scan, before: str, disease: str, after: str) -> None:
    """Prose about a disease is silent, whoever is named beside it."""
    found = scan_text(f"佐川 美和様\n{before}{disease}について話した。{after}")
    assert [row for row in found if row[0] == "sensitive"] == []


@settings(max_examples=60, deadline=None)
@given(strong_labels, diseases)
def test_value_is_never_shown(engine: Engine, label: str, disease: str) -> None:
    """Only the category leaves, with a title that says which law it is of."""
    scan = engine.scan([Block(f"氏名：佐川 美和\n{label}：{disease}\n".encode())])
    for row in scan.findings:
        detector = DETECTORS[row["detector"]]
        if detector.id in IDS:
            shown = detector.show(scan.value(row), int(row["kind"]))
            assert disease not in shown
            assert detector.id != "sensitive" or shown in {one.id for one in CATEGORIES}


def test_categories_say_which_law_they_are_of() -> None:
    """要配慮 or 機微 only, in both languages."""
    for one in CATEGORIES:
        assert ("要配慮" in one.title_ja) != ("機微" in one.title_ja)
        assert ("care-required" in one.title_en) != ("guideline" in one.title_en)


def test_no_label_is_of_two_categories_or_free() -> None:
    """A name of a field means one category; names of remarks are no labels, so that they refuse nothing."""
    labels = [label for one in CATEGORIES for label in {*one.labels, *one.weak_labels}]
    assert len(labels) == len(set(labels))
    assert not set(labels) & set(FREE_NAMES)


@pytest.mark.parametrize(
    ("text", "layout", "expected"),
    [
        (
            '社員番号,氏名,傷病名\nE01,佐川 美和,"胃がん\n（ステージII）"\nE02,三宅 和也,てんかん\n',
            CSV,
            [("sensitive", "胃がん（ステージII）", "high"), ("sensitive", "てんかん", "high")],
        ),
        (
            '[{"name": "佐川 美和", "sex": "F", "religion": "キリスト教", "salary": 4800000}]',
            Layout("json"),
            [
                ("gender", "F", "high"),
                ("sensitive", "キリスト教", "high"),
                ("personal_attribute", "4800000", "medium"),
            ],
        ),
        (
            "<patient><name>佐川 美和</name><性別>2</性別><傷病名>大腸がん</傷病名><既往歴>なし</既往歴></patient>",
            Layout("markup"),
            [("gender", "2", "high"), ("sensitive", "大腸がん", "high")],
        ),
        (
            "INSERT INTO patients (id, name, byomei, kiohreki) VALUES (1, '佐川 美和', 'うつ病', 'なし');",
            Layout("sql"),
            [("sensitive", "うつ病", "high")],
        ),
        (
            "氏名,佐川 美和\n性別,女\n傷病名,急性虫垂炎\n",
            CSV,
            [("gender", "女", "high"), ("sensitive", "急性虫垂炎", "high")],
        ),
    ],
)
def test_any_layout(engine: Engine, text: str, layout: Layout, expected: list[tuple[str, str, str]]) -> None:
    """Cells below and right of their names, values of JSON, XML and SQL."""
    found = [
        (name, value.replace("\n", "").replace(" ", ""), level) for name, value, level in found_in(engine, text, layout)
    ]
    assert found == [(name, value.replace(" ", ""), level) for name, value, level in expected]


def test_column_of_denials_does_not_refute_the_few_answers(engine: Engine) -> None:
    """Most people have no history: the column is of its header all the same."""
    rows = "".join(f"E{number:02},佐川 美和,なし\n" for number in range(40))
    found = found_in(engine, f"社員番号,氏名,既往歴\n{rows}E99,三宅 和也,てんかん\n", CSV)
    assert found == [("sensitive", "てんかん", "high")]


def test_document_names_its_person_shortly_before(engine: Engine, scan_text: Scan) -> None:
    """The title and the person count for 500 characters, in the same file only."""
    letter = "診療情報提供書\n患者氏名　佐川 美和\n\n{}療育手帳B2を所持\n"
    gap = "しばらく様子を見た。\n"
    assert ("sensitive", "療育手帳B2", "medium") in scan_text(letter.format(gap * 5))
    assert [row for row in scan_text(letter.format(gap * 60)) if row[0] == "sensitive"] == []
    other = scan_text(letter.format(gap).replace("患者氏名　佐川 美和", ""))
    assert [row[2] for row in other if row[0] == "sensitive"] == ["low"]
    blocks = [Block("診療情報提供書\n患者氏名　佐川 美和\n".encode()), Block("療育手帳B2を所持\n".encode())]
    together = engine.scan(blocks).findings
    assert "sensitive" not in {DETECTORS[row["detector"]].id for row in together}


def test_labels_say_nothing_against_numbers(scan_text: Scan) -> None:
    """A telephone number beside such a label is one."""
    found = scan_text("氏名：佐川 美和\n備考：診断名 てんかん、電話は 090-3344-5566\n傷病名　電話 090-3344-5577")
    assert [value for name, value, level in found if name == "jp_phone" and level == "high"] != []
    assert np.all([name != "sensitive" or level != "low" for name, _, level in found])
