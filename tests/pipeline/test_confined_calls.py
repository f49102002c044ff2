"""Which layer of a parser's confinement refuses what, tried by bare system calls, one layer at a time.

The table is what docs/security/sandbox.md says. A layer that is taken away lets through what is refused by it alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from meibo.pipeline.confinement.layers import LAYERS

if sys.platform != "linux":
    pytest.skip("what only Linux enforces", allow_module_level=True)

import landlockpy

ATTEMPTS = Path(__file__).with_name("confined_attempts.py")
IS_ROOT = os.geteuid() == 0
OTHER_USER = 12_345

TABLE: dict[str, str] = {
    "read the file that is lent": "",
    "start a thread": "",
    "grow the file that is lent": "limits",
    "cut the file that is lent": "calls",
    "open many files": "limits",
    "make a file": "files calls",
    "make a file without a name": "files calls",
    "write a file": "files calls",
    "empty a file": "files calls",
    "make a folder": "files calls",
    "make a link": "files calls",
    "rename a file": "files calls",
    "remove a file": "files calls",
    "change modes": "calls user-of-root",
    "read the target by its path": "files",
    "list the target": "files",
    "read what is another user's": "files user-of-root rights-of-root",
    "reach a server": "network files calls",
    "reach a server by a socket from before": "files calls",
    "reach a process by its socket": "network files calls",
    "make a process": "calls",
    "signal the parent": "files calls user-of-root",
    "look into the parent": "files calls user-of-root rights-of-root",
    "make memory that others see": "calls",
    "leave the namespaces": "calls user-of-root rights-of-root",
    "become another program": "files calls",
}
"""Attempt -> the layers each of which refuses it alone; ``-of-root`` where the scan was started as root."""
SINCE_LANDLOCK = {
    "empty a file": 3, "reach a server": 4, "reach a server by a socket from before": 4,
    "reach a process by its socket": 6, "signal the parent": 6,
}  # fmt: skip
"""The version of Landlock that refuses it."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A target that modes leave open to everybody, but for one file."""
    for name in ("held", "there", "emptied", "renamed", "removed"):
        (tmp_path / f"{name}.txt").write_text("text")
        (tmp_path / f"{name}.txt").chmod(0o666)
    closed = tmp_path / "closed.txt"
    closed.write_text("text")
    if IS_ROOT:
        os.chown(closed, OTHER_USER, OTHER_USER)
    closed.chmod(0o600)
    tmp_path.chmod(0o777)
    return tmp_path


def attempt(folder: Path, *layers: str) -> tuple[set[str], dict[str, bool]]:
    """What a process that is confined so holds, and of each attempt whether it was refused."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as local:
        port = server.getsockname()[1]
        local.bind(f"\0meibo-{port}")
        local.listen()
        command = [sys.executable, ATTEMPTS, ",".join(layers), str(port)]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=_environment())
    assert done.returncode in (0, 42), done.stderr.decode()
    answer: dict[str, Any] = json.loads(done.stdout)
    assert set(answer["open_calls"]) <= {"clone"}  # which threads need: with other flags, it is among the attempts
    refused = {name: bool(error) for name, error in answer["told"].items()}
    return set(answer["layers"]), {**refused, "become another program": done.returncode == 42}


def _environment() -> dict[str, str]:
    return {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def refuses(layer: str, name: str) -> bool:
    """What the table says, for this kernel and this user."""
    if layer == "files" and landlockpy.abi_version() < SINCE_LANDLOCK.get(name, 1):
        return False
    words = TABLE[name].split()
    return layer in words or (IS_ROOT and f"{layer}-of-root" in words)


def is_there(layer: str) -> bool:
    """Whether a machine has what a layer needs, asked of somebody else."""
    if layer == "network":
        return any(subprocess.run(["unshare", flags, "true"], check=False).returncode == 0 for flags in ("-n", "-Un"))
    if layer == "files":
        with contextlib.suppress(OSError):
            return landlockpy.abi_version() > 0
        return False
    return True


def test_nothing_is_refused_without_layers(folder: Path) -> None:
    """The attempts are real: all of them succeed; but what modes and the system forbid an ordinary user anyway."""
    held, refused = attempt(folder)
    assert held == set()
    assert [name for name in TABLE if refused[name]] == ([] if IS_ROOT else ["leave the namespaces"])


@pytest.mark.parametrize("layer", [layer for layer in LAYERS if layer != "events"])
def test_each_layer_refuses_its_own(folder: Path, layer: str) -> None:
    """And nothing else: what the table says of it, tried with this layer alone."""
    held, refused = attempt(folder, layer)
    if layer not in held:
        assert not is_there(layer)
        pytest.skip("this machine does not have it")
    expected = {name for name in TABLE if refuses(layer, name)} | (set() if IS_ROOT else {"leave the namespaces"})
    if (
        layer == "network" and not IS_ROOT
    ):  # among users of its own, it is root until the layer of rights, and a stranger
        expected ^= {"leave the namespaces", "look into the parent"}
    assert {name for name, is_refused in refused.items() if is_refused} == expected


def test_all_layers_together(folder: Path) -> None:
    """What any layer of this machine refuses is refused; the file that was lent is read, and threads start."""
    held, refused = attempt(folder, *LAYERS)
    expected = {name for name in TABLE if any(refuses(layer, name) for layer in held)}
    assert {name for name, is_refused in refused.items() if is_refused} >= expected
    assert not refused["read the file that is lent"]
    assert not refused["start a thread"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{name}.txt" for name in ("held", "there", "emptied", "renamed", "removed", "closed")
    )
