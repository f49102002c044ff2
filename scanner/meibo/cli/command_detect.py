"""``meibo detect [PATH|-]...``: print findings, store nothing."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from meibo.cli.options import LEVELS, Parser, add_detection, add_inventory, merge, parse_detectors
from meibo.cli.terminal import Terminal, clean

if TYPE_CHECKING:
    from meibo.cli.inputs import Input, Inputs
    from meibo.inventory.model import StoredPosition
    from meibo.pipeline.model import Settings
    from meibo_detectors.engine import Engine, Scan
    from meibo_detectors.explain import Explanation
    from meibo_detectors.model import Detector

_DEFAULTS: Final[dict[str, Any]] = {
    "paths": ["-"], "inventory": None, "include": [], "exclude": [], "detectors": "", "min_confidence": "medium",
    "key_file": None, "reveal": False, "format": "text", "explain": False, "near": False,
}  # fmt: skip


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    parser.add_argument("paths", metavar="PATH", nargs="*", default=argparse.SUPPRESS, help=parser.say("option-inputs"))
    add_inventory(parser, "option-inventory-key")
    add_detection(parser, "option-least-shown")
    parser.add_argument("--format", choices=("text", "jsonl"), help=parser.say("option-format"))
    parser.add_argument("--reveal", action="store_true", help=parser.say("option-reveal"))
    parser.add_argument("--explain", action="store_true", help=parser.say("option-explain"))
    parser.add_argument("--near", action="store_true", help=parser.say("option-near"))


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
            for shown in _find(item, inputs, engine, settings, options):
                _print(item, shown, options, terminal)
        return 3 if inputs.faults or not inputs.files else 0


def _find_secret(options: argparse.Namespace) -> bytes:
    """The key of the named key file or inventory, else one for this run only."""
    from meibo.inventory.files import default_key_path, load_or_make_key

    place: Path | None = options.key_file or (options.inventory and default_key_path(options.inventory))
    return load_or_make_key(place) if place else secrets.token_bytes(32)


class _Shown(NamedTuple):
    """A finding or near miss on its way to the terminal."""

    position: StoredPosition
    value: str
    detector: Detector
    told: Explanation | None
    """Only where explanations are wanted."""


def _find(
    item: Input, inputs: Inputs, engine: Engine, settings: Settings, options: argparse.Namespace
) -> Iterator[_Shown]:
    from meibo.pipeline.collector import Collector
    from meibo.pipeline.model import Part
    from meibo.pipeline.reading import name_trouble, read_part

    part = Part(0, 0, item.entry)
    collector = Collector(part, settings, engine.detectors)
    rows = 0
    for block in read_part(part, inputs.connector(item), settings, collector):
        try:
            scan = engine.scan([block], explain=options.explain or options.near)
        except Exception as error:  # noqa: BLE001 - trouble with one file never ends the command
            collector.fail("detect", *name_trouble(error))
            continue
        yield from _show(scan, engine, settings, options, rows)
        rows += scan.count_rows(0)
    for issue in collector.finish().issues:
        inputs.tell(item.path, issue.code, issue.detail)


def _show(
    scan: Scan, engine: Engine, settings: Settings, options: argparse.Namespace, rows_before: int
) -> Iterator[_Shown]:
    """The findings of a block at the wanted confidence; near misses among them where they are wanted."""
    from meibo.pipeline.collector import store_positions
    from meibo_detectors.explain import Explainer

    chosen = scan.findings[scan.findings["score"] >= settings.least_score]
    explainer = Explainer(engine, scan) if options.explain or options.near else None
    if explainer and options.near:
        chosen = np.concatenate([chosen, explainer.find_near_misses(settings.least_score)])
        chosen = chosen.take(np.argsort(chosen["start"], kind="stable"))
    stored = store_positions(scan, scan.blocks[0], chosen, engine.detectors, settings.secret, rows_before)
    for row, (position, value) in zip(chosen, stored, strict=True):
        yield _Shown(position, value, engine.detectors[row["detector"]], explainer.explain(row) if explainer else None)


def _print(item: Input, shown: _Shown, options: argparse.Namespace, terminal: Terminal) -> None:
    from meibo.cli.explaining import explain_as_object, explain_in_words
    from meibo.reports.findings import Finding, encode_finding

    position = shown.position
    finding = Finding.of(item.target.uri, item.path, position, shown.value if options.reveal else None)
    if options.format == "jsonl":
        extra = shown.told and {"explanation": explain_as_object(shown.told, shown.detector, terminal.language)}
        terminal.print_json(encode_finding(finding, extra))
        return
    place = ":".join(str(number) for number in position.location.values())
    inside = "!".join(("", *position.container))
    text = shown.value if options.reveal else finding.masked
    words = " ".join(position.evidence)
    terminal.print(
        f"{clean(item.path)}{inside}:{place}: {position.detector} {finding.confidence} {clean(text)}  [{words}]"
    )
    for line in explain_in_words(shown.told, shown.detector, terminal.language) if shown.told else ():
        terminal.print(f"    {clean(line)}")
