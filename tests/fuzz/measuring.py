"""One target for a time: fuzzed in a process of its own, then its corpus replayed for the lines that it executes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import msgspec

HERE = Path(__file__).parent
WORK = HERE.parents[1] / "build" / "fuzz"
"""Corpora and what was found; not kept with the source."""
MOST_FINDINGS = 5
"""A target that finds more is mended first."""
REPLAY_SECONDS = 120

_PROGRESS = re.compile(r"^#(\d+)\s.*?(?:cov: (\d+) ft: (\d+) )?corp: (\d+)", re.MULTILINE)
"""Of code without a branch nothing is covered, and nothing said."""
_EXECUTED = re.compile(r"^stat::number_of_executed_units:\s*(\d+)", re.MULTILINE)


class Measured(msgspec.Struct, frozen=True):
    """What fuzzing a target came to; a row of the table."""

    seconds: int
    executions: int
    edges: int
    """Of all our code that the target reaches, imports included."""
    features: int
    inputs: int
    """Of the corpus."""
    crashes: int
    """In this run; what is mended is none in the next."""
    hangs: int
    lines: int = 0
    """Of functions, executed by the corpus."""
    of_lines: int = 0
    """Of functions, in the modules of the target that the corpus enters."""


class BrokenTargetError(Exception):
    """A target that does not even begin."""


def measure(name: str, seconds: int) -> Measured:
    """Fuzz a target and count; what is found lies in build/fuzz/TARGET/found. Raises BrokenTargetError."""
    place = WORK / name
    found, corpus = place / "found", place / "corpus"
    found.mkdir(parents=True, exist_ok=True)
    before = {path.name for path in found.iterdir()}
    began = time.monotonic()
    executions = edges = features = inputs = 0
    new: list[str] = []
    while (left := seconds - (time.monotonic() - began)) >= 1 and len(new) < MOST_FINDINGS:
        options = [f"-max_total_time={left:.0f}", f"-artifact_prefix={found}/", "-print_final_stats=1"]
        said = _run([HERE / "one.py", name, corpus, *options], left + 300)
        (place / "log").write_text(said, "utf-8")
        progress = _PROGRESS.findall(said)
        if not progress:
            raise BrokenTargetError(said[-2000:])
        edges, features, inputs = (max(int(row[at] or 0) for row in progress) for at in (1, 2, 3))
        executed = _EXECUTED.search(said)
        executions += int(executed[1]) if executed else int(progress[-1][0])
        grown = sorted({path.name for path in found.iterdir() if not path.name.startswith("slow-unit")} - before)
        if len(grown) == len(new):
            break
        new = grown
    hangs = sum(name.startswith("timeout") for name in new)
    spent = round(time.monotonic() - began)
    lines, of_lines = count_lines(name)
    return Measured(spent, executions, edges, features, inputs, len(new) - hangs, hangs, lines, of_lines)


def count_lines(name: str) -> tuple[int, int]:
    """The lines that the corpus of a target executes, and of how many."""
    said = _run([HERE / "lines.py", name, WORK / name / "corpus", str(REPLAY_SECONDS)], REPLAY_SECONDS + 300)
    last = said.strip().splitlines()[-1]
    lines, _, of_lines = last.partition(" of ")
    if not of_lines:
        raise BrokenTargetError(said[-2000:])
    return int(lines), int(of_lines)


def _run(command: list[str | Path], seconds: float) -> str:
    """All that a process says until it ends or is ended."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    WORK.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(
            [sys.executable, *command], capture_output=True, check=False, cwd=WORK, env=environment, timeout=seconds
        )
    except subprocess.TimeoutExpired as overdue:
        return (overdue.stdout or b"").decode(errors="replace") + (overdue.stderr or b"").decode(errors="replace")
    return done.stderr.decode(errors="replace") + done.stdout.decode(errors="replace")
