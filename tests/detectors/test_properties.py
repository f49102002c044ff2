"""What holds for any text: values are found wherever they stand, wrong digits refute them, borders change nothing."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.engine import Engine
from meibo_detectors.model import FINDING, Block, Position
from meibo_detectors.normalise import Folded, class_table
from meibo_detectors.person_sets import count_persons, unite
from meibo_detectors.persons import find_person_keys
from meibo_detectors.registry import DETECTORS

CONTEXT_CHARS = 512
WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)

words = st.sampled_from(
    ["個人番号", "マイナンバー：", "電話 ", "TEL:", "注文番号", "カード番号", "，", "。", "\n", "\r\n", " ", "\t",
     "山田", "様", "です", "abc", "_", "-", "@", "ー", "\u200b", "０９０", "(", ")", "円", "＠", "x.jp", "合計",
     "12", "3456", "=", "/", "🙂", "\x00"]
)  # fmt: skip
plain_text = st.lists(words | st.text(max_size=6), max_size=30).map("".join)


def my_number(body: str) -> str:
    """Eleven digits and their check digit, straight from the ordinance."""
    remainder = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11
    return body + str(0 if remainder <= 1 else 11 - remainder)


my_numbers = st.from_regex(r"[1-9][0-9]{10}", fullmatch=True).map(my_number)
mobiles = st.from_regex(r"0[789]0-[2-9][0-9]{3}-[0-9]{4}", fullmatch=True)
mails = st.from_regex(r"[a-z]{3,8}\.[a-z]{2,6}@[a-z]{4,9}\.co\.jp", fullmatch=True)
values = my_numbers | mobiles | mails


def places(engine: Engine, text: str, borders: list[int]) -> list[tuple[str, int, int, int]]:
    """Findings of a text that is cut at these characters, at their places in the whole text."""
    edges = sorted({0, len(text), *(border for border in borders if border < len(text))})
    found = []
    for start, end in itertools.pairwise(edges):
        lead, core, tail = text[max(0, start - CONTEXT_CHARS) : start], text[start:end], text[end : end + CONTEXT_CHARS]
        block = Block((lead + core + tail).encode(), Position(), len(lead.encode()), len(tail.encode()))
        scan = engine.scan([block])
        base = start - len(lead)
        found += [
            (DETECTORS[row["detector"]].id, base + int(row["start"]), base + int(row["end"]), int(row["score"]))
            for row in scan.findings
        ]
    return found


@given(st.lists(values | plain_text, max_size=12).map("".join), st.lists(st.integers(0, 400), max_size=5))
def test_cutting_a_text_into_blocks_changes_no_finding(engine: Engine, text: str, borders: list[int]) -> None:
    """Blocks that show their surroundings give the findings of the whole text."""
    assert places(engine, text, borders) == places(engine, text, [])


@given(st.lists(st.lists(values | plain_text, max_size=5).map("".join), min_size=1, max_size=6))
def test_scanning_texts_together_is_scanning_each_alone(engine: Engine, texts: list[str]) -> None:
    """Files that share a pass do not see each other."""
    together = engine.scan([Block(text.encode()) for text in texts])
    for at, text in enumerate(texts):
        alone = engine.scan([Block(text.encode())])
        mine = together.findings[together.findings["block"] == at]
        assert [together.value(row) for row in mine] == [alone.value(row) for row in alone.findings]
        assert mine["score"].tolist() == alone.findings["score"].tolist()
        assert [a.tolist() for a in together.locate(mine)] == [a.tolist() for a in alone.locate(alone.findings)]


@given(plain_text, my_numbers, plain_text)
def test_labelled_my_number_is_found_in_any_text(
    scan_text: Callable[[str], list[tuple[str, str, str]]], before: str, number: str, after: str
) -> None:
    """A My Number behind its label is found whatever stands around the two."""
    if number in {"123456789018", "621498320257"} or len(set(number)) == 1:
        return
    found = scan_text(f"{before}。個人番号は{number}です。{after}")
    assert number in [value for name, value, _ in found if name == "jp_my_number"]


@given(my_numbers, st.integers(0, 11), st.integers(1, 9))
def test_changed_digit_is_never_high(
    scan_text: Callable[[str], list[tuple[str, str, str]]], number: str, place: int, step: int
) -> None:
    """A number with one changed digit is high only where the official check digit lets the error pass."""
    changed = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    found = [row for row in scan_text(f"個人番号 {changed}") if row[0] == "jp_my_number"]
    if my_number(changed[:11]) != changed:
        assert [row for row in found if row[2] != "low"] == []


@given(st.text(max_size=300))
def test_any_text_is_scanned_without_an_error(engine: Engine, text: str) -> None:
    """No text breaks the engine, and every finding lies inside it, none across another."""
    scan = engine.scan([Block(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode())])
    ends = [0]
    for row in scan.findings:
        assert ends[-1] <= row["start"] < row["end"] <= len(text)
        ends.append(int(row["end"]))
    assert scan.findings.dtype == FINDING


@given(st.text(max_size=60))
def test_location_counts_lines_and_code_points(engine: Engine, before: str) -> None:
    """Line and column of a finding are those of an editor that ends lines at LF, CR LF and CR."""
    before = before.replace("@", "").replace("\x00", "") + "\n\u3000"
    scan = engine.scan([Block((before + "taro@meibo.co.jp").encode())])
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    line, column = scan.locate(scan.findings[-1:])
    assert (line.tolist(), column.tolist()) == ([len(lines) - 1], [len(lines[-1])])


def test_folding_keeps_one_class_for_each_character() -> None:
    """Every spelling of a digit, hyphen and space folds to one ASCII character."""
    folded = Folded(["０９‐1‑2–3—4―5−6－7\u30008\u00a09".encode()])
    assert folded.chars.tobytes() == b"09-1-2-3-4-5-6-7 8 9"
    assert class_table()[ord("ー")] >= 128, "a long-vowel mark is no hyphen by itself"
    assert Folded(["03ー1234ー5678とサーバー".encode()]).chars.tobytes().startswith(b"03-1234-5678")


def test_zero_width_characters_vanish_and_offsets_lead_back() -> None:
    """Offsets of a text with hidden characters point to the text as written."""
    text = "\u200b0\ufeff9\u20600-1234-5678"
    folded = Folded([text.encode()])
    assert folded.chars.tobytes() == b"090-1234-5678"
    assert text[int(folded.restore(np.array([0]))[0])] == "0"


SECRET = bytes(range(32))


def test_a_line_is_one_person_and_copies_are_counted_once(engine: Engine) -> None:
    """Several identifiers of a line are one person's; the same person on two lines is one after union."""
    text = (
        "a.kaku@meibo.co.jp 090-2345-6781\n"
        "a.kaku@meibo.co.jp 03-3234-5671\n"
        f"個人番号 {my_number('13579246801')} b.kaku@meibo.co.jp\n"
    )
    _, keys = find_person_keys(engine.scan([Block(text.encode())]), DETECTORS, SECRET)
    assert count_persons(unite([keys])) == (2, 2)


