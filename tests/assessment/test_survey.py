"""People, triggers and damages of folders, owners and other groups, from a real scan of small rosters."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from meibo.assessment.group import DIMENSIONS, Dimension, Group
from meibo.assessment.people import People
from meibo.assessment.risk import Level
from meibo.assessment.risk_rules import RiskRules
from meibo.assessment.survey import Survey, survey_scan
from meibo.inventory.reader import Reader
from meibo_detectors.model import Confidence

NAMES = """佐藤 太郎
鈴木 花子
高橋 一郎
田中 美咲
伊藤 健太
渡辺 由美
山本 大輔
中村 陽子
小林 拓也
加藤 直美""".splitlines()


def write_roster(
    place: Path, first: int, last: int, heading: str = "メールアドレス", sign: str = "@example.jp"
) -> None:
    """A roster of the people from one number to another, each with a name and an address of one's own."""
    rows = [f"{NAMES[at % 10]},person{at}@yamakawa-shokai.co.jp" for at in range(first, last)]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("\n".join(["氏名,メールアドレス", *rows]) + "\n", "utf-8")


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Survey]:
    """A share in which people come back in other files, and one roster lies in two places."""
    place = tmp_path_factory.mktemp("survey")
    share = place / "share"
    write_roster(share / "営業" / "名簿.csv", 0, 8)
    write_roster(share / "営業" / "関東" / "名簿 - コピー.csv", 0, 8)
    write_roster(share / "営業" / "関東" / "新規.csv", 6, 10)
    write_roster(share / "人事" / "社員.csv", 8, 12)
    (share / "readme.txt").write_text("nothing of anybody\n", "utf-8")
    subprocess.run(
        [sys.executable, "-m", "meibo", "scan", share, "-i", place / "m.db", "--quiet"], check=True, cwd=place
    )
    reader, spool = Reader(place / "m.db"), place / "spool"
    spool.mkdir()
    yield survey_scan(reader, 1, spool, Confidence.MEDIUM, RiskRules())
    reader.close()


def find(survey: Survey, dimension: Dimension, key: str) -> Group:
    return next(group for group in survey.groups(dimension) if group.key == key)


@pytest.mark.parametrize(
    ("folder", "people", "own", "files", "copies"),
    [
        ("", 12, 0, 5, 1),
        ("営業", 10, 8, 3, 1),
        ("営業/関東", 10, 10, 2, 0),
        ("人事", 4, 4, 1, 0),
    ],
)
def test_folders_count_everybody_below_them_once(
    survey: Survey, folder: str, people: int, own: int, files: int, copies: int
) -> None:
    """However many files and copies somebody is in."""
    group = find(survey, "folder", folder)
    assert group.holding.people == People(people, people, likely=people)
    assert group.own_people == People(own, own, likely=own)
    assert (group.files, group.copies) == (files, copies)


def test_all_groups_agree_on_the_whole(survey: Survey) -> None:
    """Shares, folders, owners and the rest are cuts through the same files."""
    total = survey.total
    assert (total.files, total.found_files, total.holding.people) == (5, 4, People(12, 12, likely=12))
    for dimension in DIMENSIONS:
        groups = survey.groups(dimension)
        assert max(group.holding.people.most for group in groups) == 12, dimension
        if dimension not in ("folder", "detector"):
            assert sum(group.files for group in groups) == 5, dimension
    assert total.holding.found["email"] == 16  # the copy's are counted once


def test_everybody_costs_once(survey: Survey) -> None:
    """Twelve people with name and address cost twelve times one of them."""
    total = survey.total
    assert total.damage is not None
    assert total.yen == (12 * total.damage.yen_per_person,) * 2


def test_files_come_riskiest_first_and_know_their_copies(survey: Survey) -> None:
    """As often as they are asked for."""
    files = list(survey.ranked())
    assert list(survey.ranked()) == files
    ranks = [(file.risk.level.grade, file.risk.score, file.asset.persons_most) for file in files]
    assert ranks == sorted(ranks, reverse=True)
    assert {file.asset.path: file.copies for file in files if file.copies} == {
        "営業/名簿.csv": 1, "営業/関東/名簿 - コピー.csv": 1,
    }  # fmt: skip


def test_levels_hold_the_people_of_their_files(survey: Survey) -> None:
    """Every file has one level; empty levels are no groups."""
    groups = {group.key: group for group in survey.groups("level")}
    assert groups[Level.LOW].holding.people == People(12, 12, likely=12)
    assert groups[Level.NONE].holding.people == People(0, 0, likely=0)
    assert set(groups) == {Level.LOW, Level.NONE}


def test_files_without_keys_add_to_the_most(share: Any, file: Any, open_reader: Any, tmp_path: Path) -> None:
    """Where a file tells of so many people that their keys are not kept, nobody knows who is in another, too."""
    share.scan({"a.csv": file("one", people=300), "b.csv": file("two", people=200), "c.csv": file("one", people=300)})
    spool = tmp_path / "spool"
    spool.mkdir()
    total = survey_scan(open_reader(), 1, spool, Confidence.MEDIUM, RiskRules()).total
    assert total.holding.people == People(300, 500, likely=500)
    assert total.damage
    assert total.yen == (300 * total.damage.yen_per_person, 500 * total.damage.yen_per_person)
