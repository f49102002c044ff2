"""The exit code says how a command ended, and standard error says why."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CARD = "クレジットカード番号 4539-5787-6362-1486\n"
PHONE = "電話番号 090-2345-6781\n"


def test_complete_is_0(meibo: Any, sample_share: Path, read_summary: Callable[[str], dict[str, int]]) -> None:
    """A share that was read to the end ends with 0, and the files of the summary add up to those of the share."""
    done = meibo("scan", sample_share)
    assert (done.returncode, done.stderr) == (0, "")
    figures = read_summary(done.stdout)
    assert figures["listed"] == sum(path.is_file() for path in sample_share.rglob("*"))
    assert figures["listed"] == figures["complete"] + figures["partial"] + figures["skipped"]
    assert "inventory: meibo.db" in done.stdout


@pytest.mark.parametrize(
    ("content", "least", "code"),
    [
        (CARD, "high", 1),
        pytest.param(CARD, "low", 1, marks=pytest.mark.slow),
        pytest.param(CARD, "critical", 0, marks=pytest.mark.slow),
        (PHONE, "low", 0),
    ],
)
def test_fail_on_is_1_from_that_risk_up(meibo: Any, share: Path, content: str, least: str, code: int) -> None:
    """Only findings whose risk class reaches the named level make the command fail; weak ones never do."""
    (share / "a.txt").write_text(content, "utf-8")
    assert meibo("scan", share, "--fail-on", least).returncode == code


def test_incomplete_wins_over_fail_on(meibo: Any, share: Path) -> None:
    """A scan that is not complete says so, whatever it has found."""
    (share / "a.txt").write_text(CARD, "utf-8")
    assert meibo("scan", share, meibo.folder / "gone", "--fail-on", "high").returncode == 3


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["scan", "SHARE", "--no-such-option"], "--no-such-option"),
        (["scan"], "TARGET"),
        (["scan", ""], "target"),
        (["scan", "ftp://server/share"], "ftp://"),
        (["scan", "SHARE", "--max-file-size", "big"], "'big'"),
        (["scan", "SHARE", "--detectors", "emial"], "email"),
        (["scan", "SHARE", "--fail-on", "extreme"], "extreme"),
        (["scan", "SHARE", "--workers", "many"], "many"),
        (["scan", "SHARE", "--workers", "0"], "0"),
        (["scan", "SHARE", "--workers", "-1"], "-1"),
        (["scan", "SHARE", "--file-timeout", "-5"], "-5"),
        (["scan", "SHARE", "--file-timeout", "nan"], "nan"),
        (["scan", "SHARE", "--file-memory", "0"], "0"),
        (["scan", "SHARE", "--config", "gone.toml"], "gone.toml"),
        (["scna", "SHARE"], "scan"),
        (["list"], "meibo.db"),
        (["show", "a.txt"], "meibo.db"),
        (["report", "--csv", "a.csv"], "meibo.db"),
        (["report"], "--csv"),
        (["detect", "--detectors", "fone"], "fone"),
        ([], "COMMAND"),
    ],
    ids=" ".join,
)
def test_usage_is_2(meibo: Any, share: Path, arguments: list[str], told: str) -> None:
    """What cannot be understood ends with 2, names the trouble, and writes nothing."""
    before = sorted(meibo.folder.iterdir())
    done = meibo(*(str(share) if word == "SHARE" else word for word in arguments))
    assert done.returncode == 2
    assert told in done.stderr + done.stdout
    assert "internal" not in done.stderr
    assert sorted(meibo.folder.iterdir()) == before


def test_an_inventory_that_is_none_is_2(meibo: Any, share: Path) -> None:
    """A file of somebody else's is neither used nor changed."""
    other = meibo.folder / "notes.txt"
    other.write_text("買い物メモ\n" * 200, "utf-8")
    before = other.read_bytes()
    for command in (("scan", share), ("list",)):
        done = meibo(*command, "-i", other)
        assert done.returncode in (2, 3)
        assert "notes.txt" in done.stderr
    assert other.read_bytes() == before


def test_an_empty_folder_is_3(meibo: Any, share: Path) -> None:
    """No file at all is never clean."""
    done = meibo("scan", share)
    assert done.returncode == 3
    assert "no file was found" in done.stdout


@pytest.mark.parametrize("quiet", [[], ["--quiet"]], ids=["", "quiet"])
def test_a_missing_target_is_3_and_named(meibo: Any, share: Path, quiet: list[str]) -> None:
    """A target that is not there is named on standard error, also with --quiet; the others are scanned."""
    (share / "a.txt").write_text(PHONE, "utf-8")
    done = meibo("scan", meibo.folder / "存在しない共有", share, *quiet)
    assert done.returncode == 3
    assert "存在しない共有" in done.stderr
    assert "not-found" in done.stderr
    assert meibo("list", "--path", "a.txt").stdout.count("a.txt") == 1


@pytest.mark.parametrize("command", ["detect", "text"])
def test_a_missing_file_is_3_for_reading_commands_too(meibo: Any, command: str) -> None:
    """What is printed of the others does not hide that one was not there."""
    (meibo.folder / "a.txt").write_text(PHONE, "utf-8")
    done = meibo(command, "a.txt", "gone.txt")
    assert done.returncode == 3
    assert "gone.txt" in done.stderr
    assert done.stdout


def test_what_is_by_design_is_0_and_3_where_strict(meibo: Any, share: Path) -> None:
    """A picture and a link are counted and no fault, unless --strict makes them one."""
    (share / "a.txt").write_text(PHONE, "utf-8")
    (share / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    (share / "link").symlink_to("a.txt")
    plain, strict = meibo("scan", share), meibo("scan", share, "--strict")
    assert (plain.returncode, strict.returncode) == (0, 3)
    for done in (plain, strict):
        assert "image-only" in done.stdout
        assert "link" in done.stdout


def test_a_note_is_no_fault_even_where_strict(meibo: Any, share: Path) -> None:
    """Characters that could not be decoded are worth knowing; the file was read all the same."""
    (share / "a.txt").write_bytes(
        "電話番号 090-2345-6781 \n".encode() * 20 + b"\xff broken \n" + "日本語\n".encode() * 20
    )
    done = meibo("scan", share, "--strict")
    assert "undecodable" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)])
def test_interrupted_is_130(
    meibo: Any, share: Path, processes: Any, write_plain: Callable[[Path, int], Path], number: int
) -> None:
    """Ctrl-C, or a polite request to end, leaves an inventory that can be continued, and says so."""
    large = write_plain(share / "large.txt", 24)
    process = meibo.start("scan", share)
    processes.wait_for_reader(process.pid, large)
    process.send_signal(number)
    done = meibo.finish(process)
    assert done.returncode == 130
    assert "the same command goes on from here" in done.stderr
    assert "interrupted" in meibo("list", "--scans").stdout
