"""The program tesseract on a picture: what it reads without anything around it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

PROGRAM: Final = "tesseract"
LANGUAGES: Final = ("jpn", "eng")
MODES: Final = (3, 6)
"""``--psm``: a page whose layout it finds itself, and one block of lines."""


class Output(NamedTuple):
    """What it read."""

    text: str
    seconds: float
    """Of the processor, start of the program included."""
    peak_mb: float


def find_version() -> str:
    """Its version; empty where it or a language that it needs is missing."""
    if shutil.which(PROGRAM) is None:
        return ""
    languages = subprocess.run([PROGRAM, "--list-langs"], capture_output=True, text=True, check=False).stdout.split()
    if not set(LANGUAGES) <= set(languages):
        return ""
    return subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]


def read(content: bytes, suffix: str, mode: int) -> Output:
    """The text of a picture file, with one thread; raises CalledProcessError where the program fails."""
    with tempfile.TemporaryDirectory() as folder:
        place, written = Path(folder) / f"picture.{suffix}", Path(folder) / "text"
        place.write_bytes(content)
        command = [PROGRAM, str(place), str(written), "-l", "+".join(LANGUAGES), "--psm", str(mode)]
        process = subprocess.Popen(
            command, env={**os.environ, "OMP_THREAD_LIMIT": "1"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        text = written.with_suffix(".txt").read_text("utf-8", errors="replace")
    return Output(text, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)
