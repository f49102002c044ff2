"""Scans of places that harm is done to: the command, the places with their files, and how a scan is gone on with."""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from end_to_end.conftest import Command
from endurance.places import Place, environment_for, make_place

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from pathlib import Path

KEY = "5e" * 32


class Night:
    """Scans of one place into inventories of one folder, which share a key."""

    def __init__(self, command: Command, place: Place) -> None:
        self.command = command
        self.place = place

    @property
    def folder(self) -> Path:
        """Where the inventories lie."""
        return self.command.folder

    def line(self, name: str) -> list[str]:
        """The arguments of the scan that a scheduler starts each night."""
        return ["scan", self.place.target, "-i", name, "--key-file", "shared.key", *self.place.options]

    def scan(self, name: str, **settings: Any) -> subprocess.CompletedProcess[str]:
        """Scan to the end."""
        return self.command(*self.line(name), **{"env": self._environment(), **settings})

    def start(self, name: str) -> subprocess.Popen[str]:
        """A scan that goes on beside the test."""
        return self.command.start(*self.line(name), env=self._environment())

    def scan_until_complete(self, name: str, times: int = 4) -> list[int]:
        """The exit codes of the same command, which is given until it ends with 0."""
        codes = []
        while len(codes) < times and 0 not in codes:
            done = self.scan(name)
            codes.append(done.returncode)
        assert codes[-1] == 0, f"{codes}: {done.stderr}"
        return codes

    def watch(self, name: str, look: Callable[[subprocess.Popen[str]], None]) -> None:
        """A scan that nothing disturbs while somebody looks on."""
        scan = self.start(name)
        look(scan)
        done = self.command.finish(scan)
        assert done.returncode == 0, done.stderr

    def copy(self, name: str, to: str) -> None:
        """An inventory, as it lies there between two scans."""
        self.forget(to)
        shutil.copy(self.folder / name, self.folder / to)

    def forget(self, name: str) -> None:
        """Remove an inventory with what lies beside it."""
        for file in self.folder.glob(f"{name}*"):
            file.unlink()

    def _environment(self) -> dict[str, str]:
        # The mark finds what outlives the test.
        return {**environment_for(self.place), "MARK_OF_A_TEST": self.command.mark}


def fill(place: Place, sample_share: Path) -> None:
    """Two hundred small texts, one that takes longer, and office files, mails and PDFs of the sample share."""
    draw = random.Random(8)
    for number in range(200):
        lines = [f"電話 090-{draw.randrange(1000, 9999)}-{number:04}\n" for _ in range(1 + number % 3)]
        place.put(f"部署{number % 7}/{number}.txt", "".join(lines).encode())
    place.put("部署3/report.txt", "本日は晴天なり。特に記載することはありません。\n".encode() * 80_000)
    put_documents(place, sample_share, "見本")


def put_documents(place: Place, sample_share: Path, folder: str) -> None:
    """What a parser's process reads, and some tables."""
    for file in sorted(sample_share.rglob("*")):
        if file.is_file() and file.suffix in (".xlsx", ".docx", ".pdf", ".eml", ".csv"):
            place.put(f"{folder}/{file.relative_to(sample_share)}", file.read_bytes())


def change(place: Place, sample_share: Path) -> None:
    """What a day does to a share: files are edited, added, deleted, moved."""
    put_documents(place, sample_share, "控え")
    for number in range(0, 200, 8):
        place.put(f"部署{number % 7}/{number}.txt", f"改訂 電話 080-1234-{number:04}\n".encode())
    for number in range(1, 200, 16):
        place.remove(f"部署{number % 7}/{number}.txt")
    for number in range(3, 200, 16):
        place.move(f"部署{number % 7}/{number}.txt", f"移動/{number}.txt")
    for number in range(20):
        place.put(f"新規/{number}.txt", f"メール user{number}@mail.co.jp\n".encode())


@pytest.fixture(scope="module", params=["local", "smb", "s3"])
def night(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sample_share: Path
) -> Iterator[Night]:
    """A filled place of each kind, and the command in a folder of its own."""
    place = make_place(request.param, tmp_path_factory.mktemp("place"))
    fill(place, sample_share)
    folder = tmp_path_factory.mktemp("night") / "desk"
    folder.mkdir()
    (folder / "shared.key").write_text(KEY)
    (folder / "shared.key").chmod(0o600)
    command = Command(folder)
    yield Night(command, place)
    command.close()
    place.close()


@pytest.fixture
def change_place(sample_share: Path) -> Callable[[Place], None]:
    """Does to a place what a day does."""
    return lambda place: change(place, sample_share)


@pytest.fixture(scope="session", autouse=True)
def _world_readable() -> Iterator[None]:
    """What is put on shares can be read by others."""
    before = os.umask(0o022)
    yield
    os.umask(before)
