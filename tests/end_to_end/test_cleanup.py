"""``meibo copies``, ``meibo retention`` and ``meibo gate`` on the example share, and on a share moved with losses."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from meibo.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[2] / "examples" / "share"
PEOPLE = ("佐藤花子", "鈴木一郎", "高橋健太", "田中美咲", "伊藤大輔", "渡辺直美", "中村拓也", "小林由美", "加藤誠")
ROSTER = "氏名,電話番号\n" + "".join(f"{name},090-2345-67{number}1\n" for number, name in enumerate(PEOPLE))
HOSTILE = "=cmd\x1b[2J.csv"
QUIET = ("--quiet", "--no-progress", "--workers", "1")


@pytest.fixture(scope="module")
def moved(module_meibo: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A share, its scan, what a hasty move has made of it, and the scan of that: ``old`` and ``new`` in a folder."""
    home = tmp_path_factory.mktemp("moved")
    old, new = home / "old", home / "new"
    for folder in ("人事/退職者", "営業/平成28年度", "共有"):
        (old / folder).mkdir(parents=True)
    (old / "人事" / "名簿.csv").write_text(ROSTER, "utf-8")
    (old / "人事" / "名簿.csv").chmod(0o600)
    (old / "人事" / "退職者" / "一覧.csv").write_text(ROSTER.replace("67", "76"), "utf-8")
    (old / "営業" / "平成28年度" / HOSTILE).write_text("電話 090-2345-6733\n", "utf-8")
    (old / "共有" / "名簿.csv").write_text(ROSTER, "utf-8")
    (old / "共有" / "メモ: 打合せ.txt").write_text("なし\n", "utf-8")
    for name in ("名簿.csv", "退職者/一覧.csv"):
        os.utime(old / "人事" / name, (1.5e9, 1.5e9))
    assert module_meibo("scan", old, "-i", "moved.db", "--key-file", "shared.key", *QUIET).returncode == 0
    shutil.copytree(old, new)
    (new / "人事" / "退職者" / "一覧.csv").unlink()
    (new / "人事" / "名簿.csv").chmod(0o644)
    (new / "共有" / "名簿.csv").write_text(ROSTER + "山田太郎,090-2345-7788\n", "utf-8")
    (new / "共有" / "メモ: 打合せ.txt").rename(new / "共有" / "メモ 打合せ.txt")
    assert module_meibo("scan", new, "-i", "moved.db", "--key-file", "shared.key", *QUIET).returncode == 0
    assert module_meibo("scan", new, "-i", "other.db", "--key-file", "shared.key", *QUIET).returncode == 0
    assert module_meibo("scan", new, "-i", "stranger.db", *QUIET).returncode == 0
    return home


@pytest.fixture(scope="module")
def examples(module_meibo: Any) -> None:
    """A scan of the example share."""
    assert module_meibo("scan", EXAMPLES, "-i", "examples.db", *QUIET).returncode == 0


