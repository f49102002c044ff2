"""``meibo detect [PATH|-]...``: print findings, store nothing."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from meibo.cli.options import LEVELS, Parser, add_detection, add_inventory, merge, parse_detectors
from meibo.cli.terminal import Terminal, clean

if TYPE_CHECKING:
    from meibo.cli.inputs import Input, Inputs
    from meibo.inventory.model import StoredPosition
    from meibo.pipeline.model import Settings
    from meibo_detectors.engine import Engine

_DEFAULTS: Final[dict[str, Any]] = {
    "paths": ["-"], "inventory": None, "include": [], "exclude": [], "detectors": "", "min_confidence": "medium",
    "key_file": None, "reveal": False, "format": "text",
}  # fmt: skip


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    parser.add_argument("paths", metavar="PATH", nargs="*", default=argparse.SUPPRESS, help=parser.say("option-inputs"))
    add_inventory(parser, "option-inventory-key")
    add_detection(parser, "option-least-shown")
    parser.add_argument("--format", choices=("text", "jsonl"), help=parser.say("option-format"))
    parser.add_argument("--reveal", action="store_true", help=parser.say("option-reveal"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Print every finding at the wanted confidence; 3 when something could not be read."""
    from meibo.cli.inputs import open_inputs
    from meibo.pipeline.crawl import Filters
    from meibo.pipeline.model import Settings
    from meibo_detectors.engine import Engine
    from meibo_detectors.registry import select

    if "inventory" not in vars(given):
        given.inventory = None  # the configuration's inventory gives no key here: one is used only when it is named
    options = merge(given, _DEFAULTS, terminal)
    settings = Settings(
        targets=(),
        detectors=parse_detectors(options.detectors),
        secret=_find_secret(options),
        least_score=LEVELS[options.min_confidence],
        examples=0,
    )
    engine = Engine(select(settings.detectors))
    filters = Filters(include=tuple(options.include), exclude=tuple(options.exclude))
    with open_inputs(options.paths or ["-"], filters, terminal) as inputs:
        for item in inputs:
            for position, value in _find(item, inputs, engine, settings):
                _print(item, position, value if options.reveal else None, options.format, terminal)
        return 3 if inputs.faults or not inputs.files else 0


def _find_secret(options: argparse.Namespace) -> bytes:
    """The key of the named key file or inventory, else one for this run only."""
    from meibo.inventory.files import default_key_path, load_or_make_key

    place: Path | None = options.key_file or (options.inventory and default_key_path(options.inventory))
    return load_or_make_key(place) if place else secrets.token_bytes(32)


def _find(item: Input, inputs: Inputs, engine: Engine, settings: Settings) -> Iterator[tuple[StoredPosition, str]]:
    from meibo.pipeline.collector import Collector, store_positions
    from meibo.pipeline.model import Part
    from meibo.pipeline.reading import name_trouble, read_part

    part = Part(0, 0, item.entry)
    collector = Collector(part, settings, engine.detectors)
    rows = 0
    for block in read_part(part, inputs.connector(item), settings, collector):
        try:
            scan = engine.scan([block])
        except Exception as error:  # noqa: BLE001 - trouble with one file never ends the command
            collector.fail("detect", *name_trouble(error))
            continue
        chosen = scan.findings[scan.findings["score"] >= settings.least_score]
        yield from store_positions(scan, block, chosen, engine.detectors, settings.secret, rows)
        rows += scan.count_rows(0)
    for issue in collector.finish().issues:
        inputs.tell(item.path, issue.code, issue.detail)


def _print(item: Input, position: StoredPosition, value: str | None, form: str, terminal: Terminal) -> None:
    from meibo.reports.findings import Finding, encode_finding

    finding = Finding.of(item.target.uri, item.path, position, value)
    if form == "jsonl":
        terminal.print_json(encode_finding(finding))
        return
    place = ":".join(str(number) for number in position.location.values())
    inside = "!".join(("", *position.container))
    shown = finding.masked if value is None else value
    words = " ".join(position.evidence)
    terminal.print(
        f"{clean(item.path)}{inside}:{place}: {position.detector} {finding.confidence} {clean(shown)}  [{words}]"
    )
