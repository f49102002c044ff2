"""What Python code in a parser's process cannot do any more, on every platform: the layer of audit events alone."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

ATTEMPTS = {
    "write a file": "open('made.txt', 'w')",
    "write a file by descriptor": "os.open('made.txt', os.O_CREAT | os.O_WRONLY)",
    "append to a file": "open('there.txt', 'ab')",
    "remove a file": "os.remove('there.txt')",
    "rename a file": "os.rename('there.txt', 'made.txt')",
    "make a folder": "os.mkdir('made')",
    "make a temporary file": "tempfile.NamedTemporaryFile()",
    "reach a server": "socket.create_connection(('127.0.0.1', int(sys.argv[1])), 2)",
    "look up a name": "socket.getaddrinfo('localhost', 80)",
    "start a program": "subprocess.run(['true'])",
    "start a shell": "os.system('true')",
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_what_no_parser_needs_raises_an_event(attempt: str, tmp_path: Path) -> None:
    """Python code that tries it gets an error, whoever runs it."""
    (tmp_path / "there.txt").write_text("text")
    program = f"""
import os, socket, subprocess, sys, tempfile
from meibo.pipeline.confinement.layers import confine
assert confine(['events']) == ('events',)
try:
    {attempt}
except OSError:
    sys.exit(42)
"""
    done = subprocess.run([sys.executable, "-c", program, "9"], cwd=tmp_path, check=False)
    assert done.returncode == 42
    assert sorted(path.name for path in tmp_path.iterdir()) == ["there.txt"]
    assert (tmp_path / "there.txt").read_text() == "text"
