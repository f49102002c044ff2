"""The real command in processes of its own, in a folder of its own."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEY = "5e" * 32
MARK = "MARK_OF_A_TEST"
"""A variable that parsers inherit, too: no ``MEIBO_*`` is theirs."""

CAPABILITIES = "-dac_override,-dac_read_search"
"""What lets root read everything; without it root, too, is denied."""

Done = subprocess.CompletedProcess[str]


class Command:
    """Runs ``meibo`` as users do; every process that it starts is gone when the test ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mark = uuid.uuid4().hex
        self._started: list[subprocess.Popen[str]] = []

    def __call__(self, *arguments: object, prefix: tuple[str, ...] = (), **settings: Any) -> Done:
        """Run to the end; whatever happens, no traceback is shown."""
        done: Done = subprocess.run(
            [*prefix, *self.line(*arguments)],
            check=False,
            **{"capture_output": True, "timeout": 180, **self._settings(), **settings},
        )
        assert "Traceback" not in (done.stderr or "")
        return done

    def start(self, *arguments: object, **settings: Any) -> subprocess.Popen[str]:
        """Start, in a session of its own."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "start_new_session": True}
        process = subprocess.Popen(self.line(*arguments), **{**pipes, **self._settings(), **settings})
        self._started.append(process)
        return process

    def finish(self, process: subprocess.Popen[str], seconds: float = 60) -> Done:
        """Wait for what was started."""
        out, err = process.communicate(timeout=seconds)
        assert "Traceback" not in err
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def without_rights(self, *arguments: object, **settings: Any) -> Done:
        """Run as a user whom file modes bind, which root is not."""
        prefix = ("setpriv", f"--bounding-set={CAPABILITIES}", f"--inh-caps={CAPABILITIES}")
        return self(*arguments, prefix=prefix if os.geteuid() == 0 else (), **settings)

    def line(self, *arguments: object) -> list[str]:
        """The command line."""
        return [sys.executable, "-m", "meibo", *map(str, arguments)]

    def close(self) -> None:
        """End whatever still runs."""
        for process in self._started:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()

    def survivors(self) -> list[int]:
        """Every process that a command of this test has started and that still runs."""
        found = []
        for place in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if place.name.isdecimal() and f"{MARK}={self.mark}".encode() in (place / "environ").read_bytes():
                    found.append(int(place.name))
        return found

    def _settings(self) -> dict[str, Any]:
        environment = {**os.environ, "LC_ALL": "C.UTF-8", MARK: self.mark}
        return {"cwd": self.folder, "env": environment, "encoding": "utf-8", "errors": "surrogateescape"}


@pytest.fixture
def meibo(tmp_path: Path) -> Iterator[Command]:
    """The command, run in a folder that holds the key file ``shared.key``."""
    yield from _make_command(tmp_path / "desk")


@pytest.fixture(scope="module")
def module_meibo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    """The same for what the tests of a module share."""
    yield from _make_command(tmp_path_factory.mktemp("module") / "desk")


def _make_command(folder: Path) -> Iterator[Command]:
    folder.mkdir()
    (folder / "shared.key").write_text(KEY)
    (folder / "shared.key").chmod(0o600)
    command = Command(folder)
    yield command
    command.close()


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """An empty folder to scan."""
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def list_files(meibo: Command) -> Callable[..., dict[str, dict[str, Any]]]:
    """What ``meibo list`` says of each file, by path."""

    def run(*arguments: object) -> dict[str, dict[str, Any]]:
        done = meibo("list", "--format", "json", *arguments)
        assert done.returncode == 0, done.stderr
        return {row["path"]: row for row in json.loads(done.stdout)}

    return run


@pytest.fixture
def read_summary() -> Callable[[str], dict[str, int]]:
    """The figures of the closing summary's line of files."""

    def read(text: str) -> dict[str, int]:
        match = re.search(r"files ([\d,]+) = complete ([\d,]+) \+ partial ([\d,]+) \+ skipped ([\d,]+)", text)
        assert match, text
        names = ("listed", "complete", "partial", "skipped")
        return {name: int(figure.replace(",", "")) for name, figure in zip(names, match.groups(), strict=True)}

    return read


@pytest.fixture(scope="session")
def write_plain() -> Callable[[Path, int], Path]:
    """Writes a text of so many megabytes, which takes a while to read, with one mail address at its end."""

    def write(path: Path, megabytes: int) -> Path:
        line = "本日は晴天なり。特に記載することはありません。\n".encode()
        path.write_bytes(line * ((megabytes << 20) // len(line)) + "メール hanako@mail.co.jp\n".encode())
        return path

    return write
