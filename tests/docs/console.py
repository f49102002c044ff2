"""What pages tell a reader to do: in blocks of ``console`` a ``$`` before each command and its output below it; blocks
of ``toml``, which a reader adds to ``meibo.toml``."""

from __future__ import annotations

import importlib
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from meibo.cli.options import Parser
from meibo.cli.terminal import Terminal

ROOT: Final = Path(__file__).parents[2]
_BLOCK: Final = re.compile(r"^```(console|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

_VARYING: Final = (
    (r"\d+(\.\d+)? (s\b|秒)", "TIME"),
    (r"\d[\d,.]* (files/s|ファイル/秒)", "RATE"),
    (r"\d[\d,.]* [KM]B/(s|秒)", "RATE"),
    (r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?", "DAY"),
    (r"\b[0-9a-f]{12,24}\b", "ID"),
)
"""What is another one in each run."""


@dataclass
class Shown:
    """One command of a page, and the lines below it: ``...`` stands for any lines, a line's end ``...`` for any end."""

    command: str
    output: list[str] = field(default_factory=list)


def read_commands(page: Path) -> list[Shown]:
    """Every command of a page, in its order; settings are a command that adds them to ``meibo.toml``."""
    found: list[Shown] = []
    for kind, block in _BLOCK.findall(page.read_text("utf-8")):
        if kind == "toml":
            found.append(Shown(f"cat >> meibo.toml <<'END'\n\n{block}END"))
            continue
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Shown(line[2:]))
            else:
                found[-1].output.append(line)
    return found


def make_desk(folder: Path) -> dict[str, str]:
    """Make a folder in which a reader's commands run (``meibo``, ``./run``, ``examples``); return their environment."""
    programs = folder.parent / f"{folder.name}-bin"
    folder.mkdir()
    programs.mkdir()
    for program in (programs / "meibo", folder / "run"):
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m meibo "$@"\n', "utf-8")
        program.chmod(0o755)
    (folder / "examples").symlink_to(ROOT / "examples")
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1", "TZ": "UTC"}


def run_shown(command: str, folder: Path, environment: dict[str, str]) -> list[str]:
    """What a command prints, both streams together as on a terminal. Fails where it does not end with 0."""
    done = subprocess.run(
        ["sh", "-c", f"umask 022\n{command}"], cwd=folder, env=environment, encoding="utf-8", timeout=120,
        check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout}"
    return done.stdout.splitlines()


def parse(command: str) -> None:
    """Have a command's own parser read it, without running it. Raises SystemExit where the command would refuse."""
    program, name, *arguments = shlex.split(command, comments=True)
    assert program == "meibo"
    parser = Parser(Terminal("en"), prog=f"meibo {name}")
    importlib.import_module(f"meibo.cli.command_{name}").add_arguments(parser)
    parser.parse(arguments)


def differences(shown: list[str], real: list[str]) -> list[str]:
    """The shown lines that are not in their place in what was printed."""
    rest = [_steady(line) for line in real]
    may_skip, wrong = False, []
    for line in map(_steady, shown):
        if line == "...":
            may_skip = True
            continue
        places = range(len(rest) if may_skip else min(1, len(rest)))
        at = next((place for place in places if _fits(line, rest[place])), None)
        if at is None:
            wrong.append(f"shown: {line!r}, printed: {rest[:1]}")
        else:
            rest = rest[at + 1 :]
        may_skip = False
    if rest and not may_skip and shown:
        wrong.append(f"not shown: {rest[0]!r}")
    return wrong


def _fits(shown: str, real: str) -> bool:
    return real.startswith(shown[:-4].rstrip()) if shown.endswith(" ...") else shown == real


def _steady(line: str) -> str:
    for pattern, word in _VARYING:
        line = re.sub(pattern, word, line)
    return re.sub(r" {2,}", "  ", line).rstrip()
