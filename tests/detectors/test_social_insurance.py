"""Numbers of social insurance and of residents: found in any text, told apart, weighed by their check digits."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from meibo_detectors.engine import Engine
from meibo_detectors.model import Block, Layout
from meibo_detectors.person_sets import count_persons, unite
from meibo_detectors.persons import find_person_keys
from meibo_detectors.registry import DETECTORS

Scan = Callable[[str], list[tuple[str, str, str]]]

RESIDENT_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
SECRET = bytes(range(32))


def resident_code(body: str) -> str:
    """Ten digits and the check digit that many pages give."""
    remainder = sum(int(digit) * weight for digit, weight in zip(body, RESIDENT_WEIGHTS, strict=True)) % 11
    return body + str(0 if remainder <= 1 else 11 - remainder)


def insurer(body: str) -> str:
    """The digits of an insurer and their check digit, by the ministry's notice."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        product = int(digit) * (2 - place % 2)
        total += product // 10 + product % 10
    return body + str(-total % 10)


plain_text = st.lists(
    st.sampled_from(["電話 ", "注文番号", "記号", "番号", "：", "，", "。", "\n", " ", "\t", "山田", "様", "abc", "-",
                     "・", "12", "3456", "ゆうちょ", "保険", "円", "🙂", "\u200b", "\x00", "/", "枝番", "年金", "介護"])
    | st.text(max_size=6),
    max_size=25,
).map("".join)  # fmt: skip
pensions = st.from_regex(r"[1-9][0-9]{3}-[0-9]{6}", fullmatch=True)
employments = st.from_regex(r"[1-9][0-9]{3}-[0-9]{6}-[0-9]", fullmatch=True)
codes = st.from_regex(r"[1-9][0-9]{9}", fullmatch=True).map(resident_code)
care = st.from_regex(r"00[1-9][0-9]{7}", fullmatch=True)
insurers = st.from_regex(r"(01|06|31|39|63)(0[1-9]|[1-3][0-9]|4[0-7])[0-9]{3}", fullmatch=True).map(insurer)
symbols = st.from_regex(r"[1-9][0-9]{1,5}", fullmatch=True)
numbers = st.from_regex(r"[1-9][0-9]{2,4}", fullmatch=True)


def is_plain(value: str) -> bool:
    """Whether no dummy is in it: one digit repeated, or digits in a row."""
    digits = "".join(sign for sign in value if sign.isdigit())
    steps = {(int(right) - int(left)) % 10 for left, right in itertools.pairwise(digits)}
    return len(steps) > 1


def values(scan: Scan, text: str, detector: str) -> list[tuple[str, str]]:
    """Values and levels of one detector."""
    return [(value, level) for name, value, level in scan(text) if name == detector]


@settings(max_examples=60, deadline=None)
@given(plain_text, pensions, plain_text)
def test_labelled_pension_number_is_found_in_any_text(scan_text: Scan, before: str, number: str, after: str) -> None:
    """A number in its form behind its label is high whatever stands around the two."""
    assume(is_plain(number))
    found = values(scan_text, f"{before}。基礎年金番号は{number}です。{after}", "jp_pension")
    assert (number, "high") in found


@settings(max_examples=60, deadline=None)
@given(plain_text, employments, plain_text)
def test_labelled_employment_number_is_found_in_any_text(scan_text: Scan, before: str, number: str, after: str) -> None:
    """A number in its form behind its label is high whatever stands around the two."""
    assume(is_plain(number))
    found = values(scan_text, f"{before}。雇用保険番号は{number}です。{after}", "jp_employment_insurance")
    assert (number, "high") in found


@settings(max_examples=60, deadline=None)
@given(plain_text, care, plain_text)
def test_labelled_care_number_is_found_in_any_text(scan_text: Scan, before: str, number: str, after: str) -> None:
    """Ten digits behind the label are medium at least, whatever stands around the two."""
    assume(is_plain(number))
    found = dict(values(scan_text, f"{before}。介護保険被保険者番号は{number}です。{after}", "jp_kaigo"))
    assert found.get(number) in {"medium", "high"}


