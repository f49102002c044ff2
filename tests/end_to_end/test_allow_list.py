"""What the user has allowed is neither shown nor stored nor counted, and how much that is, is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Files = dict[str, dict[str, Any]]
Configure = Callable[[str], None] if TYPE_CHECKING else object

COMPANY = "03-3580-1234"
"""An invented telephone number of a company."""


@pytest.fixture
def configured(meibo: Any) -> Configure:
    """Writes ``meibo.toml``, which names the key."""

    def write(content: str) -> None:
        (meibo.folder / "meibo.toml").write_text('[scan]\nkey-file = "shared.key"\n' + content, "utf-8")

    return write


@pytest.fixture
def files(share: Path) -> Path:
    """Two addresses and a number, each twice, in two folders."""
    (share / "old").mkdir()
    text = "氏名 田中太郎\n電話番号 090-2345-6781\nメール hanako@mail.co.jp\nメール taro@mail.co.jp\n"
    (share / "a.txt").write_text(text, "utf-8")
    (share / "old" / "b.txt").write_text(text, "utf-8")
    return share


def allow(**conditions: str) -> str:
    return "[[allow]]\n" + "".join(f"{key} = {value}\n" for key, value in conditions.items())


def scanned(meibo: Any, files: Path, *options: object) -> tuple[dict[str, Any], str]:
    """The log's last figures and the summary of a scan."""
    done = meibo("scan", files, "--log-format", "json", *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stderr.splitlines()[-1]), done.stdout


def test_by_path(meibo: Any, files: Path, configured: Configure, list_files: Callable[..., Files]) -> None:
    """A folder with all below it: the file is read and complete, with no finding and nobody in it."""
    configured(allow(path="'old'", reason="'廃止予定'"))
    log, summary = scanned(meibo, files, "--jsonl", "a.jsonl", "--xlsx", "a.xlsx")
    rows = list_files("--min-confidence", "low")
    assert rows["old/b.txt"]["status"] == "complete"
    assert (rows["old/b.txt"]["findings"], rows["old/b.txt"]["persons"]) == ({}, 0)
    taken = sum(rows["a.txt"]["findings"].values())
    assert log["allowed"] == {"廃止予定": taken}
    assert "廃止予定" in summary
    assert rows["a.txt"]["persons"] > 0
    assert '"old/' not in (meibo.folder / "a.jsonl").read_text("utf-8")
    sheet = load_workbook(meibo.folder / "a.xlsx").worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (row,) = (row for row in cells if "廃止予定" in row)
    assert sum(value for value in row if isinstance(value, int)) == taken


@pytest.mark.slow
def test_by_pattern_and_detector(
    meibo: Any, files: Path, configured: Configure, list_files: Callable[..., Files]
) -> None:
    """All of a value must match, in any spelling; the detector may be named besides."""
    configured(
        allow(pattern="'hanako@mail\\.co\\.jp'", reason="'窓口'")
        + allow(pattern="'mail'", reason="'部分'")
        + allow(pattern="'09023456781'", detector="'jp_phone'", reason="'代表'")
        + allow(pattern="'.{1,40}'", detector="'payment_card'", reason="'カード'")
    )
    log, _ = scanned(meibo, files)
    assert log["allowed"] == {"代表": 2, "窓口": 2}
    assert list_files()["a.txt"]["findings"] == {"email": 1, "jp_name": 1}


@pytest.mark.slow
def test_by_fingerprint(meibo: Any, files: Path, configured: Configure, list_files: Callable[..., Files]) -> None:
    """As JSON lines print it, whatever the spelling of the value; conditions of one entry must all hold."""
    configured("")
    scanned(meibo, files, "--jsonl", "a.jsonl")
    rows = [json.loads(line) for line in (meibo.folder / "a.jsonl").read_text("utf-8").splitlines()]
    fingerprint = next(row["fingerprint"] for row in rows if row["detector"] == "jp_phone")
    (files / "a.txt").write_text("電話番号 ０９０（２３４５）６７８１\n電話番号 090-2345-6782\n", "utf-8")
    configured(allow(fingerprint=f"'{fingerprint.upper()}'", path="'a.*'", reason="'当番'"))
    log, _ = scanned(meibo, files)
    assert log["allowed"] == {"当番": 1}
    assert list_files()["a.txt"]["findings"] == {"jp_phone": 1}
    assert list_files()["old/b.txt"]["findings"]["jp_phone"] == 1


