"""Text that was recognised in a picture: one level less sure than typed text, unless a check digit proves the value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.engine import Engine
from meibo_detectors.evidence import Evidence, has, words
from meibo_detectors.explain import Explainer
from meibo_detectors.model import Block, Confidence, Layout
from meibo_detectors.person_sets import count_persons, unite
from meibo_detectors.persons import find_person_keys
from meibo_detectors.registry import DETECTORS, select
from meibo_detectors.user_rules.model import Rule

if TYPE_CHECKING:
    from meibo_detectors.engine import Scan

BOX = (100, 100, 900, 140)
PASSPORT = "P<JPNSHIRAKAWA<<MADOKA<<<<<<<<<<<<<<<<<<<<<<\nMZ12873464JPN8504010F3004010<<<<<<<<<<<<<<<0"
MISREAD = PASSPORT.replace("MZ1", "MZ7")

PIECES = (
    "氏名", "佐藤 健一", "様", "電話", "090-2345-6781", "726453189024", "個人番号", "hanako@mail.co.jp", "傷病名",
    "糖尿病", "東京都千代田区丸の内1-1-1", "昭和55年4月1日", "口座番号", "1234567", "見本", "、", "。", ",", "\n", " ",
)  # fmt: skip
"""What texts are put together from."""


def recognised(text: str, layout: Layout | None = None) -> Block:
    """A block with a box for each of its lines."""
    return Block(text.encode(), boxes=(BOX,) * (text.count("\n") + 1), layout=layout or Layout())


def levels_of(scan: Scan, detector: str) -> list[str]:
    """The confidence of each finding of a detector."""
    return [
        Confidence.of_score(int(row["score"])).word
        for row in scan.findings
        if DETECTORS[row["detector"]].id == detector
    ]


@pytest.mark.parametrize(
    ("text", "detector", "typed", "read"),
    [
        # a check digit proves that every digit was read rightly
        ("個人番号 7264 5318 9024", "jp_my_number", "high", "high"),
        ("運転免許証番号 100652945200", "jp_drivers_license", "high", "high"),
        ("クレジットカード番号 4111 1107 4666 9782", "payment_card", "high", "high"),
        ("支払 4111 1107 4666 9782", "payment_card", "medium", "medium"),
        ("整理番号 7264 5318 9024", "jp_my_number", "low", "low"),
        (PASSPORT, "mrz_td3", "high", "high"),
        # a check digit that does not fit proves nothing
        (MISREAD, "mrz_td3", "medium", "low"),
        ("免許証番号 第100652945210号", "jp_drivers_license", "medium", "low"),
        # nothing proves what has no check digit
        ("電話番号 090-2345-6781", "jp_phone", "high", "medium"),
        ("メール hanako@mail.co.jp", "email", "high", "medium"),
        ("氏名 佐藤 健一 電話番号 090-2345-6781", "jp_name", "high", "medium"),
        ("住所 東京都千代田区丸の内1-1-1", "jp_address", "high", "medium"),
        ("生年月日 昭和55年4月1日", "dob", "high", "medium"),
        ("在留カード番号 AB72645318CD", "jp_residence_card", "high", "medium"),
        ("氏名：佐藤 健一\n傷病名：糖尿病", "sensitive", "high", "medium"),
        ("経過 昨日の夜の便で佐藤 健一が来た", "jp_name", "medium", "low"),
    ],
)  # fmt: skip
def test_recognised_text_counts_one_level_lower(
    engine: Engine, text: str, detector: str, typed: str, read: str
) -> None:
    assert levels_of(engine.scan([Block(text.encode())]), detector) == [typed]
    scan = engine.scan([recognised(text)])
    assert levels_of(scan, detector) == [read]
    assert all("recognised" in words(int(row["evidence"])) for row in scan.findings)


def test_a_table_is_recognised_too(engine: Engine) -> None:
    """The record raises a name in a typed table and in a recognised one, which is then lowered."""
    text = "氏名,電話番号,個人番号\n佐藤 健一,03-3234-5611,726453189024\n"
    layout = Layout("delimited", ",")
    typed = engine.scan([Block(text.encode(), layout=layout)])
    read = engine.scan([recognised(text, layout)])
    for detector, level in (("jp_name", "medium"), ("jp_phone", "medium"), ("jp_my_number", "high")):
        assert levels_of(typed, detector) == ["high"], detector
        assert levels_of(read, detector) == [level], detector


def test_only_what_was_recognised_is_lowered(engine: Engine) -> None:
    """Typed text of the same pass stays as it is."""
    text = "メール hanako@mail.co.jp"
    scan = engine.scan([Block(text.encode()), recognised(text), Block(text.encode())])
    assert levels_of(scan, "email") == ["high", "medium", "high"]
    assert has(scan.findings["evidence"], Evidence.RECOGNISED).tolist() == [False, True, False]


@pytest.mark.parametrize(("digits", "level"), [("79927398713", "high"), ("79927398710", "low")])
def test_a_rule_with_a_check_digit_is_proved_by_it(digits: str, level: str) -> None:
    """Rules of users as well."""
    rule = Rule(id="member_no", pattern="[0-9]{11}", labels=("会員証",), check="luhn")
    chosen = Engine(select((), (rule,)))
    scan = chosen.scan([recognised(f"会員証 {digits}")])
    rows = [row for row in scan.findings if chosen.detectors[row["detector"]].id == "member_no"]
    assert [Confidence.of_score(int(row["score"])).word for row in rows] == [level]


@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_what_is_found_is_what_would_be_found_in_typed_text(engine: Engine, parts: list[str]) -> None:
    """The same values in the same places; none is surer, and none loses more than a level."""
    text = "".join(parts)
    typed, read = engine.scan([Block(text.encode())]).findings, engine.scan([recognised(text)]).findings
    for field in ("detector", "start", "end", "kind", "key", "label", "record"):
        assert typed[field].tolist() == read[field].tolist()
    order = list(Confidence)
    for before, after in zip(typed, read, strict=True):
        levels = [order.index(Confidence.of_score(int(row["score"]))) for row in (before, after)]
        said = words(int(before["evidence"]))
        is_proved = "check-digit" in said and "check-digit-failed" not in said
        assert levels[1] == (levels[0] if is_proved else max(levels[0] - 1, 0))


def test_people_are_counted_from_what_is_at_least_medium(engine: Engine) -> None:
    """A name that its record makes sure tells of a person when recognised, too; one that stands alone does not."""
    roster = "氏名 佐藤 健一 電話番号 090-2345-6781\n"
    for text, people in ((roster, (1, 1)), ("担当 佐藤 健一\n", (0, 0))):
        scan = engine.scan([recognised(text)])
        assert count_persons(unite([find_person_keys(scan, DETECTORS, bytes(32))[1]])) == people


@pytest.mark.parametrize(
    ("text", "is_told"), [("メール hanako@mail.co.jp", True), ("支払 4111 1107 4666 9782", False)]
)  # fmt: skip
def test_the_reason_is_told_where_it_is_one(engine: Engine, text: str, is_told: bool) -> None:
    """``--explain`` names it among what kept a finding from a higher level, but not where a check digit fits."""
    scan = engine.scan([recognised(text)], explain=True)
    (row,) = scan.findings
    assert ("recognised" in Explainer(engine, scan).explain(row).objections) == is_told
