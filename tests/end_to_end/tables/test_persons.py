"""How many people a file holds: exact for tables and forms, a range for prose, and each person once."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from meibo.samples import spelling
from meibo_detectors.person_sets import count_persons as count_keys
from meibo_detectors.person_sets import unite, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from meibo.samples.people import Person

HEADER = "会員番号,氏名,フリガナ,電話番号,メールアドレス,住所,生年月日\n"


def make_row(person: Person) -> str:
    """A person as a row below HEADER."""
    cells = (
        person.member_id, spelling.spell_name(person).text, spelling.spell_kana(person).text,
        spelling.spell_phone(person.mobile, person).text, spelling.spell_mail(person).text,
        spelling.spell_address(person).text, spelling.spell_birth(person).text,
    )  # fmt: skip
    return ",".join(cells) + "\n"


def make_roster(people: Sequence[Person]) -> str:
    """People as a table."""
    return HEADER + "".join(map(make_row, people))


def name(person: Person, gap: str = " ") -> str:
    return spelling.spell_name(person, gap).text


def phone(person: Person) -> str:
    return spelling.spell_phone(person.mobile, person).text


def mail(person: Person) -> str:
    return spelling.spell_mail(person).text


@pytest.fixture
def read_person_keys(meibo: Any) -> Callable[[], dict[str, bytes]]:
    """The person keys of every file of the inventory."""

    def read() -> dict[str, bytes]:
        query = (
            "SELECT path, keys FROM versions JOIN assets ON assets.id = asset_id JOIN person_keys USING (reading_id)"
        )
        with contextlib.closing(sqlite3.connect(meibo.folder / "meibo.db")) as connection:
            return dict(connection.execute(query).fetchall())

    return read


def counts_twice(path: str) -> bool:
    """A mail's header names people in Latin letters whom its body names in kanji, and the form fields of a PDF are
    another record than its page: such people are counted twice as yet."""
    return path.endswith((".eml", ".mbox", ".msg", ".pdf"))


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "persons"), [(3, 30), (11, 120), (5, 800)])
def test_rosters_of_the_sample_share_are_exact(meibo: Any, tmp_path: Path, seed: int, persons: int) -> None:
    """Least and most of every roster are what the answer key says, of every other file they hold it between them."""
    command = [sys.executable, "-m", "meibo", "demo", tmp_path / "demo", "--seed", str(seed), "--persons", str(persons)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    lines = (tmp_path / "demo" / "answer-key.jsonl").read_text("utf-8").splitlines()
    truth = [row for row in map(json.loads, lines) if "persons" in row and "password" not in row]
    assert meibo("scan", tmp_path / "demo" / "share", "--quiet").returncode == 0
    listed = json.loads(meibo("list", "--format", "json").stdout)
    counted = {row["path"]: (row["persons_least"], row["persons"]) for row in listed}
    rosters = {row["path"]: (row["persons"], row["persons"]) for row in truth if row["roster"]}
    assert {path: counted[path] for path in rosters} == rosters
    assert len(rosters) > 20
    beside = {row["path"]: (row["persons"], counted[row["path"]]) for row in truth if not counts_twice(row["path"])}
    assert {path: told for path, told in beside.items() if not told[1][0] <= told[0] <= told[1][1]} == {}


def test_people_are_counted_once(count_persons: Any, read_person_keys: Any, people: Any) -> None:
    """A repeated row counts once in a file, and a person of two files once in both together."""
    staff, both, customers = people[:10], people[8:10], people[8:25]
    files = {
        "once.csv": make_roster(staff), "repeated.csv": make_roster([*staff, *staff, *staff[:3]]),
        "customers.csv": make_roster(customers),
        "cards.vcf": "".join(
            f"BEGIN:VCARD\nVERSION:3.0\nFN:{name(person)}\nTEL:{phone(person)}\nEMAIL:{mail(person)}\nEND:VCARD\n"
            for person in people[20:30]
        ),
    }  # fmt: skip
    counted = count_persons(files)
    assert counted == {
        "once.csv": (10, 10), "repeated.csv": (10, 10), "customers.csv": (17, 17), "cards.vcf": (10, 10),
    }  # fmt: skip
    keys = {path: unpack(blob) for path, blob in read_person_keys().items()}
    assert count_keys(unite([keys["once.csv"], keys["repeated.csv"]])) == (10, 10)
    assert count_keys(unite([keys["once.csv"], keys["customers.csv"]])) == (27 - len(both), 27 - len(both))
    assert count_keys(unite(list(keys.values()))) == (30, 30)


@pytest.mark.slow
def test_another_spelling_is_no_other_person(count_persons: Any, read_person_keys: Any, people: Any) -> None:
    """Widths, gaps, hyphens and notations of the same data join the same people."""
    wide = [
        f"{name(person, '　')},{spelling.widen(spelling.spell_phone(person.mobile, person)).text},"
        f"{mail(person).upper()},{spelling.spell_birth(person, 'era').text}\n"
        for person in people[:15]
    ]
    plain = [
        f"{name(person)},{person.mobile.digits},{mail(person)},{spelling.spell_birth(person, '-').text}\n"
        for person in people[:15]
    ]
    header = "氏名,携帯電話,メール,生年月日\n"
    files = {
        "wide.csv": header + "".join(wide), "plain.csv": header + "".join(plain),
        "both.csv": header + "".join(wide + plain),
    }  # fmt: skip
    assert count_persons(files) == dict.fromkeys(files, (15, 15))
    assert count_keys(unite([unpack(blob) for blob in read_person_keys().values()])) == (15, 15)


def test_one_form_card_or_object_is_one_person(count_persons: Any, people: Any) -> None:
    """A form with every kind of data, a card with several telephones and a nested object are one person each."""
    person = people[4]
    home = spelling.spell_phone(person.home_phone, person).text
    address = spelling.spell_address(person).text
    form = (
        f"入会申込書\n\n氏　名　{name(person)}\nフリガナ　{spelling.spell_kana(person).text}\n"
        f"生年月日　{spelling.spell_birth(person, '年').text}\n\n住所　〒{spelling.spell_postal(person).text}\n"
        f"　　　{address}\n電話（自宅）　{home}\n電話（携帯）　{phone(person)}\nE-mail　{mail(person)}\n"
    )
    grid = (
        f"入会申込書,,,\n氏名,{name(person)},生年月日,{spelling.spell_birth(person).text}\n"
        f"住所,{address},電話番号,{phone(person)}\nメール,{mail(person)},性別,男\n"
    )
    card = (
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name(person)}\nX-PHONETIC-NAME:{spelling.spell_kana(person).text}\n"
        f"TEL;TYPE=HOME:{home}\nTEL;TYPE=CELL:{phone(person)}\nEMAIL:{mail(person)}\nEMAIL:second.{mail(person)}\n"
        f"ADR;TYPE=HOME:;;{address};;;;\nEND:VCARD\n"
    )
    nested = {
        "user": {
            "name": {"full": name(person), "kana": spelling.spell_kana(person).text},
            "phones": [{"type": "home", "number": home}, {"type": "mobile", "number": phone(person)}],
            "email": mail(person), "address": {"text": address},
        }
    }  # fmt: skip
    files = {
        "form.txt": form, "grid.csv": grid, "card.vcf": card,
        "object.json": json.dumps(nested, ensure_ascii=False, indent=2),
    }  # fmt: skip
    assert count_persons(files) == dict.fromkeys(files, (1, 1))


def test_two_people_in_one_row_are_two(count_persons: Any, people: Any) -> None:
    """Couples, and an insured person with a dependant, side by side in a row count both."""
    pairs = list(zip(people[:12:2], people[1:12:2], strict=True))
    split = "姓,名,電話番号,姓,名,電話番号\n" + "".join(
        ",".join((one.surname.kanji, one.given.kanji, phone(one), two.surname.kanji, two.given.kanji, phone(two)))
        + "\n"
        for one, two in pairs
    )
    whole = "氏名,メール,配偶者氏名,配偶者メール\n" + "".join(
        f"{name(one)},{mail(one)},{name(two)},{mail(two)}\n" for one, two in pairs
    )
    assert count_persons({"split.csv": split, "whole.csv": whole}) == {"split.csv": (12, 12), "whole.csv": (12, 12)}


@pytest.mark.slow
def test_clerks_are_not_mixed_with_customers(count_persons: Any, read_person_keys: Any, people: Any) -> None:
    """The clerk of each row is a person of his own; the customer's data are not his."""
    customers, clerks = people[:20], people[30:32]
    header = "氏名,電話番号,住所,担当者\n"
    table = header + "".join(
        f"{name(person)},{phone(person)},{spelling.spell_address(person).text},{name(clerks[number % 2])}\n"
        for number, person in enumerate(customers)
    )
    first = header.replace("担当者", "").replace("氏名", "営業担当,氏名") + "".join(
        f"{clerks[number % 2].surname.kanji},{name(person)},{phone(person)},{spelling.spell_address(person).text},\n"
        for number, person in enumerate(customers)
    )
    assert count_persons({"table.csv": table, "first.csv": first}) == {"table.csv": (22, 22), "first.csv": (20, 20)}
    keys = read_person_keys()
    assert count_keys(unite([unpack(keys["table.csv"]), unpack(keys["first.csv"])])) == (22, 22)


