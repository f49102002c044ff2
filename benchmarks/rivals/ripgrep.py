"""ripgrep with a file of regular expressions, its output piped away as whoever uses it would."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path


def version() -> str:
    """Its version, empty where it is not installed."""
    if shutil.which("rg") is None:
        return ""
    return subprocess.run(["rg", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]


def run(patterns: Path, file: Path) -> float:
    """Seconds of processor time that it takes for a file."""
    command = ["rg", "--only-matching", "--byte-offset", "--threads", "1", "--file", str(patterns), str(file)]
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as sink:
        process = subprocess.Popen(command, stdout=sink.stdin)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert sink.stdin is not None
        sink.stdin.close()
    assert process.returncode in (0, 1), f"rg ended with {process.returncode}"
    return used.ru_utime + used.ru_stime