def test_findings_of_low_confidence_make_no_person(engine: Engine) -> None:
    """Role addresses, service numbers and samples stand for nobody."""
    text = "info@meibo.co.jp\n0120-345-678\nマイナンバー 123456789018\n"
    assert len(find_person_keys(engine.scan([Block(text.encode())]), DETECTORS, SECRET)[1]) == 0


SPELLINGS = {
    "email": ("taro@meibo.co.jp", "ＴＡＲＯ＠meibo.co.jp", "taro%40meibo.co.jp", "ｔａｒｏ％４０meibo．co．jp",
              "taro [At] meibo.co.jp", "taro（ａｔ）meibo.co.jp", "taro%4\u200b0meibo.co.jp", "taro@mei\u00adbo.co.jp"),
    "jp_phone": ("090-2345-6781", "０９０－２３４５－６７８１", "+81-90-2345-6781", "+81 (0)90-2345-6781",
                 "09023456781", "090ー2345ー6781", "+819023456781", "0\u200b90-2345-6781", "+81(90)2345-6781",
                 "090.2345.6781"),
    "jp_my_number": ("398259791905", "3982 5979 1905", "３９８２－５９７９－１９０５", "3982‐5979‐1905"),
    "payment_card": ("4539148803436467", "4539-1488-0343-6467", "４５３９　１４８８　０３４３　６４６７"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPELLINGS)
def test_all_spellings_of_a_value_are_one_value(engine: Engine, name: str) -> None:
    """Every spelling is found whole, has one normal form, one person, and a mask that hides it."""
    detector = next(item for item in DETECTORS if item.id == name)
    forms, people = set(), []
    for value in SPELLINGS[name]:
        scan = engine.scan([Block(f"{detector.labels[0]}：{value}".encode())])
        (row,) = (row for row in scan.findings if DETECTORS[row["detector"]].id == name)
        assert scan.value(row) == value.replace("%40", "@")  # an escape is what it stands for
        forms.add(detector.normalise(value))
        assert row["key"].decode() in ("", detector.normalise(value))
        people.append(find_person_keys(scan, DETECTORS, SECRET)[1])
        shown = "".join(character for character in detector.mask(value) if character.isalnum())
        hidden = {"email": "aro", "jp_phone": "0234567", "jp_my_number": "9825979190", "payment_card": "880343"}[name]
        assert hidden not in unicodedata.normalize("NFKC", shown).lower()
    assert len(forms) == 1
    assert len(unite(people)) <= 1


def test_addresses_of_a_line_are_people_of_their_own(engine: Engine) -> None:
    """A list of recipients counts each of them, a telephone beside a mobile number counts nobody twice."""
    scan = engine.scan([Block(b"To: a.kaku@meibo.co.jp, b.kaku@meibo.co.jp, c.kaku@meibo.co.jp")])
    assert count_persons(unite([find_person_keys(scan, DETECTORS, SECRET)[1]])) == (3, 3)
    scan = engine.scan([Block("自宅 03-3234-5671 携帯 090-2345-6781 FAX 03-3234-5672".encode())])
    assert count_persons(unite([find_person_keys(scan, DETECTORS, SECRET)[1]])) == (1, 1)


def test_hidden_character_between_line_ends_keeps_line_numbers(engine: Engine) -> None:
    """A carriage return, a hidden character and a line feed are two line ends, as in the file."""
    scan = engine.scan([Block("a\r\u200b\ntaro@meibo.co.jp".encode())])
    assert [part.tolist() for part in scan.locate(scan.findings)] == [[2], [0]]


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.id)
def test_detector_says_what_the_architecture_asks(detector: object) -> None:
    """Every detector has both titles, three rules in both languages, a risk class, and a mask that hides."""
    assert detector.title_ja  # type: ignore[attr-defined]
    assert len(detector.rules_ja) == len(detector.rules_en) == 3  # type: ignore[attr-defined]
    assert detector.risk_class in {"C1", "C2", "C3", "C4", "C5"}  # type: ignore[attr-defined]
    assert "*" in detector.mask("1234567890123456@x.jp")  # type: ignore[attr-defined]