@pytest.mark.slow
def test_prose_gives_a_range(count_persons: Any, people: Any) -> None:
    """Minutes name some people in full and some by surname; least and most hold the truth, and it is no wide range."""
    chair, writer, other, absent = people[:4]
    text = (
        "営業会議 議事録\n\n日時：2026年4月15日 10:00\n"
        f"出席者：{name(chair, '')}部長、{name(writer, '')}、{name(other, '')}様\n\n"
        f"1. {chair.surname.kanji}部長より、四月の売上について説明があった。\n"
        f"2. {writer.surname.kanji}さんから{name(absent, '')}様（{phone(absent)}）への回答を報告した。\n"
        f"3. 次回は{other.surname.kanji}様が{mail(other)}へ資料を送る。\n"
    )
    least, most = count_persons({"minutes.txt": text})["minutes.txt"]
    assert least <= 4 <= most
    assert least >= 3
    assert most <= 8


@pytest.mark.slow
def test_figures_and_companies_are_nobody(count_persons: Any) -> None:
    """Articles, orders and companies with telephones and addresses count no person."""
    companies = "会社名,所在地,代表電話,URL\n" + "".join(
        f"株式会社テスト{kind}商会,東京都千代田区神田{number}-2-3,03-3456-78{number}0,https://www.mail.co.jp\n"
        for number, kind in enumerate("青赤白黒", 1)
    )
    orders = "注文番号,品名,数量,金額\n" + "".join(f"4012{number:08},鉛筆,3,540\n" for number in range(50))
    stores = "店舗名,住所,電話番号,営業時間\n" + "".join(
        f"{place}店,大阪府大阪市北区梅田{number}-1-1,06-6345-12{number}0,10:00-20:00\n"
        for number, place in enumerate(("駅前", "本町", "南"), 1)
    )
    files = {"companies.csv": companies, "orders.csv": orders, "stores.csv": stores}
    assert count_persons(files) == dict.fromkeys(files, (0, 0))
