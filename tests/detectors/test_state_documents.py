"""Numbers of documents of the state, of companies that look like them, and lines that machines read."""

from __future__ import annotations

import itertools
import string
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from meibo_detectors.checksums import has_corporate_check
from meibo_detectors.engine import Engine
from meibo_detectors.general import mrz
from meibo_detectors.japan.corporate_number import is_corporate_number
from meibo_detectors.model import Block, Layout
from meibo_detectors.person_sets import count_persons, unite
from meibo_detectors.persons import find_person_keys
from meibo_detectors.registry import DETECTORS

Scan = Callable[[str], list[tuple[str, str, str]]]

surroundings = st.lists(
    st.sampled_from(
        [
            "氏名：",
            "在留資格",
            "国籍",
            "会社",
            "番号 ",
            "。",
            "\n",
            "\r\n",
            " ",
            "、",
            "　",
            "12",
            "-",
            "TEL:",
            "<",
            "x",
            "円",
        ]
    )
    | st.text(max_size=5),
    max_size=12,
).map("".join)
cards = st.from_regex(r"[A-Z]{2}[0-9]{8}[A-Z]{2}", fullmatch=True)
bodies = st.from_regex(r"[0-9]{12}", fullmatch=True)


def corporate_number(body: str) -> str:
    """Twelve digits behind their check digit, straight from the ordinance."""
    total = sum(int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(body)))
    return str(9 - total % 9) + body


def check(signs: str) -> str:
    """The check digit of machine-readable signs, straight from the standard."""
    worth = {sign: at for at, sign in enumerate(string.digits + string.ascii_uppercase)} | {"<": 0}
    return str(sum(worth[sign] * (7, 3, 1)[at % 3] for at, sign in enumerate(signs)) % 10)


@st.composite
def zones(draw: st.DrawFn) -> tuple[str, str]:
    """Both lines of a Japanese passport."""
    surname, given_name = (draw(st.from_regex(r"[A-Z]{2,10}", fullmatch=True)) for _ in range(2))
    number = draw(st.from_regex(r"[A-Z]{2}[0-9]{7}", fullmatch=True))
    birth, expiry = draw(st.dates()).strftime("%m%d"), draw(st.dates()).strftime("%m%d")
    parts = [number, "85" + birth, "31" + expiry]
    number, birth, expiry = (part + check(part) for part in parts)
    optional = "<" * 15
    second = f"{number}JPN{birth}{draw(st.sampled_from('MF<'))}{expiry}{optional}"
    return f"P<JPN{surname}<<{given_name}".ljust(44, "<"), second + check(number + birth + expiry + optional)


def found_by(detector: str, found: list[tuple[str, str, str]]) -> list[str]:
    """The values of one detector at medium or high."""
    return [value for name, value, level in found if name == detector and level != "low"]


