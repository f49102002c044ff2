"""Jobs and named targets: what they may say, and what is refused with its reason in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from meibo.catalogue.configuration import JOB_WORDS
from meibo.cli.main import main
from meibo.configuration.job_table import JOB_KEYS
from meibo.configuration.reading import read_configuration

JOB = "[[job]]\nname = 'nightly'\ntargets = ['/srv/share']\n"


def test_a_job_says_what_is_scanned_when_and_how(tmp_path: Path) -> None:
    """Its own keys, any key of [scan], and reports whose paths hold its name and the day."""
    place = tmp_path / "meibo.toml"
    place.write_text(
        "[targets]\nsales = 'smb://fs/sales'\nall = ['sales-2', '/srv']\n"
        "[[job]]\nname = '夜間'\ntargets = ['sales', '/srv/share']\nschedule = 'daily 22:00'\n"
        "reports = ['{job}/{date}.XLSX', 'list.csv']\njsonl = '{date}.jsonl'\n"
        "inventory = 'night.db'\nkeep-scans = 30\nkeep-days = 365\nnotify = ['it']\nfail-on = 'high'\nstrict = true\n"
        "[[job]]\nname = 'weekly'\ntargets = ['all']\nreports = {xlsx = 'weekly.out'}\n",
        "utf-8",
    )
    configuration = read_configuration(place)
    nightly, weekly = configuration.jobs
    assert configuration.targets == {"sales": ("smb://fs/sales",), "all": ("sales-2", "/srv")}
    assert (nightly.name, nightly.targets, nightly.notify) == ("夜間", ("sales", "/srv/share"), ("it",))
    assert (nightly.keep_scans, nightly.keep_days) == (30, 365)
    assert nightly.schedule is not None
    assert nightly.schedule.expression == "0 22 * * *"
    assert nightly.options["inventory"] == Path("night.db")
    assert (nightly.options["fail_on"], nightly.options["strict"]) == ("high", True)
    assert nightly.name_reports(date(2026, 11, 23)) == {
        "xlsx": Path("夜間/2026-11-23.XLSX"), "csv": Path("list.csv"), "jsonl": Path("2026-11-23.jsonl"),
    }  # fmt: skip
    assert weekly.schedule is None
    assert weekly.name_reports(date(2026, 11, 23)) == {"xlsx": Path("weekly.out")}


CASES = (
    ("[[job]]\ntargets = ['a']\n", "job[1].name", "'job[1].name' is missing"),
    ("[[job]]\nname = 'nightly'\n", "job[1].targets", "'job[1].targets' is missing"),
    ("[[job]]\nname = 'nightly'\ntargets = []\n", "job[1].targets", "job[1].targets"),
    ("[[job]]\nname = 'a/b'\ntargets = ['a']\n", "「a/b」は使えません", "'a/b' must be"),
    ("[[job]]\nname = '-x'\ntargets = ['a']\n", "先頭は文字か数字", "a letter or digit first"),
    (JOB * 2, "別のジョブか [targets]", "'job[2].name': 'nightly' is the name of another"),
    (f"[targets]\nnightly = 'a'\n{JOB}", "別のジョブか [targets]", "'job[1].name': 'nightly'"),
    (JOB + "shedule = 'daily 22:00'", "近いもの: schedule", "did you mean: schedule"),
    (JOB + "keepscans = 3", "keep-scans", "did you mean: keep-scans"),
    (JOB + "fail_on = 'high'", "fail-on", "did you mean: fail-on"),
    (JOB + "fail-on = 'highest'", "job[1].fail-on", "highest"),
    (JOB + "keep-scans = 0", "job[1].keep-scans", "job[1].keep-scans"),
    (JOB + "notify = 'it'", "job[1].notify", "job[1].notify"),
    (JOB + "schedule = 'nightly 22:00'", "予定として読めません", "'nightly 22:00' is no schedule"),
    (JOB + "schedule = '0 0 30 2 *'", "予定として読めません", "is no schedule (such as daily 22:00"),
    (JOB + "reports = ['a.docx']", "job[1].reports", "job[1].reports"),
    (JOB + "reports = {docx = 'a'}", "job[1].reports", "job[1].reports"),
    (JOB + "reports = ['a.csv']\ncsv = 'b.csv'", "2 つあります", "two reports of the kind csv"),
    (JOB + "reports = ['a.csv', 'b.csv']", "2 つあります", "two reports of the kind csv"),
    (JOB + "reports = ['{day}.csv']", "「{day}」は使えません", "no placeholder '{day}'"),
    (JOB + "csv = '{}.csv'", "{date}", "there is: {date}, {job}"),
    ("[job]\nname = 'a'\n", "[[job]]", "[[job]]"),
    ("[[jobs]]\nname = 'a'\n", "近いもの: job", "did you mean: job"),
    ("[targets]\n'a b' = 'x'\n", "「a b」は使えません", "'a b' must be"),
    ("[targets]\na = []\n", "targets.a", "'targets.a': give a path or URI"),
    ("[targets]\na = 1\n", "targets.a", "'targets.a': give a path or URI"),
)
"""A configuration, and what is said of it in Japanese and in English."""


@pytest.mark.parametrize(("content", "japanese", "english"), CASES)
def test_what_is_wrong_is_refused_with_its_reason(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: str,
    japanese: str,
    english: str,
) -> None:
    """With exit code 2 and the file's name, by every command that reads the file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "meibo.toml").write_text(content, "utf-8")
    for language, told in (("ja", japanese), ("en", english)):
        for command in (["run", "--list"], ["scan", "."]):
            assert main(["--lang", language, *command]) == 2
            out, err = capsys.readouterr()
            assert out == ""
            assert told in err
            assert "meibo.toml" in err


def test_every_key_has_words() -> None:
    """Each key of a job is explained."""
    assert list(JOB_KEYS) == list(JOB_WORDS)
