"""What a parser's process cannot do any more."""

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
def test_what_no_parser_needs_is_refused(attempt: str, tmp_path: Path) -> None:
    """Python code that tries it gets an error, whoever runs it."""
    (tmp_path / "there.txt").write_text("text")
    program = f"""
import os, socket, subprocess, sys, tempfile
from meibo.pipeline.confinement import confine
confine()
try:
    {attempt}
except OSError:
    sys.exit(42)
"""
    done = subprocess.run([sys.executable, "-c", program, "9"], cwd=tmp_path, check=False)
    assert done.returncode == 42
    assert sorted(path.name for path in tmp_path.iterdir()) == ["there.txt"]
    assert (tmp_path / "there.txt").read_text() == "text"


@pytest.mark.skipif(sys.platform != "linux", reason="another system has other means")
def test_not_even_compiled_code_reaches_the_network_or_grows_a_file(tmp_path: Path) -> None:
    """Compiled code raises no audit event: the kernel itself refuses."""
    program = """
import ctypes, os, socket, struct, sys
held = os.open("held.txt", os.O_CREAT | os.O_WRONLY)
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen()
port = server.getsockname()[1]
from meibo.pipeline.confinement import confine
confine()
libc = ctypes.CDLL(None, use_errno=True)
assert libc.write(held, b"x", 1) == -1, "wrote"
client = libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
address = struct.pack("=HH4s8x", socket.AF_INET, socket.htons(port), bytes([127, 0, 0, 1]))
assert client < 0 or libc.connect(client, address, len(address)) == -1, "connected"
sys.exit(42)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=False)
    assert done.returncode == 42
