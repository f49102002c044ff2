"""``meibo diff``, and what ``meibo list`` says of files that were not read or not seen, over three nights."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import pyzipper

from meibo.assessment.change import Kind
from meibo.cli.main import main
from meibo.inventory.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PEOPLE = ("佐藤花子", "鈴木一郎", "高橋健太", "田中美咲", "伊藤大輔", "渡辺直美", "中村拓也", "小林由美", "加藤誠")
ROSTER = "氏名,電話番号\n" + "".join(f"{name},090-2345-67{number}1\n" for number, name in enumerate(PEOPLE))
ONE_MORE = "山田太郎,090-2345-7788\n"
HOSTILE = "=cmd\x1b[2J.csv"


@pytest.fixture(scope="module")
def nights(module_meibo: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three scans: one of all, one that cannot see ``役員``, one that may again and leaves ``*.log`` out."""
    share = tmp_path_factory.mktemp("nights") / "share"
    for folder in ("人事", "役員", "共有", "営業"):
        (share / folder).mkdir(parents=True)
    (share / "人事" / "名簿.csv").write_text(ROSTER, "utf-8")
    (share / "人事" / "名簿.csv").chmod(0o600)
    (share / "人事" / "旧名簿.csv").write_text(ROSTER + ONE_MORE, "utf-8")
    (share / "営業" / "顧客.csv").write_text(ROSTER, "cp932")
    (share / "営業" / "退会.txt").write_text("電話 090-2345-6781\n", "utf-8")
    (share / "営業" / "写真.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(5000))
    (share / "営業" / "接続.log").write_text("なし\n", "utf-8")
    (share / "役員" / "報酬.txt").write_text("電話 090-2345-6799\n", "utf-8")
    with pyzipper.AESZipFile(share / "役員" / "控え.zip", "w") as archive:
        archive.writestr("a.txt", "電話 090-2345-6798\n")
        archive.setpassword(b"unknown")
        archive.setencryption(pyzipper.WZ_AES)
        archive.writestr("b.txt", ROSTER)
    scan = ("scan", share, "--quiet", "--no-progress")
    assert module_meibo(*scan).returncode == 0

    (share / "人事" / "名簿.csv").chmod(0o644)
    (share / "人事" / "旧名簿.csv").rename(share / "共有" / "旧名簿.csv")
    (share / "営業" / "顧客.csv").write_text(ROSTER + ONE_MORE, "cp932")
    (share / "営業" / "退会.txt").unlink()
    shutil.copy(share / "営業" / "写真.jpg", share / "共有" / "写真2.jpg")
    (share / "共有" / HOSTILE).write_text("電話 090-2345-6733\n", "utf-8")
    (share / "役員").chmod(0)
    assert module_meibo.without_rights(*scan).returncode == 3

    (share / "役員").chmod(0o755)
    assert module_meibo(*scan, "--again", "partial,skipped", "--exclude", "*.log").returncode == 0
    return share


@pytest.fixture
def run(module_meibo: Any, nights: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The command in this process, which is faster; returns its exit code."""
    monkeypatch.chdir(module_meibo.folder)

    def call(*arguments: object) -> int:
        try:
            return main(["--lang", "en", *map(str, arguments)])
        except SystemExit as error:  # of the argument parser
            return int(error.code or 0)

    return call


@pytest.fixture
def diff(run: Any, capsys: Any) -> Callable[..., dict[str, Any]]:
    """The differences as JSON."""

    def ask(*arguments: object) -> dict[str, Any]:
        assert run("diff", "--format", "json", *arguments) == 0
        said = capsys.readouterr()
        assert said.err == ""
        told: dict[str, Any] = json.loads(said.out)
        return told

    return ask


def kinds_of(told: dict[str, Any]) -> dict[str, list[str]]:
    return {change["path"]: change["kinds"] for change in told["changes"]}


SECOND = {
    "人事/名簿.csv": ["access-opened"],
    "営業/顧客.csv": ["grown"],
    "共有/旧名簿.csv": ["moved"],
    f"共有/{HOSTILE}": ["new"],
    "役員/報酬.txt": ["unseen"],
    "役員/控え.zip": ["unseen"],
    "営業/退会.txt": ["gone"],
    "共有/写真2.jpg": ["new"],
}


def test_the_second_night(diff: Any) -> None:
    """Every change by its kinds, the opened roster first, with figures, places and totals."""
    told = diff(1, 2)
    assert kinds_of(told) == SECOND
    assert next(iter(kinds_of(told))) == "人事/名簿.csv"
    some = {"files": 8, "access-opened": 1, "grown": 1, "moved": 1, "new": 2, "unseen": 2, "gone": 1}
    assert told["totals"] == {**{kind.value: 0 for kind in Kind}, **some}
    rows = {change["path"]: change for change in told["changes"]}
    opened, moved = rows["人事/名簿.csv"], rows["共有/旧名簿.csv"]
    assert (opened["old"]["access"], opened["new"]["access"]) == ("owner", "everyone")
    assert rows["営業/顧客.csv"]["findings_change"] > 0
    assert moved["moved_from"]["path"] == "人事/旧名簿.csv"
    assert (rows["営業/退会.txt"]["new"], rows["営業/退会.txt"]["old"]["status"]) == (None, "complete")
    assert told["remarks"] == []
    assert [told["old"]["scan"], told["new"]["scan"], told["new"]["state"]] == [1, 2, "finished"]


def test_the_last_two_are_compared_unless_others_are_named(diff: Any) -> None:
    """Other filters are remarked; what they leave out is not gone, what was hidden is seen again."""
    told = diff()
    assert (told["old"]["scan"], told["new"]["scan"]) == (2, 3)
    assert kinds_of(told) == {
        "役員/報酬.txt": ["newly-seen"], "役員/控え.zip": ["newly-seen"], "営業/接続.log": ["left-out"],
    }  # fmt: skip
    assert [remark["code"] for remark in told["remarks"]] == ["filters-differ"]


def test_kinds_and_paths_are_chosen(diff: Any) -> None:
    """Totals count what was chosen; a path may be the old one of a file that moved."""
    told = diff(1, 2, "--kind", "new,gone")
    assert set(kinds_of(told)) == {f"共有/{HOSTILE}", "共有/写真2.jpg", "営業/退会.txt"}
    assert (told["totals"]["files"], told["totals"]["grown"]) == (3, 0)
    assert kinds_of(diff(1, 2, "--path", "人事/*")) == {
        "人事/名簿.csv": ["access-opened"],
        "共有/旧名簿.csv": ["moved"],
    }


def test_the_table(module_meibo: Any, nights: Path, run: Any, capsys: Any) -> None:
    """In both languages; no name steers the terminal; the last line says how many."""
    done = module_meibo("diff", 1, 2, "--lang", "ja")
    assert done.returncode == 0
    assert "閲覧範囲が拡大" in done.stdout.splitlines()[3]
    assert "所有者のみ → 全員" in done.stdout
    assert "人事/旧名簿.csv から移動" in done.stdout
    assert "写真.jpg の複製" not in done.stdout  # nothing of it was read, so nobody knows
    assert done.stdout.splitlines()[-1].startswith("8 ファイルに変化: 閲覧範囲が拡大 1、新規 2")
    assert run("diff", 1, 2) == 0
    english = capsys.readouterr().out
    assert english.splitlines()[-1] == "8 files changed: access opened 1, new 2, grown 1, moved 1, unseen 2, gone 1"
    assert "\x1b" not in done.stdout + english
    assert run("diff", 3, 3) == run("diff") == 0
    assert "\nno file changed\n" in (said := capsys.readouterr().out)
    assert "note: The scans had other filters" in said


def test_csv_and_spreadsheet(module_meibo: Any, nights: Path, run: Any) -> None:
    """The same rows in the same order; names that look like formulas are text; the spreadsheet is never scanned."""
    done = module_meibo("diff", 1, 2, "--format", "csv", "--xlsx", nights / "差分.xlsx", "--lang", "ja")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows[0]["path"] == "人事/名簿.csv"
    assert {row["path"].replace("\\x1b", "\x1b") for row in rows} == set(SECOND)
    book = openpyxl.load_workbook(nights / "差分.xlsx")
    assert book.sheetnames == ["概要", "変化したファイル"]
    heading, *cells = book["変化したファイル"].iter_rows()
    assert [cell.value for cell in heading][:3] == ["変化", "危険度", "パス"]
    assert [row[2].value for row in cells] == [row["path"] for row in rows]
    assert all(cell.data_type != "f" for row in cells for cell in row)
    assert "走査 1 から 2 への変化" in {cell.value for row in book["概要"].iter_rows() for cell in row}
    assert (nights / "差分.xlsx").stat().st_mode & 0o777 == 0o600
    assert run("diff", 1, 2, "--xlsx", "meibo.db") == 2
    assert run("diff", 1, 2, "--xlsx", nights / "none" / "a.xlsx") == 3


WRONG = [
    (("diff", 1), "name two scans"),
    (("diff", 1, 2, 3), "no argument"),
    (("diff", 1, 9), "no scan 9"),
    (("diff", "one", "two"), "'one' is no value"),
    (("diff", 1, 2, "--kind", "opened"), "no kind of change 'opened'"),
    (("diff", "-i", "none.db"), "no inventory 'none.db'"),
    (("list", "--unseen", "--status", "partial"), "do not go together"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_what_is_wrong_is_said(run: Any, capsys: Any, arguments: tuple[object, ...], message: str) -> None:
    """Exit code 2 and a message that names it."""
    assert run(*arguments) == 2
    said = capsys.readouterr()
    assert message in said.err
    assert said.out == ""


@pytest.fixture
def list_rows(run: Any, capsys: Any) -> Callable[..., dict[str, dict[str, Any]]]:
    """What ``meibo list`` says of each file, by path."""

    def ask(*arguments: object) -> dict[str, dict[str, Any]]:
        assert run("list", "--format", "json", *arguments) == 0
        return {row["path"]: row for row in json.loads(capsys.readouterr().out)}

    return ask


def test_files_that_were_not_read_say_why_and_what_to_do(list_rows: Any, module_meibo: Any) -> None:
    """Every one of them, with code, text and remedy; the table has both."""
    rows = list_rows("--scan", 1, "--status", "partial,skipped")
    assert {path: row["status"] for path, row in rows.items()} == {
        "営業/写真.jpg": "skipped",
        "役員/控え.zip": "partial",
    }
    packed = rows["役員/控え.zip"]
    assert (packed["reason"], packed["reason_text"]) == ("encrypted", "encrypted")
    assert packed["remedy"] == packed["reasons"][0]["remedy"] == "remove the password and scan again"
    assert all(row["remedy"] and row["reasons"] for row in rows.values())
    table = module_meibo("list", "--scan", 1, "--status", "partial,skipped", "--lang", "ja").stdout
    assert "暗号化されている (encrypted)" in table
    assert "パスワードを解除してから実行してください" in table


def test_files_that_were_not_seen_name_the_folder(list_rows: Any, run: Any, capsys: Any) -> None:
    """With what is known of them, below the folder that could not be listed."""
    rows = list_rows("--scan", 2, "--unseen")
    assert {path: row["status"] for path, row in rows.items()} == {
        "役員": "folder", "役員/報酬.txt": "unseen", "役員/控え.zip": "unseen",
    }  # fmt: skip
    assert {row["reason"] for row in rows.values()} == {"permission-denied"}
    assert rows["役員/報酬.txt"]["findings"] == {"jp_phone": 1}
    assert rows["役員/報酬.txt"]["reasons"][0]["folder"] == "役員"
    assert run("list", "--scan", 2, "--unseen") == run("list", "--unseen") == 0
    table = capsys.readouterr().out
    assert "run under an account that may read it" in table
    assert table.endswith("every known file and folder was seen\n")


def test_every_file_is_accounted_for(run: Any, capsys: Any) -> None:
    """What is known is listed, unseen or gone; what is listed is complete, partial or skipped."""
    assert run("list", "--scans", "--format", "json") == 0
    scans = json.loads(capsys.readouterr().out)
    for row in scans:
        assert row["files"] == row["complete"] + row["partial"] + row["skipped"]
        assert row["known"] == row["files"] + row["unseen"] + row["gone"]
    assert [(row["known"], row["unseen"], row["gone"]) for row in scans] == [(8, 0, 0), (11, 2, 2), (11, 0, 2)]


def test_only_files_of_the_named_statuses_are_read_again(module_meibo: Any, nights: Path) -> None:
    """``--again partial,skipped``: what is complete is carried over, what is left out by option is not opened."""

    reader = Reader(module_meibo.folder / "meibo.db")
    read = {asset.path: asset.read_scan for asset in reader.assets(3)}
    reader.close()
    assert {path: scan for path, scan in read.items() if scan == 3} == dict.fromkeys(
        ("役員/控え.zip", "営業/写真.jpg", "共有/写真2.jpg", "営業/接続.log"), 3
    )
    assert (read["役員/報酬.txt"], read["営業/顧客.csv"]) == (1, 2)