@settings(max_examples=60, deadline=None)
@given(plain_text, codes, plain_text)
def test_labelled_resident_code_is_found_in_any_text(scan_text: Scan, before: str, code: str, after: str) -> None:
    """A code behind its label is high whatever stands around the two."""
    assume(is_plain(code))
    assert (code, "high") in values(scan_text, f"{before}。住民票コードは{code}です。{after}", "jp_resident_code")


@settings(max_examples=60, deadline=None)
@given(codes, st.integers(0, 10), st.integers(1, 9))
def test_changed_digit_lowers_a_resident_code(scan_text: Scan, code: str, place: int, step: int) -> None:
    """The check digit is not official: a code with one changed digit stays a finding, and is no longer high."""
    changed = code[:place] + str((int(code[place]) + step) % 10) + code[place + 1 :]
    assume(is_plain(changed) and resident_code(changed[:10]) != changed and changed != "12345678903")
    assert values(scan_text, f"住民票コード {changed}", "jp_resident_code") == [(changed, "medium")]


@settings(max_examples=60, deadline=None)
@given(plain_text, insurers, symbols, numbers, plain_text)
def test_symbol_and_number_beside_their_insurer_are_found_in_any_text(
    scan_text: Scan, before: str, code: str, symbol: str, number: str, after: str
) -> None:
    """The pair behind its label is high beside a valid insurer, whatever stands around."""
    text = f"{before}。\n保険者番号 {code} 被保険者証記号・番号 {symbol}・{number}。\n{after}"
    assert (f"{symbol}・{number}", "high") in values(scan_text, text, "jp_health_insurance")


@settings(max_examples=60, deadline=None)
@given(insurers, st.integers(4, 7), st.integers(1, 9), symbols, numbers)
def test_changed_digit_of_the_insurer_is_never_high(
    scan_text: Scan, code: str, place: int, step: int, symbol: str, number: str
) -> None:
    """Every single wrong digit of an insurer's number is noticed."""
    changed = code[:place] + str((int(code[place]) + step) % 10) + code[place + 1 :]
    text = f"保険者番号 {changed} 記号 {symbol} 番号 {number}"
    assert values(scan_text, text, "jp_health_insurance") == [(f"{symbol} 番号 {number}", "medium")]


@settings(max_examples=60, deadline=None)
@given(insurers)
def test_insurer_alone_is_no_finding(scan_text: Scan, code: str) -> None:
    """The number of an insurer is nobody's."""
    assert scan_text(f"保険者番号 {code}") == []


@pytest.mark.parametrize(
    ("detector", "spellings"),
    [
        ("jp_pension", ("3214-650927", "３２１４－６５０９２７", "3214650927", "3214 650927", "3214-650927-1150")),
        ("jp_employment_insurance", ("5231-904876-3", "５２３１－９０４８７６－３", "52319048763")),
        ("jp_resident_code", ("24846016224", "２４８４６０１６２２４", "2 4 8 4 6 0 1 6 2 2 4")),
        ("jp_kaigo", ("0004183927", "０００４１８３９２７")),
        ("jp_health_insurance", ("262-3327", "２６２・３３２７", "262の3327", "262 3327")),
    ],
)
def test_all_spellings_of_a_value_are_one_value(engine: Engine, detector: str, spellings: tuple[str, ...]) -> None:
    """Every spelling is found whole, has one normal form, one person, and a mask that hides it."""
    kind = next(item for item in DETECTORS if item.id == detector)
    forms, people = set(), []
    for value in spellings:
        scan = engine.scan([Block(f"{kind.labels[0]}：{value}".encode())])
        (row,) = (row for row in scan.findings if DETECTORS[row["detector"]].id == detector)
        assert scan.value(row) == value
        forms.add(kind.normalise(value))
        assert row["key"].decode() in ("", kind.normalise(value))
        people.append(find_person_keys(scan, DETECTORS, SECRET)[1])
        assert sum(sign.isdigit() for sign in kind.mask(value)) == 2
    assert len(forms) == 1
    assert count_persons(unite(people)) == (1, 1)