@pytest.mark.slow
def test_detect_heeds_it_too(meibo: Any, files: Path, configured: Configure) -> None:
    """Fingerprints only with a key: that is told."""
    (meibo.folder / "own.toml").write_text(
        allow(pattern="'hanako@mail\\.co\\.jp'", reason="'窓口'") + allow(fingerprint=f"'{'0' * 64}'", reason="'x'"),
        "utf-8",
    )
    done = meibo("detect", files, "--detectors", "email", "--config", "own.toml", "--reveal")
    assert done.returncode == 0
    assert "hanako" not in done.stdout
    assert done.stdout.count("taro@mail.co.jp") == 2
    assert "2 (窓口)" in done.stderr
    assert "--key-file" in done.stderr
    assert "--key-file" not in meibo("detect", files, "--config", "own.toml", "--key-file", "shared.key").stderr
    assert "hanako" in meibo("detect", files, "--reveal").stdout


@pytest.mark.slow
def test_an_entry_expires(meibo: Any, files: Path, configured: Configure, list_files: Callable[..., Files]) -> None:
    """It holds to the end of its last day; an expired one is told by its reason and applies no more."""
    configured(
        allow(path="'old'", reason="'古い理由'", expires="2020-03-31")
        + allow(pattern="'taro@mail\\.co\\.jp'", reason="'新しい理由'", expires="2999-03-31")
    )
    done = meibo("scan", files)
    assert done.returncode == 0
    assert "古い理由" in done.stderr
    assert "2020-03-31" in done.stderr
    assert "新しい理由" not in done.stderr
    assert "新しい理由" in done.stdout
    assert list_files()["old/b.txt"]["findings"]["email"] == 1
    assert "期限（2020-03-31）" in meibo("--lang", "ja", "scan", files).stderr


def test_nothing_is_said_without_a_list(meibo: Any, files: Path, configured: Configure) -> None:
    """Neither in the summary nor in the log."""
    configured("")
    log, summary = scanned(meibo, files)
    assert log["allowed"] == {}
    assert "allowed" not in summary


@pytest.mark.slow
def test_large_files_are_summed_up(
    meibo: Any, share: Path, configured: Configure, list_files: Callable[..., Files]
) -> None:
    """Blocks and files that are read together keep apart what was taken out of each."""
    for number in range(30):
        (share / f"{number}.txt").write_text("メール hanako@mail.co.jp\n" * (number + 1), "utf-8")
    (share / "large.txt").write_text("メール hanako@mail.co.jp\nメール taro@mail.co.jp\n" * 40_000, "utf-8")
    configured(allow(pattern="'hanako@mail\\.co\\.jp'", path="'[1l]*.txt'", detector="'email'", reason="'窓口'"))
    log, _ = scanned(meibo, share)
    assert log["allowed"] == {"窓口": 40_000 + 2 + sum(number + 1 for number in range(10, 20))}
    rows = list_files()
    assert rows["large.txt"]["findings"] == {"email": 40_000}
    assert [rows[f"{number}.txt"]["findings"] for number in (0, 1, 2)] == [{"email": 1}, {}, {"email": 3}]


def test_no_value_is_kept(meibo: Any, share: Path, configured: Configure) -> None:
    """The pattern of an entry may be a value itself: the inventory does not hold it."""
    (share / "a.txt").write_text(f"電話番号 {COMPANY}\n", "utf-8")
    configured(allow(pattern=f"'{COMPANY}'", reason="'代表電話'"))
    log, _ = scanned(meibo, share)
    assert log["allowed"] == {"代表電話": 1}
    for path in meibo.folder.glob("meibo.db*"):
        assert COMPANY.encode() not in path.read_bytes()
