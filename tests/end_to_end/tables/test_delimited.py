"""Delimited text: whatever its delimiter, encoding and header, a value stands at its row and cell."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from meibo.samples import spelling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meibo.samples.people import Person

HEADER = ("氏名", "電話番号", "メールアドレス", "住所", "生年月日", "備考")
DETECTORS = ("jp_name", "jp_phone", "email", "jp_address", "dob")
Table = list[tuple[str, ...]]


def make_row(person: Person) -> tuple[str, ...]:
    """A person as the cells of HEADER."""
    spelled = (
        spelling.spell_name(person), spelling.spell_phone(person.mobile, person), spelling.spell_mail(person),
        spelling.spell_address(person), spelling.spell_birth(person),
    )  # fmt: skip
    return (*(value.text for value in spelled), "特になし")


def write_table(table: Sequence[Sequence[str]], delimiter: str = ",", quoting: Any = csv.QUOTE_MINIMAL) -> str:
    """Rows as delimited text."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerows(table)
    return text.getvalue()


def wanted(rows: Sequence[tuple[str, ...]], first: int) -> set[tuple[Any, ...]]:
    """Detector, row, column and value of the cells of people whose first row has this number."""
    return {
        (detector, number, place, value)
        for number, row in enumerate(rows, first)
        for place, (detector, value) in enumerate(zip(DETECTORS, row, strict=False), 1)
    }


def place(found: Sequence[dict[str, Any]]) -> set[tuple[Any, ...]]:
    """Detector, row, column and value of findings."""
    assert all(sorted(row["location"]) == ["column", "row"] for row in found)
    return {(row["detector"], row["location"]["row"], row["location"]["column"], row["value"]) for row in found}


