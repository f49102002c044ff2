"""Every option of a scan does what it says, on the command line and in the configuration."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Files = dict[str, dict[str, Any]]
PHONE = "電話番号 090-2345-6781\n"
EMAIL = "メール hanako@mail.co.jp\n"
MEDIUM = "09023456781\n"
"""An unbroken mobile number without label is of medium confidence."""


@pytest.fixture
def files(share: Path) -> Path:
    """A few files of several kinds."""
    (share / "sub").mkdir()
    for path, content in (
        ("a.txt", PHONE),
        ("b.csv", EMAIL),
        ("sub/c.csv", PHONE + EMAIL),
        ("sub/d.log", MEDIUM),
        ("sub/e.log", EMAIL * 1000),
    ):
        (share / path).write_text(content, "utf-8")
    (share / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    return share


def findings(files: Files) -> dict[str, dict[str, int]]:
    return {path: row["findings"] for path, row in files.items() if row["findings"]}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "read"),
    [
        (["--include", "*.csv"], {"b.csv", "sub/c.csv"}),
        (["--include", "a.*", "--include", "d.*"], {"a.txt", "sub/d.log"}),
        (["--exclude", "*.log", "--exclude", "*.png"], {"a.txt", "b.csv", "sub/c.csv"}),
        (["--exclude", "sub"], {"a.txt", "b.csv"}),
        (["--include", "*.csv", "--exclude", "sub/*"], {"b.csv"}),
    ],
)
def test_include_and_exclude(
    meibo: Any, files: Path, list_files: Callable[..., Files], options: list[str], read: set[str]
) -> None:
    """Only chosen files are read; what is left out is counted and no fault."""
    done = meibo("scan", files, *options)
    assert done.returncode == 0
    assert "excluded" in done.stdout
    assert {path for path, row in list_files().items() if row["status"] == "complete"} == read


def test_max_file_size(meibo: Any, files: Path, list_files: Callable[..., Files]) -> None:
    """A larger file is skipped, which is a fault, for it might hold anything."""
    done = meibo("scan", files, "--max-file-size", "1K")
    assert done.returncode == 3
    assert "sub/e.log" in done.stderr
    row = list_files()["sub/e.log"]
    assert (row["status"], row["reason"]) == ("skipped", "size-limit")


def test_detectors(meibo: Any, files: Path, list_files: Callable[..., Files]) -> None:
    """Only the named detectors look."""
    assert meibo("scan", files, "--detectors", "email").returncode == 0
    assert findings(list_files("--min-confidence", "low")) == {
        "b.csv": {"email": 1},
        "sub/c.csv": {"email": 1},
        "sub/e.log": {"email": 1000},
    }


@pytest.mark.slow
@pytest.mark.parametrize(("level", "positions"), [("low", 1), ("high", 0)])
def test_min_confidence(meibo: Any, files: Path, list_files: Callable[..., Files], level: str, positions: int) -> None:
    """It filters positions and reports, while counts of all levels are kept."""
    assert meibo("scan", files, "--include", "d.log", "--min-confidence", level, "--jsonl", "a.jsonl").returncode == 0
    assert len((meibo.folder / "a.jsonl").read_text("utf-8").splitlines()) == positions
    assert findings(list_files("--min-confidence", "low")) == {"sub/d.log": {"jp_phone": 1}}
    assert findings(list_files("--min-confidence", "high")) == {}


@pytest.mark.slow
def test_positions_are_capped_unless_all_are_asked_for(meibo: Any, files: Path) -> None:
    """Twenty examples a file and detector; all with --all-locations; the count is exact in both."""
    for number, (options, kept) in enumerate((([], 20), (["--all-locations"], 1000)), 1):
        done = meibo("scan", files, "--include", "e.log", "--jsonl", "a.jsonl", *options)
        assert done.returncode == 0
        assert f"scan {number}" in done.stdout
        rows = [json.loads(line) for line in (meibo.folder / "a.jsonl").read_text("utf-8").splitlines()]
        assert [row["location"]["line"] for row in rows] == list(range(1, kept + 1))
        assert "1,000" in meibo("list").stdout


def test_reports_without_a_place_lie_beside_the_inventory(meibo: Any, files: Path) -> None:
    """They have its name with their own ending, of a scan and of a report alone; a place may still be told."""
    (meibo.folder / "kept").mkdir()
    done = meibo("scan", files, "-i", "kept/shares.db", "--xlsx", "--html", "--csv", "other.csv")
    assert done.returncode == 0, done.stderr
    assert {"kept/shares.xlsx", "kept/shares.html", "other.csv"} <= {
        line.partition(": ")[2] for line in done.stdout.splitlines() if line.startswith("report")
    }
    assert meibo("report", "-i", "kept/shares.db", "--jsonl").returncode == 0
    assert {path.suffix for path in (meibo.folder / "kept").iterdir()} >= {".db", ".xlsx", ".html", ".jsonl"}


def test_the_summary_says_where_to_look_first(meibo: Any, files: Path) -> None:
    """The command that it names runs, also with an inventory elsewhere."""
    last = meibo("scan", files, "-i", "my shares.db").stdout.splitlines()[-1]
    command = last.partition(": meibo ")[2]
    assert command == "list -i 'my shares.db'"
    assert "a.txt" in meibo(*shlex.split(command)).stdout


def test_plan_lists_and_writes_nothing(meibo: Any, files: Path) -> None:
    """How many files and bytes there are by kind; no inventory is made."""
    done = meibo("scan", files, "--plan", "--exclude", "*.png")
    assert done.returncode == 0
    assert "6 files" in done.stdout
    assert ".csv" in done.stdout
    assert "excluded" in done.stdout
    assert [path.name for path in meibo.folder.iterdir()] == ["shared.key"]


def test_a_plan_of_nothing_is_incomplete(meibo: Any, files: Path) -> None:
    """A missing target is named and makes the plan fail as it would make the scan."""
    done = meibo("scan", files / "名簿置場", "--plan")
    assert done.returncode == 3
    assert "名簿置場" in done.stderr
    assert "not-found" in done.stderr


def test_quiet(meibo: Any, files: Path) -> None:
    """Neither summary nor progress; reports are written all the same."""
    done = meibo("scan", files, "--quiet", "--csv", "a.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (meibo.folder / "a.csv").stat().st_size > 100


def test_a_log_of_json_lines(meibo: Any, files: Path) -> None:
    """Each line of standard error is an object with a time and an event, faults with path, code and class."""
    (files / "locked \x1b[31m\u202e.txt").touch(0)
    done = meibo.without_rights("scan", files, "--log-format", "json", "--max-file-size", "1K")
    assert done.returncode == 3
    rows = [json.loads(line) for line in done.stderr.splitlines()]
    assert all({"time", "event"} <= set(row) for row in rows)
    assert rows[-1]["event"] == "scan-finished"
    assert rows[-1]["exit_code"] == 3
    assert rows[-1]["listed"] == rows[-1]["complete"] + rows[-1]["partial"] + rows[-1]["skipped"]
    issues = {row["path"]: (row["code"], row["class"]) for row in rows if row["event"] == "issue"}
    assert issues == {
        "locked \x1b[31m\u202e.txt": ("permission-denied", "fault"),
        "sub/e.log": ("size-limit", "fault"),
    }


@pytest.mark.slow
def test_nice(meibo: Any, share: Path, processes: Any, write_plain: Callable[[Path, int], Path]) -> None:
    """With --nice the workers give way to everybody else."""
    large = write_plain(share / "large.txt", 12)
    process = meibo.start("scan", share, "--nice")
    worker = processes.wait_for_reader(process.pid, large)
    assert os.getpriority(os.PRIO_PROCESS, worker) == 19
    assert meibo.finish(process).returncode == 0


@pytest.mark.parametrize(
    ("before", "after", "environment", "word"),
    [
        ([], ["--lang", "ja"], "C.UTF-8", "個人番号"),
        ([], ["--lang=ja"], "C.UTF-8", "個人番号"),
        (["--lang", "ja"], [], "C.UTF-8", "個人番号"),
        ([], ["--lang", "en"], "ja_JP.UTF-8", "individual number"),
        ([], [], "ja_JP.UTF-8", "個人番号"),
        ([], [], "de_DE.UTF-8", "individual number"),
        ([], [], "", "individual number"),
    ],
)
def test_language(meibo: Any, before: list[str], after: list[str], environment: str, word: str) -> None:
    """--lang before or behind the command wins over the locale; without either it is English."""
    variables = {**os.environ, "LC_ALL": environment, "LANG": "", "LC_MESSAGES": "", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "meibo", *before, "detectors", *after]
    done = subprocess.run(command, cwd=meibo.folder, env=variables, capture_output=True, encoding="utf-8", check=True)
    assert word in done.stdout


@pytest.mark.slow
def test_configuration_gives_defaults(meibo: Any, files: Path, list_files: Callable[..., Files]) -> None:
    """Keys of [scan] in meibo.toml hold for every scan; the command line wins; --config names another file."""
    (meibo.folder / "meibo.toml").write_text(
        '[scan]\ninventory = "own.db"\ninclude = ["*.csv"]\ndetectors = ["email"]\nquiet = true\n'
        'csv = "own.csv"\nworkers = 1\nfile-timeout = 60\nfile-memory = "512M"\nmax-file-size = "10M"\nstrict = false\n'
        'min-confidence = "high"\nall-locations = true\nlog-format = "text"\nfail-on = "critical"\n',
        "utf-8",
    )
    done = meibo("scan", files)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (meibo.folder / "own.csv").is_file()
    assert findings(list_files()) == {"b.csv": {"email": 1}, "sub/c.csv": {"email": 1}}
    assert meibo("scan", files, "-i", "other.db", "--detectors", "jp_phone").returncode == 0
    assert findings(list_files("-i", "other.db")) == {"sub/c.csv": {"jp_phone": 1}}
    (meibo.folder / "other.toml").write_text('[scan]\nlang = "ja"\n', "utf-8")
    assert "走査" in meibo("scan", files, "--config", "other.toml").stdout
    assert "scan 1" in meibo("scan", files, "--config", "other.toml", "-i", "third.db", "--lang", "en").stdout
    assert "scan 1" in meibo("--lang", "en", "scan", files, "--config", "other.toml", "-i", "fourth.db").stdout


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[scan]\nwokers = 2\n", ["scan.wokers", "workers"]),
        ("[scam]\nworkers = 2\n", ["scam", "scan"]),
        ("workers = 2\n", ["workers", "scan"]),
        ("[scan]\nworkers = '2'\n", ["scan.workers", "'2'"]),
        ("[scan]\nworkers = 0\n", ["scan.workers", "0"]),
        ("[scan]\nworkers = true\n", ["scan.workers", "True"]),
        ("[scan]\nfile-timeout = true\n", ["scan.file-timeout", "True"]),
        ("[scan]\nfile-timeout = inf\n", ["scan.file-timeout", "inf"]),
        ("[scan]\ninclude = '*.csv'\n", ["scan.include", "*.csv"]),
        ("[scan]\nstrict = 'yes'\n", ["scan.strict", "yes"]),
        ("[scan]\nmin-confidence = 'some'\n", ["scan.min-confidence", "some"]),
        ("[scan]\nmin-confidence = ['high']\n", ["scan.min-confidence", "high"]),
        ("[scan]\nmax-file-size = 'big'\n", ["big"]),
        ("[scan]\ndetectors = ['emial']\n", ["emial", "email"]),
        ("[scan\n", ["meibo.toml"]),
        ("scan = 3\n", ["scan"]),
        ("[scan]\nlang = 'fr'\n", ["scan.lang", "fr"]),
        (b"\xff\xfe[scan]", ["meibo.toml"]),
    ],
)
def test_a_wrong_configuration_is_refused(meibo: Any, files: Path, content: str | bytes, told: list[str]) -> None:
    """Unknown keys name the nearest known one, wrong values are named with their key; nothing is scanned."""
    (meibo.folder / "meibo.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    done = meibo("scan", files)
    assert done.returncode == 2
    for word in told:
        assert word in done.stderr
    assert not (meibo.folder / "meibo.db").exists()


@pytest.mark.parametrize(
    ("arguments", "japanese", "english"),
    [
        (["scan"], "TARGET を指定してください", "name TARGET"),
        (["scan", "x", "--workers"], "--workers に値を指定してください", "--workers needs a value"),
        (
            ["scan", "x", "--workers", "two"],
            "--workers の値「two」が正しくありません",
            "'two' is no value for --workers",
        ),
        (["scan", "x", "--fail-on", "y"], "--fail-on に「y」は指定できません", "--fail-on cannot be 'y'"),
        (["scan", "x", "--foo"], "引数「--foo」は使えません", "no argument '--foo'"),
        (["merge"], "コマンド「merge」はありません", "no command 'merge'"),
        (["list", "--status", "foo"], "棚卸しファイル", "no inventory"),
    ],
)
def test_wrong_usage_is_told_in_the_chosen_language(
    meibo: Any, arguments: list[str], japanese: str, english: str
) -> None:
    """What is wrong is said in Japanese or English, with exit code 2."""
    for language, told in (("ja", japanese), ("en", english)):
        done = meibo("--lang", language, *arguments)
        assert done.returncode == 2
        assert told in done.stderr
