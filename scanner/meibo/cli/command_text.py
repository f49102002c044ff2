"""``meibo text [PATH|-]...``: print the text that detection sees, store nothing."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from meibo.cli.options import Parser, merge
from meibo.cli.picture_options import PICTURE_DEFAULTS, add_pictures, find_pictures
from meibo.cli.reaching import REACHING_DEFAULTS, add_reaching
from meibo.cli.terminal import Terminal

if TYPE_CHECKING:
    from meibo.cli.inputs import Input
    from meibo_detectors.model import Block

DEFAULTS: Final[dict[str, Any]] = {
    "paths": ["-"], "include": [], "exclude": [], "format": "text",
    **PICTURE_DEFAULTS, **REACHING_DEFAULTS,
}  # fmt: skip


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    parser.add_argument("paths", metavar="PATH", nargs="*", default=argparse.SUPPRESS, help=parser.say("option-inputs"))
    parser.add_argument("--config", metavar="FILE", type=Path, help=parser.say("option-config"))
    for name in ("include", "exclude"):
        parser.add_argument(f"--{name}", metavar="GLOB", action="append", help=parser.say(f"option-{name}"))
    parser.add_argument("--format", choices=("text", "jsonl"), help=parser.say("option-format"))
    add_pictures(parser)
    add_reaching(parser)


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Print the text of every file; 3 when something could not be read."""
    from meibo.cli.inputs import open_inputs
    from meibo.pipeline.collector import Collector, Terms
    from meibo.pipeline.crawl import Filters
    from meibo.pipeline.model import Part, Settings
    from meibo.pipeline.reading_in_time import ReaderInTime

    options = merge(given, DEFAULTS, terminal)
    settings = Settings(
        targets=(),
        detectors=(),
        secret=bytes(32),
        limits=options.configuration.limits,
        passwords=options.configuration.passwords,
        pictures=find_pictures(options),
    )
    filters = Filters(include=tuple(options.include), exclude=tuple(options.exclude))
    with (
        contextlib.closing(ReaderInTime(settings)) as reader,
        open_inputs(options, filters, terminal) as inputs,
    ):
        for item in inputs:
            part = Part(0, 0, item.entry)
            collector = Collector(part, Terms(settings, ()))
            for block in reader.read(part, inputs.connector(item), collector):
                _print(item, block, options.format, terminal)
            for issue in collector.finish().issues:
                inputs.tell(item.path, issue.code, issue.detail)
        return 3 if inputs.faults or not inputs.files else 0


def _print(item: Input, block: Block, form: str, terminal: Terminal) -> None:
    names_columns = block.position.table is not None and block.position.row == 1  # of a database: no row of its own
    core = block.text[0 if names_columns else block.lead : len(block.text) - block.tail]
    if form == "text":
        terminal.write_bytes(core)
        return
    position = block.position
    location = {name: value for name in ("line", "row", "column", "sheet", "cell", "page", "table", "offset")
                if (value := getattr(position, name)) is not None}  # fmt: skip
    if block.boxes:
        lefts, tops, rights, bottoms = zip(*block.boxes, strict=True)
        location["box"] = [min(lefts), min(tops), max(rights), max(bottoms)]
    row = {"path": item.path, "container": list(position.container), "location": location, "text": core.decode("utf-8")}
    terminal.print_json(msgspec.json.encode(row))
