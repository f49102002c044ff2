"""What people say of files is kept, shown and heeded, and outdated once more is found."""

from __future__ import annotations

import csv
import getpass
import io
import json
import shutil
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Marks = dict[str, dict[str, Any]]

PERSON = "氏名 田中太郎\n電話番号 090-2345-6781\nメール hanako@mail.co.jp\n"
CARD = "カード番号 4539-5787-6362-1486 有効期限 12/29\n"
ODD = "=cmd\x1b[2J.txt"
"""A name that would be a formula, and clear a terminal."""


TWICE = "同名.txt"
"""Of this name there is one in each target."""


@pytest.fixture(scope="module")
def scanned(module_meibo: Any) -> Path:
    """An inventory of two targets, its only scan finished."""
    share: Path = module_meibo.folder / "share"
    (share / "旧").mkdir(parents=True)
    (module_meibo.folder / "other").mkdir()
    for place in (share, module_meibo.folder / "other"):
        (place / TWICE).write_text("特になし\n", "utf-8")
    for path, text in {"名簿.txt": PERSON, "旧/a.txt": PERSON, "旧/b.txt": PERSON, ODD: PERSON}.items():
        (share / path).write_text(text, "utf-8")
    done = module_meibo("scan", share, module_meibo.folder / "other", "--key-file", "shared.key")
    assert done.returncode == 0, done.stderr
    inventory: Path = module_meibo.folder / "meibo.db"
    return inventory


@pytest.fixture
def known(meibo: Any, scanned: Path) -> Any:
    """The command in a folder with a copy of that inventory."""
    shutil.copy(scanned, meibo.folder / "meibo.db")
    return meibo


@pytest.fixture
def list_marks(meibo: Any) -> Callable[..., Marks]:
    """What ``meibo triage list`` says, by path."""

    def run(*arguments: object) -> Marks:
        done = meibo("triage", "list", "--format", "json", *arguments)
        assert done.returncode == 0, done.stderr
        return {row["path"]: row for row in json.loads(done.stdout)}

    return run


def say(meibo: Any, *arguments: object) -> str:
    done = meibo("triage", *arguments)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def refused(meibo: Any, *arguments: object) -> str:
    done = meibo("triage", *arguments)
    assert done.returncode == 2, done.stdout
    assert "error-" not in done.stderr
    return str(done.stderr)


