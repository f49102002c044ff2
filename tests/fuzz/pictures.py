"""Targets: each format of pictures as it is unpacked, and lines wherever a recogniser may find them.

Whatever the bytes, unpacking ends with pixels or a notice of the catalogue; whatever is read wherever on a page, it is
laid out as valid text with a box for each line. The models themselves are not fuzzed: they see pixels only.
"""

from __future__ import annotations

import functools
import io
import struct
from collections.abc import Iterator
from typing import Any

from extraction.pictures.drawing import FORMATS, write_quarters
from fuzz.target import Run, Target

SECONDS = 4.0
_LINE = struct.Struct("<hhhhB")
"""Left, top, width and height of a line, and how many bytes of text follow."""
_MOST_LINES = 40
_HEIGHT = 1000


def make_unpacking(format_id: str) -> Run:
    """What reads bytes as a picture file of a format, whatever they begin with; nothing is looked for in it."""
    from meibo.catalogue.issues import issue_code
    from meibo.configuration.pictures import PictureWork
    from meibo.extraction.budget import Budget
    from meibo.extraction.inside import read_inside
    from meibo.extraction.model import Limits, Notice, Source
    from meibo.extraction.passwords import Passwords
    from meibo.extraction.pictures.time import Pictures

    limits = Limits(content_bytes=64 << 20, held_bytes=16 << 20, pages=20, seconds=SECONDS)

    def run(data: bytes) -> None:
        budget = Budget(limits, len(data))
        source = Source(
            io.BytesIO(data), f"a.{format_id}", format_id, budget, Passwords(()), pictures=Pictures(PictureWork())
        )
        for item in read_inside(source):
            assert isinstance(item, Notice)
            issue_code(item.code)

    return run


def make_lines() -> Run:
    """What makes blocks of a page of lines, and of the rows of boxes in it."""
    import numpy as np

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Limits
    from meibo.extraction.pdf.rules import Rules
    from meibo.extraction.pdf.tables import RunningHead
    from meibo.extraction.pictures.card_words import name_card
    from meibo.extraction.pictures.digit_boxes import close_up, read_rows
    from meibo.extraction.pictures.look_alikes import put_right
    from meibo.extraction.pictures.mrz_repair import repair_lines
    from meibo.extraction.pictures.page_layout import Sheet, write_blocks
    from meibo.extraction.pictures.recogniser import Written, spread

    def run(data: bytes) -> None:
        lines, rows, across, down = [], [], [], []
        for text, (left, top, width, height) in read_lines(data):
            right, bottom = left + max(width, 1), top + max(height, 1)
            quad = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)
            if text.strip():
                lines.append(spread(Written(text, 0.9, quad, np.zeros(0), np.zeros(0))))
            elif text:
                rows.append(quad)
            elif width > height:
                across.append((left, top, right, top))
            else:
                down.append((left, top, left, bottom))
        rules = Rules(np.array(across, np.float64).reshape(-1, 4), np.array(down, np.float64).reshape(-1, 4))
        lines = close_up(read_rows(repair_lines(lines), rows, lambda _: "12345678"), rules, _HEIGHT)
        lines = [line._replace(text=put_right(line.text)) for line in lines]
        card = name_card("\n".join(line.text for line in lines))
        boxes = [(number, 0, 1000, 1000) for number, _ in enumerate(lines)]
        sheet = Sheet(1, _HEIGHT, rules, bool(card))
        for block in write_blocks(lines, boxes, sheet, RunningHead(), Budget(Limits(seconds=SECONDS), len(data))):
            assert (
                len(block.boxes)
                == block.text[block.lead : len(block.text) - block.tail].decode().rstrip("\n").count("\n") + 1
            )

    return run


def read_lines(data: bytes) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    """Texts and where they stand, of any bytes."""
    at = 0
    for _ in range(_MOST_LINES):
        if at + _LINE.size > len(data):
            return
        left, top, width, height, length = _LINE.unpack_from(data, at)
        at += _LINE.size
        yield data[at : at + length].decode("utf-8", "ignore"), (left, top, width, height)
        at += length


def write_lines(*lines: tuple[str, tuple[int, int, int, int]]) -> bytes:
    """The bytes of texts and their places."""
    return b"".join(_LINE.pack(*place, len(text.encode())) + text.encode() for text, place in lines)


def list_pages() -> list[bytes]:
    """A card, a form with boxes, a ruled table."""
    people = [("鷹取一葉", "090-7305-2846"), ("宵待航", "03-1234-5678"), ("月見里楓", "06-1234-5678")]
    table: list[tuple[str, tuple[int, int, int, int]]] = [("", (50, 90 + 40 * row, 400, 0)) for row in range(5)]
    table += [("", (x, 90, 0, 160)) for x in (50, 240, 450)]
    for row, (name, phone) in enumerate([("氏名", "電話番号"), *people]):
        table += [(name, (60, 100 + 40 * row, 90, 20)), (phone, (250, 100 + 40 * row, 150, 20))]
    form = [("個人番号", (10, 10, 80, 20)), ("91 8", (110, 10, 90, 20)), (" ", (100, 5, 400, 30))]
    card = [("健康保険被保険者証", (10, 10, 180, 20)), ("記号 12 番号 3456", (10, 50, 180, 20))]
    zone = [
        ("P<JPNTAKATORI<<KAZUHA<<<<<<<<<<<<", (10, 500, 700, 20)),
        ("TR12345672JPN0001018M2501017<<<08", (10, 540, 700, 20)),
    ]
    return [write_lines(*page) for page in (table, form, card, zone)]


def _make(format_id: str) -> Target:
    def list_seeds() -> list[Any]:
        return [write_quarters(format_id)]

    return Target(
        f"picture/{format_id}", functools.partial(make_unpacking, format_id), list_seeds,
        ("meibo.extraction.pictures.decoding", "meibo.extraction.pictures.picture"),
    )  # fmt: skip


PICTURES = (
    *(_make(name) for name in FORMATS),
    Target("picture/lines", make_lines, list_pages, tuple(
        f"meibo.extraction.pictures.{name}"
        for name in ("card_words", "digit_boxes", "look_alikes", "mrz_repair", "page_layout")
    )),
)  # fmt: skip
