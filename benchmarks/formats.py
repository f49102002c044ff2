"""Speed of extractors by format, beside the library that the field uses for it: python benchmarks/formats.py

Of each format one large file and many small ones are made from a seed (format_inputs.py). meibo and a library
(format_readers.py) read the same file in memory, turn by turn, in one process on one core; times are of the processor.
How many of the planted values stand in each one's text is counted before a time is told. meibo gives blocks with
positions, reads what stands beside the text too, counts against limits, and detects nothing here.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import statistics
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from format_inputs import LARGE, Input, make_large, make_small
from format_readers import Reader, find_readers
from meibo.extraction.budget import Budget
from meibo.extraction.inside import read_inside
from meibo.extraction.model import HEAD_BYTES, Limits, Source
from meibo.extraction.passwords import Passwords
from meibo.extraction.sniffing.sniff import look_inside, sniff
from meibo_detectors.model import Block
from one_core import bind_to_one_core

LEAST_OURS: Final = 0.99
"""The share of planted values that must stand in our text."""
LEAST_THEIRS: Final = 0.5
"""A library that gives less than half reads something else."""
FEWEST: Final = 3
"""Files that are read whatever time that takes."""
_BETWEEN: Final = re.compile(r"[\s\-‐−–—ー年月日/.,\x02\ufffe\"|\\]|00:00:00")
"""What readers write differently: dates, lines and edges of cells."""


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=list(LARGE), help="formats")
    parser.add_argument("--rounds", type=int, default=5, help="readings of the large file by each")
    parser.add_argument("--files", type=int, default=200, help="small files")
    parser.add_argument("--seconds", type=float, default=15, help="of both, after which no further file is read")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    options = parser.parse_args()
    bind_to_one_core()
    rows: list[dict[str, Any]] = []
    for suffix in options.only or LARGE:
        large, small = make_large(suffix), list(make_small(suffix, options.files))
        for reader in find_readers(suffix):
            row: dict[str, Any] = {"format": suffix, "beside": f"{reader.name} {reader.version}"}
            row["large"] = _compare([large] * options.rounds, reader, options.seconds)
            row["small"] = _compare(small, reader, options.seconds)
            print(json.dumps(row, ensure_ascii=False), flush=True)
            rows.append(row)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(_format(rows))
    return 0


def read(content: bytes, suffix: str) -> str:
    """All text that meibo's extractors give."""
    stream = io.BytesIO(content)
    name = f"file.{suffix}"
    kind = look_inside(sniff(content[:HEAD_BYTES], name), stream, name)
    items = read_inside(Source(stream, name, kind.id, Budget(Limits(), len(content)), Passwords()))
    blocks = (item for item in items if isinstance(item, Block))
    return "\n".join(block.text[block.lead : len(block.text) - block.tail].decode() for block in blocks)


def _compare(inputs: list[Input], reader: Reader, most_seconds: float) -> dict[str, Any]:
    """Both read each file once, turn by turn, until the slower has had its time; the first is read by both before, to
    load what they need.
    """
    suffix = inputs[0].name.rpartition(".")[2]
    ours = _count(read(inputs[0].content, suffix), inputs[0])
    theirs = _count(reader.read(inputs[0].content, suffix), inputs[0])
    assert ours >= LEAST_OURS, f"{inputs[0].name}: meibo gives {ours:.0%} of the planted values"
    assert theirs >= LEAST_THEIRS, f"{inputs[0].name}: {reader.name} gives {theirs:.0%} of the planted values"
    pairs: list[tuple[float, float]] = []
    size_bytes = 0
    for one in inputs:
        pairs.append((_time(read, one, suffix), _time(reader.read, one, suffix)))
        size_bytes += len(one.content)
        if len(pairs) >= FEWEST and sum(map(sum, pairs)) > most_seconds:
            break
    seconds, their_seconds = (sum(times) for times in zip(*pairs, strict=True))
    return {
        "files": len(pairs),
        "bytes": size_bytes // len(pairs),
        "mb_per_s": round(size_bytes / seconds / 1e6, 2),
        "files_per_s": round(len(pairs) / seconds, 1),
        "their_mb_per_s": round(size_bytes / their_seconds / 1e6, 2),
        "their_files_per_s": round(len(pairs) / their_seconds, 1),
        "times": round(statistics.median(theirs / ours for ours, theirs in pairs), 2),
        "found": round(ours, 3),
        "they_found": round(theirs, 3),
    }


def _time(read: Callable[[bytes, str], str], one: Input, suffix: str) -> float:
    started = time.process_time()
    read(one.content, suffix)
    return time.process_time() - started


def _count(text: str, planted: Input) -> float:
    """The share of planted values that stand in a text."""
    folded = _fold(text)
    return sum(_fold(value) in folded for value in planted.values) / len(planted.values)


def _fold(text: str) -> str:
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text))


def _format(rows: list[dict[str, Any]]) -> str:
    """The table of the page; ``values`` are those that the library gives, of the large file and of the first small."""
    heads = ("format", "beside", "large, KB", "MB/s", "theirs", "times", "small, KB", "files/s", "theirs", "times")
    lines = [f"| {' | '.join(heads)} | values |", "|---" * (len(heads) + 1) + "|"]
    for row in rows:
        large, small = row["large"], row["small"]
        cells = (
            *(row["format"], row["beside"]),
            *(large["bytes"] // 1000, large["mb_per_s"], large["their_mb_per_s"], large["times"]),
            *(round(small["bytes"] / 1000, 1), round(small["files_per_s"]), round(small["their_files_per_s"])),
            *(small["times"], f"{large['they_found']:.0%}, {small['they_found']:.0%}"),
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