@pytest.mark.slow
def test_a_mark_is_shown_wherever_the_file_is(known: Any, list_marks: Callable[..., Marks]) -> None:
    """In the lists of marks and of files, in what is told of the file, and in both reports."""
    said = say(known, "名簿.txt", "--mark", "delete", "--reason", "保存期間\x1b[0mを過ぎた", "--person", "花子")
    assert said == "名簿.txt: marked as delete\n"
    (mark,) = list_marks().values()
    assert (mark["mark"], mark["person"], mark["outdated"], mark["present"]) == ("delete", "花子", False, True)
    rows = json.loads(known("list", "--mark", "delete,move", "--format", "json").stdout)
    assert [(row["path"], row["mark"]) for row in rows] == [("名簿.txt", "delete")]
    assert json.loads(known("show", "名簿.txt", "--format", "json").stdout)["marks"][0]["reason"].endswith("過ぎた")
    shown = known("show", "名簿.txt").stdout
    assert "花子" in shown
    assert "\x1b" not in shown
    assert known("report", "--csv", "a.csv", "--xlsx", "a.xlsx", "--lang", "ja").returncode == 0
    with (known.folder / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert {row["パス"]: row["扱い"] for row in csv.DictReader(stream)}["名簿.txt"] == "削除"
    sheet = load_workbook(known.folder / "a.xlsx")["リスク順ファイル一覧"]
    heading = [cell.value for cell in sheet[1]]
    found = {row[heading.index("パス")]: row[heading.index("扱い")] for row in sheet.iter_rows(2, values_only=True)}
    assert (found["名簿.txt"], found["旧/a.txt"]) == ("削除", None)


def test_the_last_mark_counts_and_all_are_kept(known: Any, list_marks: Callable[..., Marks]) -> None:
    """A mark that is taken away stays in the history too; the person is who has logged in."""
    say(known, "名簿.txt", "--mark", "delete", "--reason", "one")
    say(known, "--mark", "needed", "名簿.txt", "--reason", "two")
    assert [mark["mark"] for mark in list_marks().values()] == ["needed"]
    say(known, "remove", "-i", "meibo.db", "名簿.txt", "--person", "太郎")
    assert list_marks() == {}
    history = json.loads(known("show", "名簿.txt", "--format", "json").stdout)["marks"]
    assert [(row["kind"], row["reason"]) for row in history] == [(None, ""), ("needed", "two"), ("delete", "one")]
    assert [row["person"] for row in history] == ["太郎", getpass.getuser(), getpass.getuser()]
    assert "no mark to take away" in refused(known, "remove", "名簿.txt")


def test_many_at_once(known: Any, list_marks: Callable[..., Marks]) -> None:
    """By a pattern of paths, or by several paths; those without a mark are found, too."""
    assert say(known, "--path", "旧/*", "--mark", "move", "--reason", "移行") == "2 files marked as move\n"
    say(known, "名簿.txt", ODD, "--mark", "needed", "--reason", "使用中")
    assert {path: row["mark"] for path, row in list_marks().items()} == {
        "名簿.txt": "needed", ODD: "needed", "旧/a.txt": "move", "旧/b.txt": "move",
    }  # fmt: skip
    assert list(list_marks("--mark", "needed", "--path", "名*")) == ["名簿.txt"]
    unmarked = json.loads(known("list", "--mark", "none", "--format", "json").stdout)
    assert [row["path"] for row in unmarked] == [TWICE, TWICE]
    shown = say(known, "list")
    assert "\x1b" not in shown
    assert shown.count("\n") == 5


@pytest.mark.slow
def test_a_false_positive_counts_until_more_is_found(
    meibo: Any, share: Path, list_marks: Callable[..., Marks], list_files: Callable[..., Marks]
) -> None:
    """It is out of the risk and of --fail-on until there is more than was judged; a mark made anew holds again.

    A file that has moved meanwhile is offered its mark, and gets it only when that is asked for.
    """
    (share / "test.txt").write_text(CARD, "utf-8")
    (share / "old.txt").write_text(PERSON, "utf-8")
    scan = ("scan", share, "--key-file", "shared.key", "--fail-on", "low")
    assert meibo(*scan).returncode == 1
    mark = ("--path", "*.txt", "--mark", "false-positive", "--reason", "試験用", "--person", "花子")
    say(meibo, *mark)
    rows = list_files().values()
    assert [(row["risk"], row["score"], row["mark"]) for row in rows] == [("none", 0.0, "false-positive")] * 2
    assert [row["findings"].get("payment_card") for row in rows] == [None, 1]

    (share / "test.txt").write_text(CARD + PERSON, "utf-8")
    (share / "old.txt").rename(share / "new.txt")
    done = meibo(*scan)
    assert done.returncode == 1
    assert "false positives" not in done.stdout
    row = list_files()["test.txt"]
    assert (row["risk"], row["mark"], row["mark_outdated"]) == ("high", "false-positive", True)
    assert list(list_marks("--mark", "outdated")) == ["test.txt"]
    assert "false-positive (要再確認)" in meibo("--lang", "ja", "list").stdout

    assert "meibo triage moved" in meibo("triage", "list").stderr
    (offer,) = json.loads(say(meibo, "moved", "--format", "json"))
    assert (offer["old_path"], offer["path"], list(list_marks())) == ("old.txt", "new.txt", ["old.txt", "test.txt"])
    say(meibo, "moved", "--apply")
    new = list_marks()["new.txt"]
    assert (new["person"], new["moved_from"], new["outdated"]) == ("花子", "old.txt", False)

    say(meibo, "test.txt", *mark[2:])
    done = meibo(*scan, "--full", "--log-format", "json")
    assert done.returncode == 0
    assert "2 are marked as false positives" in done.stdout
    assert json.loads(done.stderr.splitlines()[-1])["dismissed"] == 2


@pytest.mark.slow
def test_what_is_written_is_read_back(known: Any, scanned: Path, list_marks: Callable[..., Marks]) -> None:
    """A list as CSV brings all marks to another inventory; what stands there already stays as it is."""
    say(known, "--path", "*", "--mark", "needed", "--reason", "=業務, 使用中", "--person", "+花子")
    (known.folder / "marks.csv").write_bytes(known("triage", "list", "--format", "csv").stdout.encode())
    before = list_marks()
    shutil.copy(scanned, known.folder / "meibo.db")
    assert list_marks() == {}
    assert say(known, "import", "marks.csv") == "6 marks stored, 0 stood already\n"
    after = list_marks()
    names = ("path", "mark", "reason", "person", "target")
    assert [[row[name] for name in names] for row in after.values()] == [
        [row[name] for name in names] for row in before.values()
    ]
    assert say(known, "import", "marks.csv") == "0 marks stored, 6 stood already\n"


def test_a_spreadsheet_of_answers(known: Any, list_marks: Callable[..., Marks]) -> None:
    """As Japanese spreadsheets save it; lines without an answer say nothing, and unknown files are told."""
    rows = [["path", "mark", "reason", "person"], ["名簿.txt", "delete", "不要", "佐藤"], ["旧/a.txt", "", "", ""]]
    rows += [["旧/b.txt", " move ", "", ""], ["消えた.txt", "delete", "不要", "佐藤"]]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    (known.folder / "answers.csv").write_bytes(text.getvalue().encode("cp932"))
    done = known("triage", "import", "answers.csv", "--reason", "回答", "--person", "取りまとめ")
    assert done.returncode == 3
    assert "line 5: '消えた.txt'" in done.stderr
    assert {path: (row["mark"], row["reason"], row["person"]) for path, row in list_marks().items()} == {
        "名簿.txt": ("delete", "不要", "佐藤"),
        "旧/b.txt": ("move", "回答", "取りまとめ"),
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("path,mark,reason\n名簿.txt,delete,x\n旧/a.txt,deleted,x\n", "line 3: no mark 'deleted'"),
        ("path,mark\n名簿.txt,delete\n", "line 2: no reason"),
        ("path,reason\n名簿.txt,x\n", "lacks the columns mark"),
        ('path,mark,reason\n"名簿.txt,delete,x\n', "cannot read"),
    ],
)
def test_a_wrong_line_stores_nothing(known: Any, content: str, said: str) -> None:
    """Not even of the lines before it."""
    (known.folder / "wrong.csv").write_text(content, "utf-8")
    assert said in refused(known, "import", "wrong.csv")
    with sqlite3.connect(known.folder / "meibo.db") as connection:
        assert connection.execute("SELECT count(*) FROM marks").fetchone() == (0,)
    connection.close()


