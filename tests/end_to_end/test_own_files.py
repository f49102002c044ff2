"""A scan never reads what meibo itself has written into the scanned folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REPORTS = ["--xlsx", "report.xlsx", "--csv", "report.csv", "--jsonl", "report.jsonl"]
PHONE = "電話番号 090-2345-6781\n"


@pytest.fixture
def skipped(list_files: Callable[..., dict[str, dict[str, Any]]]) -> Callable[..., tuple[set[str], set[str]]]:
    """Which files the newest scan skipped as meibo's own, and which it read."""

    def ask(*arguments: object) -> tuple[set[str], set[str]]:
        files = list_files(*arguments)
        own = {path for path, row in files.items() if row["reason"] == "own-inventory"}
        return own, {path for path, row in files.items() if row["status"] == "complete"}

    return ask


@pytest.mark.slow
def test_inventory_key_and_reports_are_left_out(meibo: Any, skipped: Callable[..., Any]) -> None:
    """Scanning the folder that one works in, again and again, finds the user's files only."""
    (meibo.folder / "a.txt").write_text(PHONE, "utf-8")
    (meibo.folder / "shared.key").unlink()
    companions = {"meibo.db", "meibo.db-wal", "meibo.db-shm", "meibo.db.key", "meibo.db.lock"}
    written = {"report.xlsx", "report.csv", "report.jsonl"}
    assert meibo("scan", ".", *REPORTS).returncode == 0
    own, read = skipped()
    assert own <= companions
    assert read == {"a.txt"}
    assert meibo("report", "--csv", "later.csv").returncode == 0
    assert meibo("scan", ".", *REPORTS).returncode == 0
    own, read = skipped()
    assert written | {"later.csv", "meibo.db", "meibo.db.key", "meibo.db.lock"} <= own
    assert own <= written | companions | {"later.csv"}
    assert read == {"a.txt"}


@pytest.mark.slow
def test_they_are_known_wherever_they_lie(meibo: Any, share: Path, skipped: Callable[..., Any]) -> None:
    """In a subfolder, under a relative path, or behind links, own files are own files."""
    (share / "sub").mkdir()
    (share / "sub" / "a.txt").write_text(PHONE, "utf-8")
    alias = share.with_name("alias")
    alias.symlink_to(share)
    key = os.path.relpath(share / "sub" / "my.key", meibo.folder)
    arguments = ["-i", alias / "sub" / "own.db", "--key-file", key, "--csv", alias / "list.csv"]
    assert meibo("scan", share, *arguments).returncode == 0
    assert meibo("scan", alias, *arguments).returncode == 0
    own, read = skipped("-i", share / "sub" / "own.db")
    assert {"sub/own.db", "sub/my.key", "sub/own.db.lock", "list.csv"} <= own
    assert read == {"sub/a.txt"}


@pytest.mark.slow
def test_a_plan_leaves_them_out_too(meibo: Any) -> None:
    """The plan counts them as what they are."""
    (meibo.folder / "a.txt").write_text(PHONE, "utf-8")
    assert meibo("scan", ".", "--csv", "a.csv").returncode == 0
    done = meibo("scan", ".", "--plan")
    assert "own-inventory" in done.stdout
    assert ".db" not in done.stdout


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize("is_link", [True, False], ids=["link", "file"])
@pytest.mark.slow
def test_another_user_hides_nothing_behind_them(
    meibo: Any, share: Path, skipped: Callable[..., Any], *, is_link: bool
) -> None:
    """A link of his in place of a report, or a file of his own there, makes no file of the share one of ours."""
    (share / "a.txt").write_text(PHONE, "utf-8")
    report = share / "report.csv"
    assert meibo("scan", share, "-i", "own.db", "--csv", report).returncode == 0
    report.unlink()
    if is_link:
        report.symlink_to("a.txt")
    else:
        report.write_text(PHONE, "utf-8")
    os.chown(report, 65534, -1, follow_symlinks=False)
    meibo("scan", share, "-i", "own.db", "--full")
    own, read = skipped("-i", "own.db")
    assert own == set()
    assert read == ({"a.txt"} if is_link else {"a.txt", "report.csv"})
