"""Pictures: off by default and told everywhere, read on demand after all else, and what is missing for that."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from meibo.cli.main import main
from meibo.extraction import optional

if TYPE_CHECKING:
    from collections.abc import Callable


def make_jpeg() -> bytes:
    """A picture without text, as large as a small photograph."""
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((1200, 900)).rotate(30).save(stream, "JPEG", quality=95)
    return stream.getvalue()


JPEG = make_jpeg()
HINTS = {"ja": "--ocr を付けて走査すると読めます", "en": "scan with --ocr to read them"}


@pytest.fixture
def pictures(share: Path) -> Path:
    """Two pictures and a text."""
    (share / "免許証.jpg").write_bytes(JPEG)
    (share / "IMG_0001.jpg").write_bytes(JPEG + b"1")
    (share / "a.txt").write_text("電話番号 090-2345-6781\n")
    return share


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_summary_says_what_was_not_read(meibo: Any, pictures: Path, language: str) -> None:
    """How many files and pictures, how to read them, and how long that takes; nothing where there are none."""
    out = meibo("--lang", language, "scan", pictures).stdout
    assert HINTS[language] in out
    assert "6 秒" in out or "6 s" in out
    out = meibo("--lang", language, "scan", pictures, "--exclude", "*.jpg", "-i", "other.db").stdout
    assert HINTS[language] not in out


@pytest.mark.slow
def test_a_log_says_it_too(meibo: Any, pictures: Path) -> None:
    """With the option, also when the reading of pictures begins and ends."""
    events = [json.loads(line) for line in meibo("scan", pictures, "--log-format", "json").stderr.splitlines()]
    [finished] = [event for event in events if event["event"] == "scan-finished"]
    assert finished["pictures"] == {"files": 2, "pictures": 2, "left": 0, "seconds": 6}
    assert not [event for event in events if event["event"].startswith("pictures")]
    done = meibo("scan", pictures, "--ocr", "--log-format", "json")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    told = {event["event"]: event for event in events if event["event"].startswith("pictures")}
    began, ended = told["pictures-began"], told["pictures-ended"]
    assert (began["files"], began["pictures"], began["seconds"]) == (2, 2, 3600.0)
    assert (ended["files"], ended["done"], ended["left"], ended["seconds_left"]) == (2, 2, 0, 0)


@pytest.mark.slow
def test_pictures_that_are_left(meibo: Any, pictures: Path) -> None:
    """Told with what they need: no fault, but one by design."""
    line = ("scan", pictures, "--ocr", "--ocr-seconds", "0.000001")
    done = meibo("--lang", "ja", *line, "--workers", "1")
    assert done.returncode == 0
    assert "うち 2 件は時間切れです" in done.stdout
    assert "目安: 6 秒" in done.stdout
    assert "pictures-left" in done.stdout
    assert meibo(*line, "--strict", "-i", "strict.db").returncode == 3


def test_nothing_of_a_picture_is_read_unasked(meibo: Any, pictures: Path) -> None:
    """But for its head: what was read is the text alone."""
    meibo("scan", pictures)
    [row] = json.loads(meibo("list", "--scans", "--format", "json").stdout)
    assert row["bytes"] < 1000


def test_a_plan_counts_them(meibo: Any, pictures: Path) -> None:
    """Files and bytes by name, and how long they would take."""
    said = json.loads(meibo("scan", "--plan", "--log-format", "json", "--workers", "1", pictures).stdout)
    assert said["pictures"] == {"files": 2, "bytes": 2 * len(JPEG) + 1, "read": False, "seconds": 6.0}
    assert [row["read"] for row in said["kinds"] if row["suffix"] == "jpg"] == ["no"]
    said = json.loads(meibo("scan", "--plan", "--log-format", "json", "--ocr", pictures).stdout)
    assert said["pictures"]["read"] is True
    assert [row["read"] for row in said["kinds"] if row["suffix"] == "jpg"] == ["as-picture"]


@pytest.mark.parametrize(
    ("language", "without", "with_it"),
    [
        ("ja", "--ocr を付けないと読みません", "上限 --ocr-seconds: 60 分"),
        ("en", "not read without --ocr", "--ocr-seconds"),
    ],
)
def test_a_plan_says_it_in_words(meibo: Any, pictures: Path, language: str, without: str, with_it: str) -> None:
    """One line, and none where there are no pictures."""
    line = ("--lang", language, "scan", "--plan", pictures)
    assert without in meibo(*line).stdout
    assert with_it in meibo(*line, "--ocr").stdout
    assert "--ocr" not in meibo(*line, "--exclude", "*.jpg").stdout


@pytest.mark.parametrize("option", ["ocr", "faces"])
@pytest.mark.parametrize("command", ["scan", "detect", "text"])
def test_what_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: str, command: str
) -> None:
    """An option whose library is not installed is a usage error that says how to install it."""
    monkeypatch.setattr(optional, "find_spec", lambda _: None)
    monkeypatch.chdir(tmp_path)
    for language in ("ja", "en"):
        assert main(["--lang", language, command, str(tmp_path), f"--{option}"]) == 2
        assert f"pip install 'meibo[{option}]'" in capsys.readouterr().err


def test_no_time_is_no_time(meibo: Any, pictures: Path) -> None:
    """A bound of nothing is refused, as any other time of none is."""
    for option in ("--ocr-seconds", "--ocr-file-seconds"):
        assert meibo("scan", pictures, "--ocr", option, "0").returncode == 2


@pytest.mark.slow
def test_keys_of_the_configuration(meibo: Any, pictures: Path) -> None:
    """The options are keys of the same names, of all scans and of jobs."""
    times = "ocr-seconds = 7\nocr-file-seconds = 2.5"
    job = f'name = "nightly"\ntargets = ["{pictures}"]\nocr = true'
    (meibo.folder / "meibo.toml").write_text(f"[scan]\n{times}\n[[job]]\n{job}\n")
    done = meibo("run", "nightly", "--log-format", "json")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    [began] = [event for event in events if event["event"] == "pictures-began"]
    assert began["seconds"] == 7.0
    done = meibo("scan", pictures, "--log-format", "json", "-i", "other.db")
    assert "pictures-began" not in done.stderr


@pytest.mark.slow
def test_faults_of_files_show_in_the_exit_code_as_ever(meibo: Any, pictures: Path) -> None:
    """Pictures that are read, or left unread, are no fault."""
    assert meibo("scan", pictures, "--ocr").returncode == 0
    assert meibo("scan", pictures, "--ocr").returncode == 0


# --- with what reads pictures


def draw_words(place: Path, *lines: str) -> None:
    """A page as a scanner makes it."""
    from PIL import ImageDraw, ImageFont

    page = Image.new("L", (1240, 1754), 255)
    font = ImageFont.load_default(48)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((100, 100 + 90 * number), line, fill=0, font=font)
    page.save(place, dpi=(150, 150))


def test_a_scan_reads_a_picture(meibo: Any, share: Path, list_files: Callable[..., dict[str, Any]]) -> None:
    """What stands in it is found."""
    draw_words(share / "fax.png", "TEL 090-2345-6781", "mail taro.yamada@kaisya-a.co.jp")
    assert meibo("scan", "--ocr", share).returncode == 0
    assert list_files()["fax.png"]["status"] == "complete"
    assert "email" in meibo("show", "fax.png").stdout


@pytest.mark.slow
def test_text_of_a_picture_is_found(meibo: Any, share: Path) -> None:
    """By ``detect`` and by ``text`` too; without the option by none."""
    draw_words(share / "fax.png", "TEL 090-2345-6781", "mail taro.yamada@kaisya-a.co.jp")
    assert "kaisya" not in meibo("text", share).stdout
    assert "kaisya" in meibo("text", "--ocr", share).stdout
    assert "email" in meibo("detect", "--ocr", share / "fax.png").stdout


def count_read(inventory: Path) -> int:
    """Files whose pictures are read, as far as that is committed."""
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(f"{inventory.as_uri()}?mode=ro", uri=True)) as reader,
    ):
        query = "SELECT count(*) FROM readings JOIN bases ON bases.id = basis_id WHERE means LIKE '%pictures%'"
        return int(reader.execute(query).fetchone()[0])
    return 0


@pytest.mark.slow
def test_killed_while_pictures_are_read(meibo: Any, share: Path, list_files: Callable[..., dict[str, Any]]) -> None:
    """The same command goes on with those that were not read, and reads no other again."""
    for number in range(6):
        draw_words(share / f"scan{number}.png", f"TEL 090-2345-678{number}")
    process = meibo.start("scan", share, "--ocr", "--workers", "1", "--log-format", "json")
    deadline = time.monotonic() + 120
    while count_read(meibo.folder / "meibo.db") == 0 and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    done = meibo("scan", share, "--ocr", "--workers", "1", "--log-format", "json")
    events = {event["event"]: event for event in map(json.loads, done.stderr.splitlines())}
    assert events["scan-resumed"]["scan"] == 1
    assert 0 < events["pictures-began"]["files"] < 6
    assert {row["status"] for row in list_files().values()} == {"complete"}
    done = meibo("scan", share, "--ocr", "--log-format", "json")
    assert "pictures-began" not in done.stderr