@pytest.fixture
def run(module_meibo: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The command in this process, which is faster; returns its exit code."""
    monkeypatch.chdir(module_meibo.folder)

    def call(*arguments: object) -> int:
        try:
            return main(["--lang", "en", *map(str, arguments)])
        except SystemExit as error:  # of the argument parser
            return int(error.code or 0)

    return call


@pytest.fixture
def ask(run: Any, capsys: Any) -> Callable[..., dict[str, Any]]:
    """What a command says in JSON, beside its exit code."""

    def call(*arguments: object) -> dict[str, Any]:
        code = run(*arguments, "--format", "json")
        captured = capsys.readouterr()
        assert code in (0, 3), captured.err
        return {**json.loads(captured.out), "code": code}

    return call


# --- the example share


@pytest.mark.slow
@pytest.mark.usefixtures("examples")
def test_copies_of_the_example_share(ask: Any) -> None:
    """The customers' roster lies in many places and forms; other ledgers of the same staff are no copies of it."""
    said = ask("copies", "-i", "examples.db")
    families = {frozenset(copy["path"] for copy in family["copies"]): family for family in said["families"]}
    customers = next(paths for paths in families if "営業部/顧客名簿/顧客名簿_全件.csv" in paths)
    assert "営業部/顧客名簿/旧/顧客名簿_全件(1).csv" in customers
    assert "情報システム部/dump/members.sqlite" in customers
    assert "人事部/社員名簿_2026.csv" not in customers
    staff = next(paths for paths in families if "人事部/社員名簿_2026.csv" in paths)
    assert "人事部/社員名簿_2026 - コピー.csv" in staff
    assert staff.isdisjoint({"総務部/健康管理/健康診断結果一覧_2026.csv", "経理部/給与振込口座.tsv"})
    family = families[customers]
    assert family["places"] == len(customers) >= 8
    assert family["people_least"] <= family["people"]
    assert family["kept"]["path"] in customers
    assert said["totals"] == {"families": len(families), "files": sum(map(len, families))}


@pytest.mark.usefixtures("examples")
def test_retention_of_the_example_share(ask: Any) -> None:
    """Names tell; the words that told are shown."""
    said = ask("retention", "-i", "examples.db")
    files = {file["path"]: file["reasons"] for file in said["files"]}
    assert files["退職者/退職者名簿_2024.csv"] == [{"reason": "left", "words": "退職"}]
    assert files["営業部/顧客名簿/旧/顧客名簿_全件(1).csv"] == [{"reason": "old", "words": "旧"}]
    assert not any(path.startswith("人事部/") for path in files)
    assert said["totals"]["listed"] == len(files)


@pytest.mark.usefixtures("examples")
def test_gate_of_the_example_share(ask: Any) -> None:
    """Departments by verdict, with people and causes; the files of all rows add up."""
    said = ask("gate", "-i", "examples.db", "--depth", 1)
    folders = {folder["path"]: folder for folder in said["folders"]}
    assert folders["経理部"]["verdict"] == "do-not-move"
    assert folders["経理部"]["causes"]["open-my-number"] == 3
    assert folders["退職者"]["verdict"] == "clean-first"
    assert folders["共有"]["verdict"] == "move"
    assert sum(folder["files"] for folder in folders.values()) == 125
    assert {blocked["path"] for blocked in said["blocked"]} == {
        "情報システム部/backup/staff_20260520.zip", "経理部/支払先/支払先一覧_保護.xlsx",
    }  # fmt: skip
    assert said["destination"]["longest_path"] == 400


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("name", ["copies", "retention", "gate"])
def test_workbooks(name: str, run: Any, module_meibo: Any, capsys: Any) -> None:
    """A page of figures and lists, private, with no formula."""
    place = module_meibo.folder / f"{name}.xlsx"
    assert run(name, "-i", "examples.db", "--xlsx", place) == 0
    assert f"report: {place}" in capsys.readouterr().err
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    book = openpyxl.load_workbook(place)
    assert book.sheetnames[0] == "Summary"
    assert all(sheet.max_row > 1 for sheet in book)
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)


# --- the share that was moved


def test_copies_in_several_places(ask: Any, moved: Path) -> None:
    """The one that only its owner can read is kept, and the other one is told as more exposed."""
    (family,) = ask("copies", "-i", "moved.db", "--scan", 1, "--path", "共有/*")["families"]
    assert (family["likeness"], family["places"], family["people"], family["wider"]) == ("content", 2, 9, 1)
    assert family["kept"]["path"] == "人事/名簿.csv"
    assert [(copy["path"], copy["kept"], copy["wider"]) for copy in family["copies"]] == [
        ("共有/名簿.csv", False, True), ("人事/名簿.csv", True, False),
    ]  # fmt: skip
    assert ask("copies", "-i", "moved.db", "--scan", 1, "--path", "営業/*")["families"] == []


def test_what_is_old(ask: Any, moved: Path) -> None:
    """By date, by a year of an era, by a folder's name."""
    said = ask("retention", "-i", "moved.db", "--scan", 1, "--years", 4)
    reasons = {file["path"]: [sign["reason"] for sign in file["reasons"]] for file in said["files"]}
    assert reasons == {
        "人事/名簿.csv": ["unchanged"], "人事/退職者/一覧.csv": ["left", "unchanged"],
        f"営業/平成28年度/{HOSTILE}": ["year"],
    }  # fmt: skip
    years = {file["path"]: file["years"] for file in said["files"]}
    assert years["人事/名簿.csv"] >= datetime.now(UTC).year - 2017 - 1
    too_many = ask("retention", "-i", "moved.db", "--scan", 1, "--years", 90)
    assert [file["path"] for file in too_many["files"]] == ["人事/退職者/一覧.csv"]


def test_years_of_the_configuration(ask: Any, moved: Path, module_meibo: Any) -> None:
    """``retention-years`` of ``[risk]`` stands where no years are given."""
    place = module_meibo.folder / "years.toml"
    place.write_text("[risk]\nretention-years = 90\n")
    assert ask("retention", "-i", "moved.db", "--config", place)["years"] == 90
    assert ask("retention", "-i", "moved.db")["years"] == 5


def test_names_that_the_destination_refuses(ask: Any, moved: Path) -> None:
    """Where a folder is named, only that is judged; another destination takes the name."""
    said = ask("gate", "共有", "-i", "moved.db", "--scan", 1)
    assert [(row["path"], row["causes"]["characters"]) for row in said["folders"]] == [("共有", 1)]
    assert [blocked["path"] for blocked in said["blocked"]] == ["共有/メモ: 打合せ.txt"]
    assert ask("gate", moved / "old" / "共有", "-i", "moved.db", "--scan", 1)["folders"] == said["folders"]
    assert ask("gate", "共有", "-i", "moved.db", "--scan", 1, "--destination", "linux")["blocked"] == []
    far = ask("gate", "共有", "-i", "moved.db", "--scan", 1, "--destination-path", "x" * 390)
    assert {blocked["blockers"][0] for blocked in far["blocked"]} == {"path-long"}
    assert far["destination"]["path_before"] == 391


