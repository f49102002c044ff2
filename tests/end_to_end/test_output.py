"""Standard output may be closed, full or left by its reader; nobody sees a traceback for it."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def many(share: Path) -> Path:
    """A file of so many findings that no pipe holds them."""
    (share / "many.txt").write_text("メール hanako@mail.co.jp 電話 090-2345-6781\n" * 5000, "utf-8")
    return share


def test_a_reader_that_leaves_is_no_error(meibo: Any, many: Path) -> None:
    """``| head -1`` shows one line and nothing else."""
    command = meibo.start("detect", many)
    assert command.stdout.readline().startswith(f"{many}/many.txt:1:5: email high ")
    command.stdout.close()
    assert command.stderr.read() == ""
    assert command.wait() == 0


@pytest.mark.parametrize("arguments", [["--help"], ["scan", "--help"], ["--version"], ["detectors"]], ids=" ".join)
def test_a_reader_that_never_came_is_no_error(meibo: Any, arguments: list[str]) -> None:
    """Even what fits a pipe ends quietly when nobody is at its other end."""
    command = meibo.start(*arguments)
    command.stdout.close()
    assert command.stderr.read() == ""
    assert command.wait() == 0


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
@pytest.mark.slow
def test_a_scan_goes_on_when_nobody_listens(
    meibo: Any, share: Path, stream: str, dump_inventory: Callable[[Path], Any]
) -> None:
    """Neither the summary nor the issues have a reader, yet everything is scanned and the exit code is right."""
    for number in range(50):
        (share / f"{number:02}.txt").write_text("電話 090-2345-6781\n" * (number + 1), "utf-8")
    command = meibo.start("scan", share, "--max-file-size", "500")
    getattr(command, stream).close()
    command.stdout.close()
    assert command.wait() == 3
    said = dump_inventory(meibo.folder / "meibo.db")
    assert said["state"][0][0] == "finished"
    assert len(said["assets"]) == 50


def run_on_a_terminal(meibo: Any, *arguments: object) -> str:
    """What a command shows on a terminal of its own."""
    ours, theirs = pty.openpty()
    command = meibo.start(*arguments, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # what a terminal says when its last user has left
        while piece := os.read(ours, 65536):
            shown += piece
    os.close(ours)
    assert command.wait() == 3
    return shown.decode()


def test_progress_is_for_terminals(meibo: Any, share: Path, write_plain: Callable[[Path, int], Path]) -> None:
    """A terminal shows how far the scan is, unless it is told not to; names never steer it."""
    write_plain(share / "long.txt", 24)
    with (share / "\x1b]0;evil\x07 [bold]x.txt").open("wb") as stream:
        stream.truncate(40_000_000)
    bar = "\u2501"
    moving, still = (
        run_on_a_terminal(meibo, "scan", share, "--max-file-size", "30M", *options)
        for options in ([], ["--no-progress"])
    )
    assert bar in moving
    assert "findings" in moving
    assert bar not in still
    for shown in (moving, still):
        assert "files 2 = complete 1 + partial 0 + skipped 1" in shown
        assert "\\x1b]0;evil\\x07 [bold]x.txt: larger than the size limit" in shown
        assert "\x1b]0" not in shown
    assert "\x1b" not in still


def test_closed_streams_are_no_trouble(meibo: Any, share: Path) -> None:
    """Started by something that closes them, a scan neither fails nor writes into its inventory."""
    (share / "a.txt").write_text("電話 090-2345-6781\n", "utf-8")
    closing = ["sh", "-c", 'exec "$@" >&- 2>&- <&-', "sh"]
    done = subprocess.run([*closing, *meibo.line("scan", share, share / "gone")], cwd=meibo.folder, check=False)
    assert done.returncode == 3
    assert "a.txt" in meibo("list").stdout


def test_a_full_device_is_told(meibo: Any) -> None:
    """What could not be printed makes the command fail, never with the code of --fail-on."""
    with Path("/dev/full").open("w") as full:
        done = meibo("--version", stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert done.returncode == 3
    assert done.stderr == "meibo: error: cannot write to standard output: No space left on device\n"