@pytest.mark.slow
def test_marking_while_a_scan_runs(
    known: Any, share: Path, processes: Any, write_plain: Callable[[Path, int], Path], list_marks: Callable[..., Marks]
) -> None:
    """Neither waits for the other: the mark stands at once, and the scan ends as it would have."""
    large = write_plain(share / "large.txt", 24)
    running = known.start("scan", share, "--key-file", "shared.key", "--workers", "1")
    processes.wait_for_reader(running.pid, large)
    say(known, "名簿.txt", "--mark", "needed", "--reason", "使用中")
    assert running.poll() is None, "the scan was over before the mark was made"
    assert list(list_marks()) == ["名簿.txt"]
    assert known.finish(running).returncode == 0
    assert list(list_marks()) == ["名簿.txt"]
    assert [row["path"] for row in json.loads(known("list", "--format", "json").stdout)] == ["large.txt"]


def test_a_path_of_two_targets_is_refused(known: Any, scanned: Path, list_marks: Callable[..., Marks]) -> None:
    """Until the target is named."""
    mark = (TWICE, "--mark", "delete", "--reason", "x")
    assert "--target" in refused(known, *mark)
    say(known, *mark, "--target", scanned.parent / "other")
    assert list_marks()[TWICE]["target"].endswith("/other")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("名簿.txt", "--mark", "deleet", "--reason", "x"), "needed, delete, move, false-positive"),
        (("名簿.txt", "--mark", "delete"), "--reason"),
        (("名簿.txt", "--reason", "x"), "--mark"),
        (("--mark", "delete", "--reason", "x"), "--path"),
        (("無い.txt", "--mark", "delete", "--reason", "x"), "no '無い.txt'"),
        (("--path", "無い*", "--mark", "delete", "--reason", "x"), "無い*"),
        (("list", "--reason", "x"), "'list' of meibo triage does not take --reason"),
        (("list", "名簿.txt"), "名簿.txt"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(known: Any, arguments: tuple[str, ...], said: str) -> None:
    """With what there is instead."""
    assert said in refused(known, *arguments)


def test_the_help_page_is_whole_in_both_languages(meibo: Any) -> None:
    """Options may stand between the words of this command, for which the parser needs its usage line beforehand."""
    assert meibo("triage", "--help", "--lang", "ja").stdout.startswith("使い方: meibo triage [-h]")
    assert meibo("triage", "--help", "--lang", "en").stdout.startswith("usage: meibo triage [-h]")


def test_no_inventory_is_made(meibo: Any) -> None:
    """A mark needs one that is there."""
    assert "run meibo scan first" in refused(meibo, "a.txt", "--mark", "delete", "--reason", "x")
    assert not (meibo.folder / "meibo.db").exists()