def test_a_pair_is_one_value_in_columns_and_in_text(engine: Engine) -> None:
    """The number in its column has the symbol in its key, as the pair on one line has."""
    table = "氏名,保険者番号,記号,番号\n田中 一郎,06139992,262,3327\n佐藤 花子,06139992,262,3328\n"
    keys = []
    for text in (table, "保険者番号 06139992 記号 262 番号 3327", "被保険者証記号・番号 262・3327"):
        found = engine.scan([Block(text.encode())]).findings
        keys += [row["key"] for row in found if DETECTORS[row["detector"]].id == "jp_health_insurance"][:1]
    assert keys == [b"262-3327"] * 3


def test_insured_numbers_of_three_schemes_are_told_apart(scan_text: Scan) -> None:
    """被保険者番号 is the word of three insurances: form and words near decide."""
    text = (
        "健康保険 被保険者番号 326548\n"
        "雇用保険 被保険者番号 5231-904876-3\n"
        "要介護２ 介護保険 被保険者番号 0004183927\n"
        "基礎年金番号 3214-650927\n"
    )
    assert [row[:2] for row in scan_text(text)] == [
        ("jp_health_insurance", "326548"),
        ("jp_employment_insurance", "5231-904876-3"),
        ("jp_kaigo", "0004183927"),
        ("jp_pension", "3214-650927"),
    ]


def test_zeros_are_restored_in_columns_only(scan_text: Scan) -> None:
    """A spreadsheet drops zeros; behind a label in text a digit too few is another number."""
    table = (
        "社員番号,氏名,基礎年金番号,雇用保険番号\n"
        "1001,田中 一郎,314650927,2319048763\n"
        "1002,佐藤 花子,3214650982,52319048771\n"
    )
    found = [row for row in scan_text(table) if row[0] in {"jp_pension", "jp_employment_insurance"}]
    assert [(value, level) for _, value, level in found] == [
        ("314650927", "medium"),
        ("2319048763", "medium"),
        ("3214650982", "high"),
        ("52319048771", "high"),
    ]
    assert values(scan_text, "基礎年金番号：314650927", "jp_pension") == []


pieces = st.lists(
    st.sampled_from(["記号", "番号", "枝番", "保険者番号 06139992", "被保険者証記号・番号 262・3327",
                     "記号 12 番号 3456", " ", "\n", "：", "ゆうちょ", "健保", "雇用保険", "52319048763", "介護",
                     "被保険者番号", "0004183927", "田中 一郎", "氏名,記号番号,保険者番号\n",
                     "田中 一郎,12-345,06139992\n",
                     "社員番号,年金番号,介護保険番号\n", "1001,314650927,4183927\n", "1002,3214650927,0004183927\n"]),
    max_size=20,
).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(pieces, min_size=2, max_size=4))
def test_words_of_one_text_say_nothing_in_another(engine: Engine, texts: list[str]) -> None:
    """Schemes are named by words far from a number, and insurers stand beside; both within one text only."""
    together = engine.scan([Block(text.encode()) for text in texts])
    for at, text in enumerate(texts):
        alone = engine.scan([Block(text.encode())])
        mine = together.findings[together.findings["block"] == at]
        assert [together.value(row) for row in mine] == [alone.value(row) for row in alone.findings]
        assert mine["score"].tolist() == alone.findings["score"].tolist()


def test_one_digit_a_cell_is_joined(engine: Engine) -> None:
    """Forms made with a spreadsheet have a cell for each digit."""
    table = "氏名,基礎年金番号,,,,,,,,,\n田中 一郎,3,2,1,4,6,5,0,9,2,7\n佐藤 花子,3,2,1,4,6,5,0,9,8,2\n"
    scan = engine.scan([Block(table.encode(), layout=Layout("delimited", ","))])
    found = [row for row in scan.findings if DETECTORS[row["detector"]].id == "jp_pension"]
    assert [row["key"] for row in found] == [b"3214650927", b"3214650982"]
