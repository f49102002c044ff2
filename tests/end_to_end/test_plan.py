"""``meibo scan --plan``: says beforehand what a scan would read, and reads nothing."""

from __future__ import annotations

import ctypes
import json
import os
import struct
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

IN_ACCESS, IN_OPEN, IN_ISDIR = 0x1, 0x20, 0x4000_0000
CSV = "電話番号\n090-2345-6781\n"


@pytest.fixture
def files(share: Path) -> Path:
    """Files that are read, that are not, and that only their content tells."""
    (share / "営業部").mkdir()
    for number in range(150):
        (share / "営業部" / f"名簿{number}.csv").write_text(CSV, "utf-8")
    (share / "写真.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(5000))
    (share / "data.dat").write_text(CSV, "utf-8")
    return share


@pytest.fixture
def watch() -> Iterator[Callable[[Path], Callable[[], set[str]]]]:
    """Begins to watch the folders of a tree, and tells which files were opened or read since (inotify(7))."""
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init1(os.O_NONBLOCK)

    def begin(root: Path) -> Callable[[], set[str]]:
        for folder in (root, *(path for path in root.rglob("*") if path.is_dir())):
            assert libc.inotify_add_watch(descriptor, os.fsencode(folder), IN_ACCESS | IN_OPEN) >= 0
        return lambda: set(_read_events(descriptor))

    yield begin
    os.close(descriptor)


def _read_events(descriptor: int) -> Iterator[str]:
    try:
        events = os.read(descriptor, 1 << 20)
    except BlockingIOError:
        return
    while events:
        _, mask, _, size = struct.unpack_from("iIII", events)
        if not mask & IN_ISDIR:
            yield events[16 : 16 + size].rstrip(b"\0").decode()
        events = events[16 + size :]


def plan(meibo: Any, *arguments: object) -> dict[str, Any]:
    done = meibo("scan", "--plan", "--log-format", "json", *arguments)
    assert done.returncode in (0, 3), done.stderr
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def test_no_file_is_opened(meibo: Any, files: Path, watch: Callable[[Path], Callable[[], set[str]]]) -> None:
    """Nothing below the target is opened but folders; a scan opens every file."""
    opened = watch(files)
    assert meibo("scan", "--plan", files).returncode == 0
    assert opened() == set()
    assert meibo("scan", files, "--include", "*.dat", "--include", "*.jpg").returncode == 0
    assert opened() == {"data.dat", "写真.jpg"}


def test_what_would_be_read(meibo: Any, files: Path) -> None:
    """Files and bytes by suffix, with what will not be read and what only its content tells."""
    said = plan(meibo, files)
    assert (said["files"], said["s3_requests"], said["charge_usd"]) == (152, None, None)
    kinds = {row["suffix"]: (row["files"], row["bytes"], row["read"], row["code"]) for row in said["kinds"]}
    assert kinds == {
        "csv": (150, 150 * len(CSV.encode()), "yes", None),
        "jpg": (1, 5004, "no", "image-only"),
        "dat": (1, len(CSV.encode()), "by-content", None),
    }
    least, most = said["seconds"]
    assert 0.9 < least <= most < 60


@pytest.mark.parametrize(
    ("language", "words"), [("ja", ("画像のみ", "見込み時間", "秒")), ("en", ("image only", "expected"))]
)
def test_it_is_said_in_words(meibo: Any, files: Path, language: str, words: tuple[str, ...]) -> None:
    """A table, the sum, and the time."""
    out = meibo("--lang", language, "scan", "--plan", files).stdout
    assert all(word in out for word in (*words, ".csv", "152"))
    assert "S3" not in out


def test_what_is_left_out_is_counted(meibo: Any, files: Path) -> None:
    """Excluded files with their bytes, folders that cannot be listed; the latter make the exit code 3."""
    closed = files / "人事部"
    closed.mkdir(0)
    done = meibo.without_rights("scan", "--plan", files, "--exclude", "*.jpg", "--log-format", "json")
    assert done.returncode == 3
    said = json.loads(done.stdout)
    assert said["left_out"] == [{"code": "excluded", "files": 1, "bytes": 5004}]
    assert said["folders"] == {"permission-denied": 1}
    assert said["files"] == 152
    assert "人事部" in done.stderr


@pytest.mark.slow
def test_earlier_scans_give_the_rate(meibo: Any, files: Path) -> None:
    """Where the inventory has finished scans of this kind, the time is expected from what they reached."""
    assert plan(meibo, files)["rates_of_scans"] == []
    assert meibo("scan", files, "--workers", 1).returncode == 0
    said = plan(meibo, files)
    assert said["rates_of_scans"] == [1]
    assert said["seconds"][0] <= said["seconds"][1] < 60


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[prices]\negress-per-gb = -1\n", "prices.egress-per-gb"),
        ("[prices]\negress = 1\n", "egress-per-gb"),
        ("[prices]\nregion = ''\n", "prices.region"),
    ],
)
def test_wrong_prices_are_refused(meibo: Any, files: Path, content: str, told: str) -> None:
    """With the key that is wrong."""
    (meibo.folder / "meibo.toml").write_text(content)
    done = meibo("scan", "--plan", files)
    assert done.returncode == 2
    assert told in done.stderr
