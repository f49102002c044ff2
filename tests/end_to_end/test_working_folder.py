"""Whoever goes to a share and scans it from there runs nothing that lies in it, and is told what steers the scan."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extraction.specimens import SPECIMENS

OURS = ("meibo", "meibo_detectors", "meibo_connectors", "msgspec", "numpy", "regex", "ahocorasick", "openpyxl", "magic")
PLANTED = "open(__import__('os').environ['OUTSIDE'] + '/' + __name__, 'w').close()\n"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A share in which every module of Python, and some of ours, has a namesake that tells when it is run."""
    share = tmp_path / "share"
    share.mkdir()
    for name in (*sys.stdlib_module_names, *OURS):
        (share / f"{name}.py").write_text(PLANTED)
    for number, make in enumerate(SPECIMENS.values()):
        specimen = make()
        (share / f"{number}-{specimen.name}").write_bytes(specimen.content)
    return share


@pytest.mark.slow
@pytest.mark.parametrize(
    "start", [pytest.param(("-P", "-m", "meibo"), marks=pytest.mark.slow), ("script",)], ids=["module", "script"]
)
def test_nothing_that_lies_in_the_working_folder_is_run(start: tuple[str, ...], hostile: Path, tmp_path: Path) -> None:
    """By no process of a scan: the command, what tracks its resources, workers and parsers."""
    outside = tmp_path / "outside"
    outside.mkdir()
    line = [Path(sys.executable).with_name("meibo")] if start == ("script",) else [sys.executable, *start]
    settings = {**os.environ, "OUTSIDE": str(outside), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [*line, "scan", ".", "-i", tmp_path / "a.db", "--workers", "2", "--include", "*-*", "--include", "a*.py"],
        cwd=hostile, check=False, capture_output=True, text=True, env=settings,
    )  # fmt: skip
    assert sorted(outside.iterdir()) == []
    assert "complete" in done.stdout
    assert "(crash" not in done.stderr


def test_a_configuration_in_the_share_is_told(meibo: Any, tmp_path: Path) -> None:
    """One that was found in the working folder; not one that was named, or lies elsewhere."""
    share = tmp_path / "人事 部"
    share.mkdir()
    (share / "meibo.toml").write_text("[scan]\nquiet = true\n")
    (meibo.folder / "meibo.toml").write_text("[scan]\nquiet = true\n")
    line = (*meibo.line("scan", share, "--plan"), "-i", tmp_path / "a.db")
    settings = {**meibo._settings(), "cwd": share}

    def run(*more: object) -> str:
        return subprocess.run([*line, *map(str, more)], check=False, capture_output=True, **settings).stderr

    assert "who can write there" in run("--lang", "en")
    assert run("--config", share / "meibo.toml", "--lang", "en") == ""
    assert meibo("scan", share, "--plan", "-i", tmp_path / "b.db").stderr == ""


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize("kind", ["file", "link", "fifo"])
def test_a_configuration_of_another_user_is_refused(meibo: Any, tmp_path: Path, kind: str) -> None:
    """It would say what is left out, and where messages go; nor does it hold the command up."""
    place, ours = meibo.folder / "meibo.toml", tmp_path / "of-another-job.toml"
    ours.write_text('[scan]\nexclude = ["*"]\n')
    if kind == "file":
        place.write_bytes(ours.read_bytes())
    elif kind == "link":
        place.symlink_to(ours)
    else:
        os.mkfifo(place)
    os.chown(place, 65534, -1, follow_symlinks=False)
    done = meibo("detectors", "--lang", "en", timeout=30)
    assert done.returncode == 2
    assert "belongs to another user" in done.stderr
    assert kind == "fifo" or meibo("detectors", "--config", place).returncode == 0