def is_usual(digits: str) -> bool:
    """No counter and no run of digits, which nobody is given."""
    steps = {(int(two) - int(one)) % 10 for one, two in itertools.pairwise(digits)}
    return digits[: len(digits) * 2 // 3].strip("0") != "" and steps not in ({0}, {1}, {9})


@given(surroundings, cards, surroundings)
@pytest.mark.parametrize(
    ("detector", "label"), [("jp_residence_card", "在留カード番号"), ("jp_sprc", "特別永住者証明書番号")]
)
def test_labelled_card_is_found_in_any_text(
    scan_text: Scan, detector: str, label: str, before: str, number: str, after: str
) -> None:
    """A card's number behind its label is found whatever stands around the two, and by one detector only."""
    assume(is_usual(number[2:10]) and number[2:10] != "12345678")
    found = scan_text(f"{before}。{label}は{number}です。{after}")
    assert number in found_by(detector, found)
    others = {"jp_residence_card", "jp_sprc", "jp_passport"} - {detector}
    assert not any(number in found_by(other, found) for other in others)


@given(surroundings, zones(), surroundings)
def test_zone_is_found_in_any_text(scan_text: Scan, before: str, zone: tuple[str, str], after: str) -> None:
    """Both lines are one finding in any text, without any label."""
    value = "\n".join(zone)
    assume(zone[1][:9] not in {"TR1234567", "TK1234567", "TZ1234567"})
    assert value in found_by("mrz_td3", scan_text(f"{before}\n{value}\n{after}"))


@given(zones(), st.integers(0, 43), st.integers(1, 9))
def test_changed_digit_refutes_a_second_line(scan_text: Scan, zone: tuple[str, str], place: int, step: int) -> None:
    """A second line alone with one wrong digit is nothing, and below its first line it is not high."""
    first, second = zone
    assume(second[place].isdigit())
    changed = second[:place] + str((int(second[place]) + step) % 10) + second[place + 1 :]
    assert found_by("mrz_td3", scan_text(changed)) == []
    assert [row[2] for row in scan_text(f"{first}\n{changed}") if row[0] == "mrz_td3"] == ["medium"]


@given(zones())
def test_misread_signs_are_put_right(scan_text: Scan, zone: tuple[str, str]) -> None:
    """O for 0, I for 1, B for 8 and S for 5 in the dates and the number: still high, and the same document."""
    first, second = zone
    assume(second[:9] not in {"TR1234567", "TK1234567", "TZ1234567"})
    misread = second[:2] + second[2:9].translate(str.maketrans("01", "OI")) + second[9:13]
    misread += second[13:28].translate(str.maketrans("0158", "OISB")) if "B" not in second[20] else second[13:28]
    misread += second[28:]
    value = f"{first}\n{misread}"
    assert [(name, level) for name, _, level in scan_text(value)] == [("mrz_td3", "high")]
    assert mrz.normalise(value) == mrz.normalise(second) == second[:9]


def test_zone_between_tags_and_in_escapes(engine: Engine) -> None:
    """Cells of a page, a tag between the lines, a line break written as an escape: one finding each."""
    first, second = "P<JPNKAKU<<TARO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "TZ83902145JPN8501020M3105043<<<<<<<<<<<<<<<6"
    one, two = (line.replace("<", "&lt;") for line in (first, second))
    for text, layout in (
        (f"<td>{one}</td><td>{two}</td>", "markup"),
        (f"<p>{one}<br>{two}</p>", "markup"),
        (f'{{"mrz": "{first}\\n{second}"}}', "json"),
        (f'{{"mrz1": "{first}", "mrz2": "{second}"}}', "json"),
        (f'a,b\n"{first}\n{second}",x\n', "delimited"),
    ):
        scan = engine.scan([Block(text.encode(), layout=Layout(layout, "," if layout == "delimited" else ""))])
        assert [(DETECTORS[row["detector"]].id, int(row["score"])) for row in scan.findings] == [("mrz_td3", 97)], text


def test_zone_in_two_files_is_no_zone(engine: Engine) -> None:
    """A first line at the end of one file and a second at the start of the next are two findings."""
    first, second = "P<JPNKAKU<<TARO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "TZ83902145JPN8501020M3105043<<<<<<<<<<<<<<<6"
    scan = engine.scan([Block(first.encode()), Block(second.encode())])
    assert scan.findings["block"].tolist() == [0, 1]


def test_mask_of_a_zone_shows_neither_name_nor_dates() -> None:
    """Only the last two signs of the number stay."""
    zone = "P<JPNKAKU<<TARO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nTZ83902145JPN8501020M3105043<<<<<<<<<<<<<<<6"
    assert "".join(sign for sign in mrz.mask(zone) if sign.isalnum()) == "14"


def test_documents_of_one_record_are_one_person(engine: Engine) -> None:
    """A passport's number, its zone and a residence card in one row without a name are one person's."""
    zone = "P<JPNKAKU<<TARO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<,TZ83902145JPN8501020M3105043<<<<<<<<<<<<<<<6"
    text = f"旅券番号,MRZ1,MRZ2,在留カード番号\nTZ8390214,{zone},TW48205913KA\n"
    scan = engine.scan([Block(text.encode(), layout=Layout("delimited", ","))])
    _, keys = find_person_keys(scan, DETECTORS, bytes(range(32)))
    assert count_persons(unite([keys])) == (1, 1)


def test_rounded_numbers_stand_for_nobody(engine: Engine) -> None:
    """What a spreadsheet rounded is reported, but tells no people apart."""
    text = "社員番号,マイナンバー\n1,3.98E+11\n2,3.98E+11\n"
    scan = engine.scan([Block(text.encode(), layout=Layout("delimited", ","))])
    assert len(scan.findings) == 2
    assert len(find_person_keys(scan, DETECTORS, bytes(range(32)))[1]) == 0


CORPORATE_EXAMPLES = ("8700110005901", "7000012050002", "5835678256246", "2021001052596")
"""Those of the specification and of public registers."""


@pytest.mark.parametrize("number", CORPORATE_EXAMPLES)
def test_example_of_a_corporate_number(number: str) -> None:
    """The check digit stands first; with another one the number is none."""
    assert is_corporate_number(number) == bool(has_corporate_check(np.array([list(map(int, number))], np.uint8))[0])
    changed = str(int(number[0]) % 9 + 1) + number[1:]
    assert not is_corporate_number(changed)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(bodies)
def test_corporate_number_is_no_finding(scan_text: Scan, body: str) -> None:
    """In every spelling, labelled or not, no detector takes it for a number of a person."""
    number = corporate_number(body)
    assume(number[:2] not in {"45", "49"} and number[:3] not in {"978", "979"} and not "16" <= number[:2] <= "18")
    assert is_corporate_number(number)
    one, two, three, four = number[0], number[1:5], number[5:9], number[9:]
    for form in (number, f"{one}-{two}-{three}-{four}", f"{one} {two} {three} {four}", " ".join(number)):
        for text in (
            form,
            f"T{form}",
            f"法人番号 {form}",
            f"登録番号：T{form}",
            f"法人番号\t会社名\n{form}\t株式会社甲\n",
        ):
            assert [row for row in scan_text(text) if row[2] != "low"] == [], text


@given(bodies)
def test_number_of_the_company_register_is_no_finding(scan_text: Scan, body: str) -> None:
    """会社法人等番号 has 12 digits, and is neither a My Number nor a licence."""
    for form in (body, f"{body[:4]}-{body[4:6]}-{body[6:]}", " ".join(body)):
        for text in (
            f"会社法人等番号 {form}",
            f"会社法人等番号：{form}",
            f"会社法人等番号\t会社名\n{form}\t株式会社甲\n",
        ):
            assert [row for row in scan_text(text) if row[2] != "low"] == [], text