@pytest.mark.parametrize("other", [(), ("--with", "other.db")])
def test_after_the_move(ask: Any, moved: Path, other: tuple[str, ...]) -> None:
    """What is missing, changed, renamed, open to more; in one inventory or in two."""
    said = ask("gate", "-i", "moved.db", "--compare", moved / "old", moved / "new", *other)
    assert said["code"] == 3
    outcomes = {file["path"]: file["outcomes"] for file in said["files"]}
    assert outcomes == {
        "人事/退職者/一覧.csv": ["missing"], "人事/名簿.csv": ["wider"], "共有/名簿.csv": ["changed"],
        "共有/メモ: 打合せ.txt": ["moved"],
    }  # fmt: skip
    assert next(iter(outcomes)) == "人事/退職者/一覧.csv"
    assert said["totals"]["same"] == 1
    folders = {folder["path"]: {name: n for name, n in folder["counts"].items() if n} for folder in said["folders"]}
    assert folders == {
        "人事/退職者": {"missing": 1}, "人事": {"wider": 1}, "共有": {"changed": 1, "moved": 1},
        "営業/平成28年度": {"same": 1},
    }  # fmt: skip
    renamed = next(file for file in said["files"] if file["outcomes"] == ["moved"])
    assert renamed["new_path"] == "共有/メモ 打合せ.txt"


def test_nothing_is_missing(ask: Any, moved: Path) -> None:
    """A folder that came whole, though it was opened."""
    said = ask("gate", "-i", "moved.db", "--compare", moved / "old" / "営業", moved / "new" / "営業")
    assert (said["code"], said["files"], said["totals"]["same"]) == (0, [], 1)


def test_table_csv_and_workbook_after_the_move(run: Any, moved: Path, module_meibo: Any, capsys: Any) -> None:
    """All end with 3; hostile names steer no terminal and are no formulas."""
    compare = ("gate", "-i", "moved.db", "--compare", moved / "old", moved / "new")
    place = module_meibo.folder / "arrival.xlsx"
    assert run(*compare, "--xlsx", place) == 3
    table = capsys.readouterr().out
    assert "1 files are missing at the destination" in table
    assert "\x1b" not in table
    assert run(*compare, "--format", "csv") == 3
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["outcomes"] == "missing"
    assert {sheet.title for sheet in openpyxl.load_workbook(place)} == {"Summary", "By folder", "Files"}
    for name in ("copies", "retention", "gate"):
        assert run(name, "-i", "moved.db", "--scan", 1) == 0
        assert "\x1b" not in capsys.readouterr().out
    assert run("retention", "-i", "moved.db", "--format", "csv", "--path", "営業/*") == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["path"].startswith("営業/平成28年度/=cmd\\x1b")


ERRORS: dict[str, tuple[tuple[str, ...], str]] = {
    "no such folder": (("gate", "人事部"), "there is nothing at '人事部'"),
    "no such source": (("gate", "--compare", "/nowhere", "{home}/new"), "there is nothing at '/nowhere'"),
    "twice the same": (("gate", "--compare", "{home}/new", "{home}/new"), "source and destination are the same"),
    "another key": (("gate", "--compare", "{home}/old", "{home}/new", "--with", "stranger.db"), "has another key"),
    "with nothing to compare": (("gate", "--with", "other.db"), "--with goes with --compare"),
    "a path beside": (("gate", "共有", "--compare", "{home}/old", "{home}/new"), "--compare takes no PATH"),
    "no years": (("retention", "--years", "0"), "--years"),
    "over the inventory": (("copies", "--xlsx", "moved.db"), "moved.db"),
    "no such scan": (("copies", "--scan", "99"), "99"),
}


@pytest.mark.parametrize(("arguments", "said"), ERRORS.values(), ids=ERRORS)
def test_errors(arguments: tuple[str, ...], said: str, run: Any, moved: Path, capsys: Any) -> None:
    """Each is told, with the exit code of wrong use."""
    assert run(*(text.format(home=moved) for text in arguments), "-i", "moved.db") == 2
    assert said in capsys.readouterr().err


def test_japanese(run: Any, moved: Path, module_meibo: Any, capsys: Any) -> None:
    """Every sentence has its Japanese."""
    for number, arguments in enumerate((
        ("copies",), ("retention",), ("gate", "--depth", 1), ("gate", "--compare", moved / "old", moved / "new"),
    )):  # fmt: skip
        place = module_meibo.folder / f"ja{number}.xlsx"
        assert run("--lang", "ja", *arguments, "-i", "moved.db", "--xlsx", place) in (0, 3)
        assert openpyxl.load_workbook(place).sheetnames[0] == "概要"
        assert "報告書" in capsys.readouterr().err
