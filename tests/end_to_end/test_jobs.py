"""Jobs of the configuration: run by name, listed, refused while another runs, and told to schedulers."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from meibo.cli.credentials import take_credentials
from meibo.inventory.files import hold_lock
from meibo.inventory.writer import Writer

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION = """
[scan]
no-progress = true
fail-on = "critical"

[targets]
offices = ["share/sales", "share/legal"]

[[job]]
name = "nightly"
targets = ["offices"]
schedule = "daily 22:00"
reports = ["reports/{date}/{job}.csv", "latest.jsonl"]
inventory = "nightly.db"
fail-on = "high"

[[job]]
name = "weekly"
targets = ["share/gone"]
schedule = "weekly Sunday 01:00"
inventory = "weekly.db"

[[job]]
name = "by-hand"
targets = ["share"]

[[job]]
name = "short"
targets = ["share"]
inventory = "short.db"
keep-scans = 1
"""


@pytest.fixture(scope="module")
def desk(module_meibo: Any) -> Any:
    """The command in a folder with jobs, one of which has run."""
    for office, text in (("sales", "クレジットカード番号 4539-5787-6362-1486\n"), ("legal", "議事録\n")):
        folder = module_meibo.folder / "share" / office
        folder.mkdir(parents=True)
        (folder / f"{office}.txt").write_text(text, "utf-8")
    (module_meibo.folder / "meibo.toml").write_text(CONFIGURATION, "utf-8")
    module_meibo.done = module_meibo("run", "nightly")
    return module_meibo


def test_a_job_is_a_scan_with_its_own_options(desk: Any) -> None:
    """Its targets by name, its inventory, its reports in folders that are made, its exit code and its summary."""
    assert desk.done.returncode == 1  # fail-on of the job, not that of [scan]
    assert "files 2 = complete 2" in desk.done.stdout
    assert desk.done.stderr == ""
    today = datetime.now(UTC).astimezone().date()
    written = {path.relative_to(desk.folder).as_posix() for path in desk.folder.rglob("*.csv")}
    days = (today - timedelta(days=1), today)  # it may have started before midnight
    assert written <= {f"reports/{day}/nightly.csv" for day in days}
    assert len(written) == 1
    rows = [json.loads(line) for line in (desk.folder / "latest.jsonl").read_text("utf-8").splitlines()]
    assert [row["path"] for row in rows] == ["sales.txt"]
    assert not (desk.folder / "meibo.db").exists()


def test_the_command_line_wins(desk: Any) -> None:
    """Options of a scan hold for a job, too."""
    done = desk("run", "nightly", "--fail-on", "critical", "--quiet", "--log-format", "json")
    assert (done.returncode, done.stdout) == (0, "")
    assert [json.loads(line)["event"] for line in done.stderr.splitlines()] == ["scan-started", "scan-finished"]


def test_jobs_are_listed_with_what_they_did_and_will_do(desk: Any) -> None:
    """The last run, how it ended, and the next start; one that never ran, and one without a schedule, are told so."""
    assert desk("run", "weekly").returncode == 3
    done = desk("run", "--list")
    assert done.returncode == 0
    head, nightly, weekly, by_hand, _ = done.stdout.splitlines()
    assert head.split() == ["job", "schedule", "last", "run", "state", "next", "run"]
    now = datetime.now(UTC).astimezone()
    next_start = now.replace(hour=22, minute=0) + timedelta(days=now.hour >= 22)
    assert nightly.startswith("nightly  0 22 * * *")
    assert nightly.endswith(f"  {next_start:%Y-%m-%d} 22:00")
    assert "  complete  " in nightly
    assert "  incomplete  " in weekly
    assert by_hand.split() == ["by-hand", "-", "-", "never", "run", "-"]


def test_a_run_that_did_not_end_is_listed_as_what_it_is(desk: Any, tmp_path: Path) -> None:
    """Running while its process holds the inventory, interrupted when that has gone without a word; or unreadable."""
    place, inventory = tmp_path / "jobs.toml", tmp_path / "one.db"
    place.write_text(f"[[job]]\nname = 'one'\ntargets = ['{tmp_path}']\ninventory = '{inventory}'\n", "utf-8")
    with hold_lock(inventory):
        writer = Writer(inventory)
        writer.begin((tmp_path.as_uri(),), "{}", "rules", "meibo")
        writer.close()
        assert "  running  " in desk("run", "--list", "--config", place).stdout
    assert "  interrupted  " in desk("run", "--list", "--config", place).stdout
    inventory.write_bytes(b"no inventory")
    done = desk("run", "--list", "--config", place)
    assert done.returncode == 3
    assert "inventory not readable" in done.stdout
    assert "one.db" in done.stderr


@pytest.mark.slow
def test_a_job_keeps_as_much_history_as_it_says(desk: Any) -> None:
    """What is older goes when a run has ended."""
    for _ in range(2):
        assert desk("run", "short").returncode == 0
    scans = json.loads(desk("list", "--scans", "--format", "json", "-i", "short.db").stdout)
    assert [row["files"] for row in scans if row["state"] == "finished"] == [2]


def test_a_run_beside_another_is_refused_and_harms_nothing(desk: Any) -> None:
    """It ends with 3 and says which process is at work since when; the other goes on."""
    with hold_lock(desk.folder / "nightly.db"):
        done = desk("run", "nightly")
        listed = desk("run", "--list").stdout
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("meibo: error: another scan is using 'nightly.db' (PID ")
    assert "so this one was not started" in done.stderr
    assert "nightly  0 22 * * *" in listed


def test_scan_takes_names_of_the_configuration(desk: Any) -> None:
    """Of [targets] and of jobs, each target once; a name goes before a folder of that name, which is told."""
    (desk.folder / "offices").mkdir(exist_ok=True)
    done = desk("scan", "offices", "nightly", "--plan", "--log-format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["files"] == 2
    (note,) = map(json.loads, done.stderr.splitlines())
    assert (note["event"], note["text"]) == (
        "note",
        "meibo: 'offices' is taken for the name in 'meibo.toml'; write ./offices for the file or folder",
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run", "nigthly"], "no job 'nigthly'; did you mean: nightly"),
        (["run"], "name a job"),
        (["run", "nightly", "--config", "/dev/null"], "has no [[job]]"),
        (["schedule", "by-hand"], "job 'by-hand' has no schedule"),
        (["schedule", "nightly", "--as", "at"], "'at'"),
    ],
)
def test_what_cannot_be_run_is_2(desk: Any, arguments: list[str], told: str) -> None:
    """With what is there instead."""
    done = desk(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_a_schedule_starts_the_job_from_here(desk: Any) -> None:
    """Each form names the program in full, this folder and this configuration; folders that are missing are told."""
    for form, line in (("systemd", f"WorkingDirectory={desk.folder}"), ("cron", f"0 22 * * * cd {desk.folder} && ")):
        done = desk("schedule", "nightly", "--as", form)
        assert done.returncode == 0
        assert f"meibo run nightly --config {desk.folder}/meibo.toml" in done.stdout
        assert any(printed.startswith(line) for printed in done.stdout.splitlines())
    weekly = desk("schedule", "weekly", "--as", "windows", "--config", desk.folder / "meibo.toml")
    assert "<Sunday />" in weekly.stdout
    timer = desk("schedule", "nightly", "--as", "systemd", "--unit", "timer").stdout
    assert "[Timer]" in timer
    assert "[Service]" not in timer


@pytest.mark.skipif(sys.platform == "win32", reason="no name holds a line end there")
@pytest.mark.parametrize("form", ["systemd", "cron", "windows"])
def test_no_folder_adds_lines_to_a_schedule(desk: Any, form: str) -> None:
    """Its maker would else have a command of his run by the scheduler, as the user who adds the lines."""
    share = desk.folder / "a\n* * * * * touch ran #"
    share.mkdir(exist_ok=True)
    (share / "meibo.toml").write_text(CONFIGURATION, "utf-8")
    done = desk("schedule", "nightly", "--as", form, "--config", share / "meibo.toml", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no scheduler can be told of it" in done.stderr


def test_secrets_of_the_service_manager_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of $CREDENTIALS_DIRECTORY stand for the variables of their names, where those are not set."""
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    for name, before in (("MEIBO_SMB_USERNAME", "given"), ("MEIBO_SMTP_USERNAME", ""), ("OTHER", "")):
        monkeypatch.setenv(name, before)  # also so that it is as before when the test ends
        if not before:
            monkeypatch.delenv(name)
        (tmp_path / name).write_text("秘密 \n", "utf-8")
    take_credentials()
    assert os.environ["MEIBO_SMTP_USERNAME"] == "秘密 "
    assert os.environ["MEIBO_SMB_USERNAME"] == "given"
    assert "OTHER" not in os.environ


def test_a_secret_that_cannot_be_read_is_told_by_its_name(desk: Any, tmp_path: Path) -> None:
    """And never by what it holds."""
    (tmp_path / "MEIBO_SMB_PASSWORD").write_bytes(b"geheim\xff\n")
    done = desk("run", "nightly", env={**os.environ, "LC_ALL": "C.UTF-8", "CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert (done.returncode, done.stdout) == (2, "")
    assert "MEIBO_SMB_PASSWORD" in done.stderr
    assert "geheim" not in done.stderr
