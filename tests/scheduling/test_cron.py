"""The cron line, run as cron runs it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from meibo.scheduling.cron import write_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from meibo.scheduling.model import Start


@pytest.mark.parametrize(
    ("code", "told"), [(0, ""), (1, "meibo run 夜間: exit code 1\n"), (3, "meibo run 夜間: exit code 3\n")]
)
def test_cron_has_something_to_mail_only_when_a_run_fails(
    make_start: Callable[..., Start], tmp_path: Path, code: int, told: str
) -> None:
    """The program starts in its folder with its arguments as they are; a failure prints its exit code and keeps it."""
    folder = tmp_path / "名簿 100% $HOME's"
    folder.mkdir()
    program = folder / "meibo"
    program.write_text(f'#!/bin/sh\npwd > seen\nprintf "%s\\n" "$@" >> seen\nexit {code}\n', "utf-8")
    program.chmod(0o755)
    arguments = ("run", "夜間", "--config", f"{folder}/meibo.toml")
    *remarks, line = write_line(make_start(command=(str(program), *arguments), folder=folder)).splitlines()
    assert all(remark.startswith("# ") for remark in remarks)
    assert line.startswith("0 22 * * * ")
    command = line.split(" ", 5)[5]
    assert "%" not in command.replace(r"\%", "")  # which cron takes for the end of the line
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace(r"\%", "%")], capture_output=True, text=True, check=False, cwd="/"
    )
    assert (done.returncode, done.stdout, done.stderr) == (code, told, "")
    seen = (folder / "seen").read_text("utf-8").splitlines()
    assert seen == [str(folder), *arguments, "--quiet", "--no-progress"]
