"""No value of a scanned file leaves the worker: not into the inventory, a report, a log, or onto the terminal."""

from __future__ import annotations

import os
import re
import signal
import unicodedata
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOUND = {
    "個人番号": "5319-0482-7619",
    "クレジットカード番号": "4539-5787-6362-1486",
    "電話番号": "090-7391-4826",
    "メール": "kanaria.zq7x@mail.co.jp",
}
UNSEEN = {
    "氏名": "金糸雀坂囀太郎",
    "住所": "幻都架空町字囀谷七丁目八三二番地",
    "備考": "kanariakanaria-8f3e2b7c",
    "パスワード": "Zw9!kanaria-sesame",
    "口座": "7392648",
}
"""What no detector need know, and what must not slip out all the same."""
HIDDEN = {
    "ログインパスワード": "Kv4-sWZ8q2Tb",
    "診断名": "金糸雀性囀熱",
    "学歴": "囀谷学院大学卒業",
}
"""What is found and not even shown as a mask: its kind at the most."""


def make_my_number() -> str:
    """An invented My Number with its check digit."""
    digits = "53190482761"
    rest = (
        sum(int(digit) * weight for digit, weight in zip(digits, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    )
    return "-".join(re.findall("....", digits + ("0" if rest < 2 else str(11 - rest))))


FOUND["個人番号"] = make_my_number()
HIDING = ("credential", "sensitive", "personal_attribute")
ALL = FOUND | UNSEEN | HIDDEN
CANARIES = list(ALL.values())


def spellings() -> Iterator[bytes]:
    """Each canary as written, normalised and in half of its length, in the encodings that outputs use."""
    for canary in CANARIES:
        local = canary.partition("@")[0]  # the domain may be shown
        for form in {local, unicodedata.normalize("NFKC", local), local.replace("-", ""), local.lower()}:
            middle = form[1:-3] if len(form) > 12 else form
            for text in {form, middle}:
                yield from (text.encode("utf-8"), text.encode("utf-16-le"), text.encode("unicode_escape"))


@pytest.fixture
def canaries(share: Path) -> Path:
    """The canaries in several encodings, formats and states, also in files that cannot be read to their end."""
    text = "\n".join(f"{label}: {value}" for label, value in ALL.items()) + "\n"
    table = ",".join(ALL) + "\n" + ",".join(ALL.values()) + "\n"
    for name, content in (
        ("a.txt", text.encode()), ("b.csv", table.encode("cp932", "replace")), ("c.txt", text.encode("utf-16")),
        ("broken.txt", text.encode() + b"\xff\xfe\xff" + text.encode() * 3), ("d.json", repr(ALL).encode()),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + text.encode()), ("archive.zip", b"PK\x03\x04" + text.encode()),
        ("many.txt", text.encode() * 300), ("nul.bin", b"\0" * 100 + text.encode()),
    ):  # fmt: skip
        (share / name).write_bytes(content)
    (share / "locked.txt").write_bytes(text.encode())
    (share / "locked.txt").chmod(0)
    return share


def read_everything(folder: Path) -> dict[str, bytes]:
    """Every file of the desk; workbooks with their parts unpacked."""
    contents = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        contents[path.name] = path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    contents[f"{path.name}!{name}"] = archive.read(name)
    return contents


@pytest.mark.slow
def test_no_value_leaves_the_worker(meibo: Any, canaries: Path) -> None:
    """Canaries are found and counted, yet appear in nothing that is written or printed."""
    reports = ("--xlsx", "a.xlsx", "--csv", "a.csv", "--jsonl", "a.jsonl", "--min-confidence", "low", "--all-locations")
    outputs = [
        meibo.without_rights("scan", canaries, *reports),
        meibo.without_rights("scan", canaries, "--log-format", "json", "--file-memory", "2M", "-i", "tight.db"),
        meibo.without_rights("scan", canaries, "--lang", "ja", "-i", "ja.db", "--xlsx", "ja.xlsx"),
        meibo("list"), meibo("list", "--format", "json"), meibo("list", "--format", "csv"),
        meibo("show", "a.txt"), meibo("show", "a.txt", "--format", "json"),
        meibo.without_rights("detect", canaries, "--min-confidence", "low"),
        meibo.without_rights("detect", canaries, "--format", "jsonl"),
    ]  # fmt: skip
    contents = read_everything(meibo.folder)
    for number, done in enumerate(outputs):
        contents[f"stdout {number}"] = done.stdout.encode("utf-8", "surrogateescape")
        contents[f"stderr {number}"] = done.stderr.encode("utf-8", "surrogateescape")
    found = contents["a.jsonl"]
    for detector in (b"jp_my_number", b"payment_card", b"jp_phone", b"email", *(name.encode() for name in HIDING)):
        assert detector in found
    assert b"locked.txt" in contents["stderr 0"]
    assert len(contents["meibo.db"]) > 50_000
    leaks = [(name, raw) for raw in set(spellings()) for name, content in contents.items() if raw in content]
    assert leaks == []


@pytest.mark.slow
def test_no_value_is_left_in_the_log_while_a_scan_runs(
    meibo: Any, canaries: Path, processes: Any, write_plain: Any
) -> None:
    """The write-ahead log and whatever a killed scan leaves behind hold no value either."""
    large = write_plain(canaries / "z-large.txt", 10)
    process = meibo.start("scan", canaries, "--all-locations", "--workers", 2)
    os.kill(processes.wait_for_reader(process.pid, large), signal.SIGSTOP)  # the other worker goes on
    processes.wait_until(lambda: b"many.txt" in (meibo.folder / "meibo.db-wal").read_bytes())
    process.kill()
    process.wait()
    contents = read_everything(meibo.folder)
    assert {"meibo.db", "meibo.db-wal", "meibo.db-shm"} <= set(contents)
    assert [name for raw in set(spellings()) for name, content in contents.items() if raw in content] == []
