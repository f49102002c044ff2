"""The audit log says who ran, exported, revealed and marked, and nobody without the key can change what it says."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = "090-2345-6781"


@pytest.fixture
def desk(meibo: Any, tmp_path: Path) -> Any:
    """The command in a folder with an inventory of one scan; its summary is kept."""
    share = tmp_path / "share"
    share.mkdir()
    (share / "連絡先.txt").write_text(f"電話 {NUMBER}\n", "utf-8")
    done = meibo("scan", share, "--no-progress")
    assert done.returncode == 0, done.stderr
    meibo.share, meibo.summary = share, done.stdout
    return meibo


def read_log(desk: Any) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(desk("list", "--audit", "--format", "json").stdout)
    return entries


def test_who_did_what_is_recorded(desk: Any) -> None:
    """Each of them with time, user, host and process; never a value that was found."""
    assert desk("report", "--csv", "list.csv").returncode == 0
    assert (
        desk("triage", "連絡先.txt", "--mark", "needed", "--reason", "契約中", "--person", "営業 花子").returncode == 0
    )
    assert NUMBER in desk("detect", desk.share, "-i", "meibo.db", "--reveal").stdout
    assert desk("copies", "--xlsx", "copies.xlsx").returncode == 0
    assert desk("verify", "--backup", "copy.db", "--compact").returncode == 0
    log = read_log(desk)
    assert [entry["action"] for entry in log] == [
        "seal", "scan-begin", "scan-end", "export", "mark", "reveal", "export", "backup", "compact",
    ]  # fmt: skip
    by_action = {entry["action"]: entry for entry in log}
    assert by_action["scan-begin"]["details"]["targets"] == [desk.share.as_uri()]
    assert by_action["scan-end"]["details"] == {"scan": 1, "state": "finished"}
    assert [entry["details"]["kind"] for entry in log if entry["action"] == "export"] == ["csv", "copies"]
    assert (by_action["mark"]["person"], by_action["mark"]["details"]["kinds"]) == ("営業 花子", ["needed"])
    assert {entry["uid"] for entry in log} == {os.getuid()}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}\+00:00", entry["made"]) for entry in log)
    assert NUMBER not in json.dumps(log, ensure_ascii=False)
    assert NUMBER[-4:] not in json.dumps([entry["details"] for entry in log], ensure_ascii=False)
    shown = desk("list", "--audit", "--lang", "ja").stdout
    assert "走査の開始" in shown
    assert "値の表示" in shown
    assert desk("list", "--audit", "--format", "csv").stdout.startswith("id,made,user,host,person,action,details")


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE audit SET user = 'nobody' WHERE id = 3",
        "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)",
        "DELETE FROM audit WHERE id = 2; UPDATE audit SET before = (SELECT seal FROM audit WHERE id = 1) WHERE id = 3",
        "DELETE FROM audit",
    ],
    ids=["altered", "the last one gone", "one in the middle gone", "all gone"],
)
@pytest.mark.slow
def test_the_log_cannot_be_changed_unseen(desk: Any, script: str) -> None:
    """``meibo verify`` ends with 3, also the quick one."""
    with sqlite3.connect(desk.folder / "meibo.db") as connection:
        connection.executescript(script)
    connection.close()
    for arguments in ((), ("--quick",)):
        done = desk("verify", *arguments, "--format", "json")
        assert done.returncode == 3
        assert "audit" in [fault["subject"] for fault in json.loads(done.stdout)["faults"]]


@pytest.mark.slow
def test_the_seal_of_a_scan_shows_an_older_copy(desk: Any, tmp_path: Path) -> None:
    """The summary prints it; an inventory that was put back as it was before does not hold it."""
    old = shutil.copy(desk.folder / "meibo.db", tmp_path / "old.db")
    later = desk("scan", desk.share, "--no-progress").stdout
    first, last = (re.search(r"seal: ([0-9a-f]{24}) ", text) for text in (desk.summary, later))
    assert first
    assert last
    assert first[1] != last[1]
    for seal in (first[1], last[1]):
        assert desk("verify", "--expect", seal).returncode == 0
    shutil.copy(old, desk.folder / "meibo.db")
    assert desk("verify").returncode == 0
    done = desk("verify", "--expect", last[1])
    assert done.returncode == 3
    assert "older copy" in done.stdout
    assert desk("verify", "--expect", "12").returncode == 2


@pytest.mark.slow
def test_a_report_of_a_copy_is_recorded_in_the_copy(desk: Any) -> None:
    """Though a copy is one file without a log beside it, of which a reader keeps writers out."""
    assert desk("verify", "--backup", "copy.db", "--with-key").returncode == 0
    before = len(read_log(desk))
    done = desk("report", "-i", "copy.db", "--csv", "list.csv", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    entries = json.loads(desk("list", "-i", "copy.db", "--audit", "--format", "json").stdout)
    assert entries[-1]["action"] == "export"
    assert len(read_log(desk)) == before


def test_an_export_goes_on_where_it_cannot_be_recorded(desk: Any, tmp_path: Path) -> None:
    """Without the key nothing is written to the inventory, which is said; the report is there."""
    key = (desk.folder / "meibo.db.key").rename(tmp_path / "aside.key")
    done = desk("report", "--csv", "list.csv")
    assert done.returncode == 0
    assert "could not be recorded" in done.stderr
    assert (desk.folder / "list.csv").exists()
    done = desk("report", "--csv", "list.csv", "--key-file", key)
    assert (done.returncode, done.stderr) == (0, "")
    assert desk("verify", "--key-file", key).returncode == 0
