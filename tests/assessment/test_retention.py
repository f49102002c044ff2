"""Files whose time may be over: what names say, how years are counted, and which files are asked after."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from meibo.assessment.path_words import find_words
from meibo.assessment.path_years import find_year
from meibo.assessment.retention import Retention, count_years

if TYPE_CHECKING:
    from collections.abc import Callable

LONG_AGO_NS = 1_700_000_000_000_000_001
"""As in conftest."""


def fold(name: str) -> str:
    return unicodedata.normalize("NFKC", name).lower()


YEARS: dict[str, int | None] = {
    "平成28年度": 2016, "平成２８年度": 2016, "平成二十八年": 2016, "平成元年": 1989, "平成十年度": 1998, "H28": 2016,
    "h28_顧客": 2016, "H28年度": 2016, "顧客名簿H31": 2019, "H05": 1993, "R3": 2021,
    "R3_名簿": 2021, "R03": 2021, "令和3": 2021,
    "令和元年度": 2019, "R元年": 2019, "昭和60年": 1985, "S60": 1985, "S60年度": 1985, "㍻28年": 2016,
    "2016": 2016, "2016年度": 2016, "2016年": 2016, "FY2016": 2016, "FY16": 2016, "fy'16": 2016, "名簿2016": 2016,
    "顧客名簿_2016": 2016, "20160401_名簿": 2016, "201604": 2016, "2016-04-01": 2016, "2016.4": 2016, "2014-2016": 2016,

    "（2016）": 2016, "２０１６": 2016, "年度2016": 2016,
    "名簿": None, "2000人名簿": None, "2016件": None, "R2-D2x": 2020, "Server 2019 R2": 2019, "S3": None,
    "s3バックアップ": None,
    "H1集計": None, "H2": None, "SR3": None, "123456789": None, "12016": None, "2099年計画": None, "1850年史": None,
    "平成40年": None, "昭和70年": None, "v2016a": None, "3.2016": None, "090-2016-1234": 2016,
}  # fmt: skip


@pytest.mark.parametrize(("name", "year"), YEARS.items(), ids=YEARS)
def test_years_in_names(name: str, year: int | None) -> None:
    """Of the western calendar and of eras; numbers of other things are none."""
    found = find_year(fold(name), 2026)
    assert (found[0] if found else None) == year


WORDS: dict[str, set[str]] = {
    "退職者": {"left"}, "退会会員": {"left"}, "解約済み": {"left"}, "元社員": {"left"}, "Retired": {"left"},
    "退職金規程": set(), "退職手当": set(), "解約返戻金一覧": set(), "退職金と退職者": {"left"}, "unretired": set(),
    "旧": {"old"}, "旧_顧客": {"old"}, "旧顧客": {"old"}, "2016旧": {"old"}, "（旧）名簿": {"old"},
    "復旧手順": set(), "旧姓一覧": set(),
    "old": {"old"}, "OLD_2": {"old"}, "顧客_old": {"old"}, "folder": set(), "gold会員": set(), "archive": {"old"},
    "Archives": {"old"}, "アーカイブ": {"old"}, "ｱｰｶｲﾌﾞ": {"old"}, "過年度": {"old"}, "backup": {"old"},
    "廃棄予定": {"disposal"}, "保存期限2024": {"disposal"}, "要削除": {"disposal"}, "産業廃棄物": set(),
    "廃棄証明書": set(),
    "退職者_廃棄": {"left", "disposal"}, "社員名簿": set(),
}  # fmt: skip


@pytest.mark.parametrize(("name", "reasons"), WORDS.items(), ids=WORDS)
def test_words_in_names(name: str, reasons: set[str]) -> None:
    """Words that say something else as part of a longer one are passed over."""
    assert set(find_words(fold(name))) == reasons


MOMENT = datetime(2026, 11, 23, 9, tzinfo=UTC)
DATES: dict[str, tuple[datetime, int | None]] = {
    "today": (MOMENT, 0),
    "a day less than a year": (datetime(2025, 11, 24, tzinfo=UTC), 0),
    "a year": (datetime(2025, 11, 23, tzinfo=UTC), 1),
    "29 February": (datetime(2020, 2, 29, tzinfo=UTC), 6),
    "a clock that goes wrong by hours": (MOMENT + timedelta(hours=10), 0),
    "tomorrow": (MOMENT + timedelta(hours=25), None),
    "far in the future": (datetime(2099, 1, 1, tzinfo=UTC), None),
    "no date in a zip file": (datetime(1980, 1, 1, tzinfo=UTC), None),
    "no date in a file system": (datetime(1970, 1, 1, tzinfo=UTC), None),
    "1980 after all": (datetime(1980, 6, 1, tzinfo=UTC), 46),
}


@pytest.mark.parametrize(("modified", "years"), DATES.values(), ids=DATES)
def test_whole_years(modified: datetime, years: int | None) -> None:
    """From the last change to the scan; dates that cannot be right tell none."""
    assert count_years(int(modified.timestamp()) * 10**9, MOMENT) == years


@pytest.fixture
def ask(share: Any, file: Any, open_reader: Any) -> Callable[..., Retention]:
    """Files by path, with how many days ago each was changed."""

    def run(files: dict[str, dict[str, Any]], years: int = 5) -> Retention:
        now_ns = int(datetime.now(UTC).timestamp()) * 10**9

        def make(days: float = 0, **facts: Any) -> Any:
            return file(modified=now_ns - int(days * 86_400) * 10**9 - LONG_AGO_NS, **{"people": 3, **facts})

        scan = share.scan({path: make(**facts) for path, facts in files.items()})
        return Retention(open_reader(), scan, years)

    return run


THIS_YEAR = datetime.now(UTC).year
SIX_YEARS = 6 * 366
ASKED: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "new": ("名簿.csv", {}, []),
    "old": ("名簿.csv", {"days": SIX_YEARS}, ["unchanged"]),
    "old, but of nobody": ("名簿.csv", {"days": SIX_YEARS, "people": 0}, []),
    "old, but nothing that counts": ("名簿.csv", {"days": SIX_YEARS, "findings": 0}, []),
    "changed in the future": ("名簿.csv", {"days": -3}, []),
    "changed in the future, but of the past": ("退職者/名簿.csv", {"days": -3}, ["left"]),
    "a folder says it": ("退職者/社員.csv", {}, ["left"]),
    "a folder above says it": ("退職者/本社/社員.csv", {}, ["left"]),
    "its name says it": ("社員_旧.csv", {}, ["old"]),
    "the extension says nothing": ("社員.old", {}, []),
    "a past year": (f"{THIS_YEAR - 6}年度/社員.csv", {}, ["year"]),
    "a year that has not been over for long": (f"{THIS_YEAR - 5}年度/社員.csv", {}, []),
    "the file tells a later year than its folder": (f"{THIS_YEAR - 9}年度/社員_{THIS_YEAR}.csv", {}, []),
    "an earlier year than its folder": (f"backup_{THIS_YEAR}/{THIS_YEAR - 9}/社員.csv", {}, ["year", "old"]),
    "everything": (
        f"退職者/{THIS_YEAR - 9}/旧_廃棄.csv", {"days": SIX_YEARS}, ["left", "disposal", "unchanged", "year", "old"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("path", "facts", "reasons"), ASKED.values(), ids=ASKED)
def test_which_files_are_asked_after(path: str, facts: dict[str, Any], reasons: list[str], ask: Any) -> None:
    """By date and by name, what says most first."""
    assert [[sign.reason for sign in file.signs] for file in ask({path: facts})] == ([reasons] if reasons else [])


def test_years_are_chosen(ask: Any) -> None:
    """More years ask after fewer files."""
    files = {"a": {"days": 400}, "b": {"days": 800}, "c": {"days": 1200}}
    assert [file.path for file in ask(files, years=2)] == ["b", "c"]


def test_what_is_told_of_a_file_and_of_all(ask: Any) -> None:
    """The words of the path, the years, My Numbers; and how many dates could not be right."""
    retention = ask({
        "平成28年度/名簿.csv": {"days": 400}, "b": {"days": -9}, "c": {"days": SIX_YEARS, "detector": "email"}
    })  # fmt: skip
    last, first = retention
    assert [(sign.reason, sign.words) for sign in first.signs] == [("year", "平成28年度")]
    assert (first.years, first.has_my_number, first.persons_most, first.owner) == (1, True, 3, "taro")
    assert (last.has_my_number, last.level.value) == (False, "low")
    assert (retention.files, retention.odd_dates) == (3, 1)
