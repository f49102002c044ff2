"""Text made to hurt: no quote, depth, width or length of it takes long, fails a file or hides what stands beside."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

PHONE = "090-2345-6781"
SECONDS_A_MEGABYTE = 2
"""On a slow machine with other work; ordinary text takes a twentieth of that."""


def fill(text: str, size_bytes: int) -> str:
    """A text repeated up to a size."""
    return text * (size_bytes // len(text.encode()) + 1)


def count(form: str, size_bytes: int) -> str:
    """A text with a running number, up to about a size."""
    return "".join(form.format(number) for number in range(size_bytes // len(form.format(10_000).encode())))


MEGABYTE = 1 << 20
ROW = "氏名,電話番号,備考\n"
MEMBER = f"久保 智也,{PHONE},特になし\n"
SQL = f"INSERT INTO t (tel, note) VALUES ('{PHONE}', 'a')"  # noqa: S608
XML = f"<?xml version='1.0'?><a><tel>{PHONE}</tel>"
HTML = f"<html><body><p>電話 {PHONE}</p>"
JSON = f'{{"tel":"{PHONE}",'
FORM = f"電話：{PHONE}\n"
CARD = f"BEGIN:VCARD\nTEL:{PHONE}\n"
HOSTILE: dict[str, Callable[[int], str]] = {
    "unclosed quote.csv": lambda size: '"' + fill(MEMBER, 2 * size),
    "quotes.csv": lambda size: fill('"', size) + f"\n{PHONE}\n",
    "quotes and commas.csv": lambda size: fill('",', size) + f"\n{PHONE}\n",
    "odd quotes.csv": lambda size: ROW + fill(f'"久保" 智也,""{PHONE},"特に"なし"\n', size),
    "long cell.csv": lambda size: ROW + f'久保 智也,{PHONE},"' + fill("長い備考\n", 3 * size) + '"\n',
    "columns.csv": lambda size: "".join(fill(word + ",", size) + "\n" for word in ("電話番号", PHONE, "なし")),
    "many heads.csv": lambda size: count("項目{},", size) + "\n" + fill(PHONE + ",", size),
    "header.csv": lambda size: count("列{}の名前,", 4 * size) + f"\n{PHONE}\n",
    "headers.csv": lambda size: fill(ROW, size) + MEMBER,
    "one column.csv": lambda size: "電話番号\n" + fill(PHONE + "\n", size),
    "blank lines.csv": lambda size: ROW + fill("\n", size // 2) + MEMBER,
    "blank rows.csv": lambda size: ROW + fill(",,\n", size) + MEMBER,
    "delimiters.tsv": lambda size: fill("\t", size) + f"\n{PHONE}\n",
    "joined.csv": lambda size: "姓,名,tel1,tel2,tel3\n" + fill("久保,智也,090,2345,6781\n", size),
    "deep.json": lambda size: '{"a":' * (size // 10) + f'"{PHONE}"' + "}" * (size // 10),
    "deep array.json": lambda size: fill("[", size // 2) + f'"{PHONE}"' + fill("]", size // 2),
    "never closed.json": lambda size: '[{"a":1},' + fill("[{", size) + f'"tel":"{PHONE}"',
    "closed too often.json": lambda size: f'{{"tel":"{PHONE}"}}' + fill("}]", size),
    "open string.json": lambda size: JSON + '"note":"' + fill("終わらない ", size),
    "backslashes.json": lambda size: JSON + '"note":"' + fill("\\", size) + '"}',
    "long key.json": lambda size: JSON + '"' + fill("k", size) + '":"a"}',
    "many keys.json": lambda size: JSON + count('"key{0}":{0},', 2 * size) + '"end":0}',
    "many objects.json": lambda size: f'[{{"tel":"{PHONE}"}},' + fill("{},", size) + "{}]",
    "escapes.json": lambda size: JSON + '"note":"' + fill("\\ud83d", size) + '"}',
    "no end.xml": lambda size: XML + fill("<b>", size),
    "no end of tag.xml": lambda size: XML + "<b " + fill("x='1' ", size),
    "angles.html": lambda size: HTML + fill("<", size),
    "comment.html": lambda size: HTML + "<!--" + fill("- ", size),
    "entities.html": lambda size: HTML + fill("&#12354;&amp", size),
    "cells.html": lambda size: f"<table><tr><th>電話</th></tr><tr><td>{PHONE}</td></tr>" + fill("<tr><td>", size),
    "open value.sql": lambda size: SQL + ",('" + fill("終わらない ", size),
    "brackets.sql": lambda size: SQL + ";\n" + fill("(", size),
    "statements.sql": lambda size: SQL + ";\n" + fill("insert into ", size),
    "open card.vcf": lambda size: CARD + fill("NOTE:終わらない\n ", size),
    "begins.vcf": lambda size: CARD + fill("BEGIN:VCARD\n", size),
    "pairs.log": lambda size: f"tel={PHONE} " + fill("a=", size),
    "colons.txt": lambda size: FORM + fill("：", size),
    "labels.txt": lambda size: FORM + fill("電話番号 氏名 ", size),
    "kanji.txt": lambda size: FORM + fill("田中山本東京都", size),
    "digits.txt": lambda size: FORM + "\n" + fill("1-", size),
    "percent.txt": lambda size: FORM + fill("%E3%81", size),
    "combining.txt": lambda size: FORM + fill("か\u3099\u200b", size),
    "selectors.txt": lambda size: FORM + fill("\U000e0100", size),
    "blank lines.txt": lambda size: FORM + fill("\r\n", size),
}  # fmt: skip


@pytest.mark.parametrize("size_bytes", [MEGABYTE // 30, pytest.param(MEGABYTE, marks=pytest.mark.slow)])
def test_hostile_text_is_read_to_its_end(scan_files: Any, size_bytes: int) -> None:
    """Every such file is complete and without trouble, the telephone number in it is found, and a megabyte takes
    seconds at most."""
    files = {name: write(size_bytes) for name, write in HOSTILE.items()}
    begin = time.monotonic()
    told = scan_files(files, "--workers", 2, "--file-timeout", 60)
    seconds = time.monotonic() - begin
    reasons = {name: (row["status"], row["reason"]) for name, row in told.items()}
    assert reasons == dict.fromkeys(files, ("complete", None))
    assert {name for name, row in told.items() if "jp_phone" not in row["findings"]} == set()
    megabytes = sum(len(content.encode()) for content in files.values()) / MEGABYTE
    assert seconds < 10 + SECONDS_A_MEGABYTE * megabytes
