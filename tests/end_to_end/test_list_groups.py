"""``meibo list --by``: groups of files with their people, on a small share."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from meibo.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PEOPLE = ("石川直樹", "鈴木達也", "高橋健太", "田中美咲", "伊藤大輔", "渡辺直美")


def write_roster(place: Path, people: tuple[str, ...], *, header: str = "氏名,生年月日,電話番号\n") -> None:
    """A table of people with birth dates and telephones that are their own everywhere."""
    rows = (f"{name},198{PEOPLE.index(name)}/04/11,090-2345-67{PEOPLE.index(name)}1\n" for name in people)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(header + "".join(rows), "utf-8")


@pytest.fixture(scope="module")
def place(module_meibo: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A roster, its copy in a folder below, another of some of the same people, and a picture."""
    share = tmp_path_factory.mktemp("groups") / "share"
    write_roster(share / "営業" / "名簿.csv", PEOPLE[:4])
    write_roster(share / "営業" / "旧" / "名簿.csv", PEOPLE[:4])
    write_roster(share / "人事" / "社員.csv", PEOPLE[2:], header="社員氏名,生年月日,電話番号\n")
    (share / "人事" / "写真.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(5000))
    (share / "人事" / "社員.csv").chmod(0o600)
    assert module_meibo("scan", share, "--quiet", "--no-progress").returncode == 0
    return share


@pytest.fixture
def run(module_meibo: Any, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Callable[..., tuple[int, str]]:
    """``meibo list --by`` in this process: exit code, and output or error."""
    monkeypatch.chdir(module_meibo.folder)

    def call(*arguments: str, lang: str = "en") -> tuple[int, str]:
        capsys.readouterr()
        try:
            code = main(["list", "--by", *arguments, "--lang", lang])
        except SystemExit as error:  # of the argument parser
            code = int(error.code or 0)
        out, err = capsys.readouterr()
        return code, out or err

    return call


@pytest.fixture
def groups(run: Any) -> Callable[..., dict[str, dict[str, Any]]]:
    """The groups by key."""

    def call(*arguments: str) -> dict[str, dict[str, Any]]:
        code, out = run(*arguments, "--format", "json")
        assert code == 0
        return {row["key"]: row for row in json.loads(out)}

    return call


def test_folders_hold_what_lies_below_them(groups: Any, place: Path) -> None:
    """A copy counts once for its folder, and people of two folders once for the share."""
    found = groups("folder")
    people = {key: (row["persons_least"], row["persons"]) for key, row in found.items()}
    assert people == {"": (6, 6), "営業": (4, 4), "営業/旧": (4, 4), "人事": (4, 4)}
    assert (found["営業"]["files"], found["営業"]["own_files"], found["営業"]["copies"]) == (2, 1, 1)
    assert (found["人事"]["files"], found["人事"]["skipped"]) == (2, 1)
    assert found["営業"]["yen"] == found["営業/旧"]["yen"] > 0
    assert {row["target"] for row in found.values()} == {place.as_uri()}


@pytest.mark.parametrize(
    ("dimension", "persons"),
    [("share", [6]), ("owner", [6]), ("audience", [4, 4]), ("level", [6, 0])],
)
def test_other_dimensions(groups: Any, dimension: str, persons: list[int]) -> None:
    """Only groups that hold a file, those with most people first."""
    assert [row["persons"] for row in groups(dimension).values()] == persons


def test_a_file_is_in_the_group_of_each_detector(groups: Any) -> None:
    """Names, birth dates and telephones stand in the same files."""
    found = groups("detector")
    assert {name: row["files"] for name, row in found.items()} == {"jp_name": 3, "dob": 3, "jp_phone": 3}


def test_paths_narrow_the_groups(groups: Any) -> None:
    """Only what a pattern fits is counted."""
    assert {key: row["files"] for key, row in groups("folder", "--path", "営業/*").items()} == {
        "": 2, "営業": 2, "営業/旧": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("lang", "words"), [("ja", "まとまり"), ("en", "group")])
def test_tables_are_for_people(run: Any, lang: str, words: str) -> None:
    """A heading, and a line a group."""
    code, out = run("folder", lang=lang)
    assert code == 0
    lines = out.splitlines()
    assert words in lines[0]
    assert len(lines) == 5
    assert any(line.endswith(" 営業/旧") for line in lines)


def test_csv_holds_what_the_objects_hold(run: Any, groups: Any) -> None:
    """One line a group, the keys as headings."""
    rows = list(csv.DictReader(io.StringIO(run("folder", "--format", "csv")[1])))
    assert {row["key"]: int(row["persons"]) for row in rows} == {
        key: row["persons"] for key, row in groups("folder").items()
    }


@pytest.mark.parametrize("option", [["--scans"], ["--unseen"], ["--status", "partial"], ["--detector", "email"]])
def test_what_chooses_single_files_does_not_go_with_it(run: Any, option: list[str]) -> None:
    """Exit code 2, and the option is named."""
    code, said = run("folder", *option)
    assert code == 2
    assert option[0] in said