def test_any_delimiter_quoting_and_encoding(detect: Any, people: Any) -> None:
    """A table is read with each delimiter, quoted or not, in each encoding, also under a name that says nothing."""
    rows = [make_row(person) for person in people[:8]]
    table = [HEADER, *rows]
    files = {
        f"{name}{number}.{suffix}": write_table(table, delimiter, quoting).encode(encoding)
        for name, delimiter in (("comma", ","), ("tab", "\t"), ("semicolon", ";"), ("pipe", "|"), ("caret", "^"))
        for number, quoting in enumerate((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
        for suffix, encoding in (("csv", "utf-8-sig"), ("txt", "utf-8"), ("dat", "cp932"), ("tsv", "utf-16"))
    } | {
        f"{encoding}.csv": write_table(table).encode(encoding)
        for encoding in ("cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-be", "utf-16-le")
    }
    found = detect(files)
    differing = {name: place(found[name]) ^ wanted(rows, 2) for name in files}
    assert {name: places for name, places in differing.items() if places} == {}
    assert {row["confidence"] for row in found["comma0.txt"]} == {"high"}


def test_a_header_stands_anywhere_or_nowhere(detect: Any, people: Any) -> None:
    """Title and blank rows, repeated headers, two-row headers and rows before the header all count as rows."""
    rows = [make_row(person) for person in people[:9]]
    headless = [make_row(person) for person in people if len(person.given.kanji) > 1][:9]
    two_rows = [("氏名", "連絡先", "", "住所", "生年月日", "備考"), ("", "電話番号", "メール", "", "", "")]
    titles: Table = [("会員名簿",), (), ("2026年4月1日現在", "", "部外秘"), ()]
    files = {
        "titles.csv": write_table([*titles, HEADER, *rows]),
        "repeated.csv": write_table([HEADER, *rows[:4], HEADER, *rows[4:]]),
        "two rows.csv": write_table([*titles, *two_rows, *rows]),
        "two tables.csv": write_table([HEADER, *rows[:4], (), ("退会者",), HEADER, *rows[4:]]),
        "none.csv": write_table(headless),
    }
    found = detect(files)
    places = {name: place(rows_found) for name, rows_found in found.items()}
    assert places["titles.csv"] == wanted(rows, 6)
    assert places["repeated.csv"] == wanted(rows[:4], 2) | wanted(rows[4:], 7)
    assert places["two rows.csv"] == wanted(rows, 7)
    assert places["two tables.csv"] == wanted(rows[:4], 2) | wanted(rows[4:], 9)
    found_headless = {item for item in places["none.csv"] if item[0] != "dob"}  # a date alone tells no birth
    assert found_headless == {item for item in wanted(headless, 1) if item[0] != "dob"}


def test_a_quoted_cell_is_one_cell(detect: Any, people: Any) -> None:
    """Line breaks, delimiters and doubled quotes inside quotes end neither cell nor row; places stay those of the raw
    cell."""
    person, other = people[0], people[1]
    phone = spelling.spell_phone(person.mobile, person).text
    note = f'連絡は "{phone}" まで,\r\n不在の時は\r\n"{spelling.spell_mail(person).text}" へ'
    table = [("氏名", "備考", "電話番号"), (spelling.spell_name(person).text, note, "なし")]
    table += [(spelling.spell_name(other).text, "特になし", spelling.spell_phone(other.mobile, other).text)]
    found = detect({"notes.csv": write_table(table)})["notes.csv"]
    assert place(found) == {
        ("jp_name", 2, 1, table[1][0]), ("jp_phone", 2, 2, phone),
        ("email", 2, 2, spelling.spell_mail(person).text),
        ("jp_name", 3, 1, table[2][0]), ("jp_phone", 3, 3, table[2][2]),
    }  # fmt: skip
    raw = note.replace('"', '""')
    spans = {row["detector"]: (row["start"], row["end"]) for row in found if row["location"]["column"] == 2}
    for detector, value in (("jp_phone", phone), ("email", spelling.spell_mail(person).text)):
        start = raw.index(value)
        assert spans[detector] == (start, start + len(value))


JOINED = {
    "name": (("No", "姓", "名", "会員種別"), ("jp_name", 2)),
    "reading": (("No", "セイ", "メイ", "会員種別"), ("jp_name", 2)),
    "postal": (("No", "郵便番号1", "郵便番号2", "会員種別"), ("jp_postal", 2)),
    "zip": (("id", "zip1", "zip2", "rank"), ("jp_postal", 2)),
    "phone": (("No", "会員種別", "電話番号1", "電話番号2", "電話番号3"), ("jp_phone", 3)),
    "tel": (("id", "rank", "tel1", "tel2", "tel3"), ("jp_phone", 3)),
    "address": (("No", "都道府県", "市区町村", "町域", "番地"), ("jp_address", 2)),
    "birth": (("No", "生年", "月", "日"), ("dob", 2)),
    "birthday": (("id", "birth_year", "birth_month", "birth_day"), ("dob", 2)),
}


def make_split(kind: str, person: Person) -> tuple[str, ...]:
    """The cells of a value that JOINED splits."""
    home = person.address
    return {
        "name": (person.surname.kanji, person.given.kanji),
        "reading": (person.surname.kana, person.given.kana),
        "postal": (home.postal[:3], home.postal[3:]),
        "zip": (home.postal[:3], home.postal[3:]),
        "phone": person.mobile.groups,
        "tel": person.mobile.groups,
        "address": (home.prefecture, home.municipality, home.town, spelling.format_house(home, "dash")),
    }.get(kind) or tuple(str(part) for part in (person.born.year, person.born.month, person.born.day))


def test_a_value_of_several_cells_stands_at_its_first(detect: Any, people: Any) -> None:
    """Names, postal codes, telephones, addresses and dates split over cells are one finding each, shown joined."""
    files = {}
    for kind, (header, (_, first)) in JOINED.items():
        others = len(header) - len(make_split(kind, people[0])) - 1
        rows = []
        for number, person in enumerate(people[:12], 101):
            split = make_split(kind, person)
            rest = ("一般",) * others
            rows.append((str(number), *split, *rest) if first == 2 else (str(number), *rest, *split))
        files[f"{kind}.csv"] = write_table([header, *rows])
    found = detect(files)
    for kind, (_, (detector, first)) in JOINED.items():
        glue = {"jp_name": " ", "jp_address": "", "dob": "."}.get(detector, "-")
        hits = [row for row in found[f"{kind}.csv"] if row["detector"] == detector]
        assert [(row["location"], row["value"]) for row in hits] == [
            ({"row": number, "column": first}, glue.join(make_split(kind, person)))
            for number, person in enumerate(people[:12], 2)
        ], kind
        assert all("joined" in row["evidence"] for row in hits)
        assert [row for row in found[f"{kind}.csv"] if row["detector"] != detector] == []


def test_parts_below_a_common_header_are_one_value(detect: Any, people: Any) -> None:
    """Of a header of two rows the upper cell says what the parts below it are together."""
    kinds = ("name", "address", "phone", "birth")
    upper = ("No", "氏名", "", "住所", "", "", "", "電話番号", "", "", "生年月日", "", "")
    lower = ("", "姓", "名", "都道府県", "市区町村", "町名", "番地", "1", "2", "3", "年", "月", "日")
    rows = [
        (str(number), *(cell for kind in kinds for cell in make_split(kind, person)))
        for number, person in enumerate(people[:10], 1)
    ]
    found = detect({"common.csv": write_table([("会員名簿",), upper, lower, *rows])})["common.csv"]
    places = {"jp_name": 2, "jp_address": 4, "jp_phone": 8, "dob": 11}
    told = {(row["detector"], row["location"]["row"], row["location"]["column"]) for row in found}
    assert told == {(detector, number, place) for number in range(4, 14) for detector, place in places.items()}
    assert {row["confidence"] for row in found} == {"high"}


def test_lost_leading_zeros_are_put_back(detect: Any, people: Any) -> None:
    """My Numbers of 11 digits, telephones without their 0 and postal codes of 6 digits are found under their header."""
    chosen = [person for person in people if person.my_number.startswith("0")][:5]
    assert len(chosen) == 5
    rows = [(person.my_number[1:], person.mobile.digits[1:]) for person in chosen]
    found = detect({"lost.csv": write_table([("個人番号", "携帯電話"), *rows])})["lost.csv"]
    assert place(found) == {
        item
        for number, person in enumerate(chosen, 2)
        for item in (("jp_my_number", number, 1, person.my_number), ("jp_phone", number, 2, person.mobile.digits))
    }
    assert all("zero-restored" in row["evidence"] for row in found)


def test_one_digit_a_cell(detect: Any, people: Any) -> None:
    """A My Number in twelve cells of a form is one finding at the first of them."""
    person = people[3]
    rows = [("個人番号届出書",), (), ("個人番号", *person.my_number), ("氏名", spelling.spell_name(person).text)]
    found = detect({"form.csv": write_table(rows)})["form.csv"]
    places = {(row["detector"], row["location"]["row"], row["location"]["column"]) for row in found}
    assert places == {("jp_my_number", 3, 2), ("jp_name", 4, 2)}
    values = {row["detector"]: "".join(filter(str.isdigit, row["value"])) for row in found}
    assert values["jp_my_number"] == person.my_number


def test_tables_without_rows(detect: Any) -> None:
    """An empty table, a header alone or a lone quote holds nothing and is no trouble."""
    texts = ("", "\r\n", ",,,\r\n", "氏名,電話番号\r\n", '"\r\n', '""\r\n', '"', ",", "\0,\0\n")
    files = {f"{number}.csv": text for number, text in enumerate(texts)}
    assert [name for name, rows in detect(files, "low").items() if rows] == []
