"""Structured text of every kind: its records are people, its fields are named, whatever the notation."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from meibo.samples import spelling
from meibo.samples.draw import Dice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meibo.samples.people import Person

PEOPLE = 12


class Member(NamedTuple):
    """What a member table holds of a person, as written."""

    jp_name: str
    jp_phone: str
    email: str
    jp_address: str
    dob: str


def make_members(people: Sequence[Person]) -> list[Member]:
    """The first people as members."""
    return [
        Member(*(value.text for value in (
            spelling.spell_name(person), spelling.spell_phone(person.mobile, person), spelling.spell_mail(person),
            spelling.spell_address(person), spelling.spell_birth(person, "-"),
        )))
        for person in people[:PEOPLE]
    ]  # fmt: skip


def found_by_detector(rows: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """Values of each detector in reading order, doubles left out (an HTML page names a mail address twice)."""
    return {
        detector: list(dict.fromkeys(row["value"] for row in rows if row["detector"] == detector))
        for detector in Member._fields
    }


def write_json(members: Sequence[Member]) -> dict[str, str]:
    """The members as JSON: an array, nested objects, lines, an object of objects, arrays of arrays."""
    keys = ("fullName", "phone_number", "email", "home-address", "birthDate")
    plain = [dict(zip(keys, member, strict=True)) for member in members]
    nested = [
        {
            "id": number, "person": {"name": member.jp_name, "birthday": member.dob},
            "contact": {"tel": member.jp_phone, "mail": [member.email]}, "address": {"text": member.jp_address},
            "active": True, "note": None,
        }
        for number, member in enumerate(members)
    ]  # fmt: skip
    japanese = [
        dict(zip(("氏名", "電話番号", "メール", "住所", "生年月日"), member, strict=True)) for member in members
    ]
    return {
        "plain.json": json.dumps(plain),
        "wrapped.json": json.dumps({"total": len(plain), "members": plain}, ensure_ascii=False, indent=2),
        "nested.json": json.dumps({"result": {"items": nested}}, ensure_ascii=False, indent=4),
        "lines.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in japanese),
        "lines.txt": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in japanese),
        "keyed.json": json.dumps({f"user-{number}": row for number, row in enumerate(japanese)}, ensure_ascii=False),
        "table.json": json.dumps([list(japanese[0]), *map(list, members)], ensure_ascii=False),
        "script.js": f"const members = {json.dumps(japanese, ensure_ascii=False, indent=1)};\n",
    }


def write_markup(members: Sequence[Member]) -> dict[str, str]:
    """The members as XML elements and attributes, as an HTML table, list of definitions and form."""
    safe = [Member(*map(html.escape, member)) for member in members]
    tags = ("name", "tel", "mail", "address", "birthday")
    elements = "".join(
        "  <member>\n" + "".join(f"    <{tag}>{value}</{tag}>\n" for tag, value in zip(tags, member, strict=True))
        + "  </member>\n" for member in safe
    )  # fmt: skip
    attributes = "".join(
        "<m " + " ".join(f'{tag}="{value}"' for tag, value in zip(tags, member, strict=True)) + "/>\n"
        for member in safe
    )
    heads = ("お名前", "電話番号", "メールアドレス", "ご住所", "生年月日")
    table = "".join("<tr>" + "".join(f"<td>{value}</td>" for value in member) + "</tr>\n" for member in safe)
    spread = "".join(
        "<tr>\n" + "".join(f'  <td class="c"><span>{value}</span></td>\n' for value in member) + "</tr>\n"
        for member in safe
    )
    lists = "".join(
        "<dl>"
        + "".join(f"<dt>{head}</dt><dd>{value}</dd>" for head, value in zip(heads, member, strict=True))
        + "</dl>\n"
        for member in safe
    )
    header = "<tr>" + "".join(f"<th>{head}</th>" for head in heads) + "</tr>\n"
    page = "<!DOCTYPE html>\n<html><head><title>会員</title></head><body>{}</body></html>\n"
    return {
        "elements.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<members>\n{elements}</members>\n',
        "spaces.xml": f'<x:members xmlns:x="urn:x">{elements}</x:members>'.replace("<member>", "<x:member>").replace(
            "</member>", "</x:member>"
        ),
        "attributes.xml": f"<members>\n{attributes}</members>\n",
        "table.html": page.format(f"<table>{header}{table}</table>"),
        "spread.html": page.format(f"<table><thead>\n{header}</thead><tbody>{spread}</tbody></table>"),
        "lists.html": page.format(lists),
    }


def write_sql(members: Sequence[Member]) -> dict[str, str]:
    """The members as a dump with a column list, without one below its table, and as rows to copy."""
    columns = "name, phone, email, address, birthday"
    tuples = [f"({number}, '" + "', '".join(member) + "', NULL)" for number, member in enumerate(members)]
    create = (
        "CREATE TABLE `members` (\n  `id` int NOT NULL,\n  `name` varchar(64),\n  `phone` varchar(16),\n"
        "  `email` varchar(99),\n  `address` text,\n  `birthday` date,\n  `note` text,\n  PRIMARY KEY (`id`)\n);\n"
    )
    each = "".join(f"INSERT INTO members (id, {columns}, note) VALUES {row};\n" for row in tuples)  # noqa: S608
    copied = "".join("\t".join((str(number), *member, "\\N")) + "\n" for number, member in enumerate(members))
    return {
        "each.sql": f"-- dump\n{each}",
        "together.sql": f"INSERT INTO `members` (`id`, {columns}, note) VALUES\n" + ",\n".join(tuples) + ";\n",
        "created.sql": create + "INSERT INTO `members` VALUES " + ",".join(tuples) + ";\n",  # noqa: S608
        "copied.sql": f"COPY public.members (id, {columns}, note) FROM stdin;\n{copied}\\.\n\n",
    }


def write_text(members: Sequence[Member]) -> dict[str, str]:
    """The members as cards, log lines, sections of settings and forms."""
    heads = ("氏　　名", "電話番号", "E-mail", "住　　所", "生年月日")
    cards = "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{member.jp_name}\r\nN:{member.jp_name.replace(' ', ';')};;;\r\n"
        f"TEL;TYPE=CELL:{member.jp_phone}\r\nEMAIL;TYPE=HOME:{member.email}\r\n"
        f"ADR;TYPE=HOME:;;{member.jp_address};;;;\r\nBDAY:{member.dob}\r\nEND:VCARD\r\n"
        for member in members
    )
    log = "".join(
        f'2026-04-01T10:00:{number:02} INFO name="{member.jp_name}" tel={member.jp_phone} mail={member.email}'
        f' address="{member.jp_address}" birthday={member.dob} status=200\n'
        for number, member in enumerate(members)
    )
    settings = "".join(
        f"[user{number}]\nname = {member.jp_name}\ntel = {member.jp_phone}\nmail = {member.email}\n"
        f"address = {member.jp_address}\nbirthday = {member.dob}\nenabled = true\n\n"
        for number, member in enumerate(members)
    )
    forms = "\n".join(
        "■入会申込書\n" + "".join(f"{head}：{value}\n" for head, value in zip(heads, member, strict=True))
        for member in members
    )
    brackets = "\n---\n".join(
        "\n".join(f"【{head}】{value}" for head, value in zip(heads, member, strict=True)) for member in members
    )
    markdown = "# 会員\n\n| 氏名 | 電話 | メール | 住所 | 生年月日 |\n|---|---|---|---|---|\n" + "".join(
        "| " + " | ".join(member) + " |\n" for member in members
    )
    return {
        "cards.vcf": cards, "app.log": log, "users.ini": settings, "forms.txt": forms, "brackets.txt": brackets,
        "table.md": markdown,
    }  # fmt: skip


def test_each_format_gives_every_field_of_every_record(detect: Any, people: Any) -> None:
    """Names, telephones, mail addresses, addresses and birth dates are found completely and as written, whatever the
    format."""
    members = make_members(people)
    files = write_json(members) | write_markup(members) | write_sql(members) | write_text(members)
    found = {name: found_by_detector(rows) for name, rows in detect(files).items()}
    wanted = {
        detector: list(dict.fromkeys(column))
        for detector, column in zip(Member._fields, zip(*members, strict=True), strict=True)
    }
    missed = {
        (name, detector): (set(wanted[detector]) - set(values), set(values) - set(wanted[detector]))
        for name, by_detector in found.items()
        for detector, values in by_detector.items()
        if values != wanted[detector]
    }
    assert missed == {}


def test_each_format_counts_its_people(count_persons: Any, people: Any) -> None:
    """The number of records with a name is the number of people, exactly, in each format."""
    members = make_members(people)
    files = write_json(members) | write_markup(members) | write_sql(members) | write_text(members)
    assert count_persons(files) == dict.fromkeys(files, (PEOPLE, PEOPLE))


def make_transfer(people: Sequence[Person]) -> str:
    """Payments to people in records of 120 half-width characters, lines end as banks want it."""
    small = str.maketrans("ｧｨｩｪｫｯｬｭｮ", "ｱｲｳｴｵﾂﾔﾕﾖ")
    dice = Dice("transfer")
    lines = [
        "1210" + "1234567890" + f"{'ﾒｲﾎﾞｼﾖｳｼﾞ(ｶ':<40}" + "0425" + f"{'1001ﾃﾞﾓｷﾞﾝｺｳ':<19}" + f"{'101ﾎﾝﾃﾝ':<18}" + "12345678"
    ]
    for person in people:
        payee = spelling.spell_kana(person, script="half").text.translate(small)
        lines.append(
            f"2{'1002ﾃﾞﾓｼﾝｷﾝ':<19}{'205ｴｷﾏｴ':<18}    1{person.account:>07}{payee:<30}{dice.between(1, 10**6):010}1"
        )
    lines += [f"8{len(people):06}{123:012}", "9"]
    return "".join(f"{line:<120}\r\n" for line in lines)


@pytest.mark.slow
def test_a_bank_transfer_names_its_payees(detect: Any, count_persons: Any, people: Any) -> None:
    """A transfer file of the banks, in CP932 with half-width kana, holds the payees at their place and nobody else."""
    text = make_transfer(people)
    files = {"給与.txt": text.encode("cp932"), "zengin.dat": text.replace("\r\n", "").encode("cp932")}
    found = detect(files)
    small = str.maketrans("ｧｨｩｪｫｯｬｭｮ", "ｱｲｳｴｵﾂﾔﾕﾖ")
    payees = [spelling.spell_kana(person, script="half").text.translate(small) for person in people]
    names = [row for row in found["給与.txt"] if row["detector"] == "jp_name"]
    assert [row["value"] for row in names] == payees
    assert [row["location"] for row in names] == [{"line": line, "column": 51} for line in range(2, len(people) + 2)]
    assert [row["value"] for row in found["zengin.dat"] if row["detector"] == "jp_name"] == payees
    assert count_persons(files) == dict.fromkeys(files, (len(people), len(people)))
