"""``meibo detect [PATH|-]...``: print findings, store nothing."""

from __future__ import annotations

import argparse
import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from meibo.cli.detecting import choose_detection
from meibo.cli.options import Parser, add_detection, add_inventory, merge
from meibo.cli.picture_options import PICTURE_DEFAULTS, add_pictures, find_pictures
from meibo.cli.reaching import REACHING_DEFAULTS, add_reaching
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.scan_table import LEVELS

if TYPE_CHECKING:
    from meibo.cli.inputs import Input, Inputs
    from meibo.inventory.model import Counts, StoredPosition
    from meibo.pipeline.collector import Collector
    from meibo.pipeline.model import Settings
    from meibo_detectors.engine import Scan
    from meibo_detectors.explain import Explanation
    from meibo_detectors.model import Detector

DEFAULTS: Final[dict[str, Any]] = {
    "paths": ["-"], "inventory": None, "include": [], "exclude": [], "detectors": "", "min_confidence": "medium",
    "key_file": None, "reveal": False, "format": "text", "explain": False, "near": False,
    **PICTURE_DEFAULTS, **REACHING_DEFAULTS,
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
    add_pictures(parser)
    add_reaching(parser)


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Print every finding at the wanted confidence; 3 when something could not be read."""
    from meibo.cli.inputs import open_inputs
    from meibo.cli.recording import record_act
    from meibo.inventory.audit import Act
    from meibo.pipeline.crawl import Filters
    from meibo.pipeline.model import Settings

    if "inventory" not in vars(given):
        given.inventory = None  # the configuration's inventory gives no key here: one is used only when it is named
    options = merge(given, DEFAULTS, terminal)
    detection = choose_detection(options, terminal)
    settings = Settings(
        targets=(),
        detectors=detection.detectors,
        secret=_find_secret(options),
        least_score=LEVELS[options.min_confidence],
        least_scores=detection.least_scores,
        rules=detection.rules,
        allow=detection.allow,
        examples=None,  # of portraits alone: what is found in text is printed as it comes
        limits=options.configuration.limits,
        passwords=options.configuration.passwords,
        own_domains=options.configuration.own_domains,
        pictures=find_pictures(options),
    )
    if any(entry.fingerprint for entry in settings.allow) and not (options.key_file or options.inventory):
        terminal.note(f"meibo: {terminal.say('allow-no-key')}")
    search = _Search(settings, options)
    filters = Filters(include=tuple(options.include), exclude=tuple(options.exclude))
    if options.reveal and options.inventory is not None and options.inventory.exists():
        record_act(options, Act("reveal", {"paths": [str(path) for path in options.paths]}), terminal)
    with contextlib.closing(search), open_inputs(options, filters, terminal) as inputs:
        for item in inputs:
            for shown in search.find(item, inputs):
                _print(item, shown, options, terminal)
        for reason, row in search.allowed.items():
            told = terminal.say("allow-taken", count=f"{row.low + row.medium + row.high:,}", reason=reason)
            terminal.note(clean(f"meibo: {told}"))
        return 3 if inputs.faults or not inputs.files else 0


def _find_secret(options: argparse.Namespace) -> bytes:
    """The key of the named key file or inventory, else one for this run only."""
    from meibo.inventory.files import InventoryError, default_key_path, load_or_make_key

    place: Path | None = options.key_file or (options.inventory and default_key_path(options.inventory))
    if place and options.inventory and options.inventory.exists() and not place.exists():
        raise InventoryError("key-missing", str(place))  # a new one would not be the inventory's
    return load_or_make_key(place) if place else secrets.token_bytes(32)


class _Shown(NamedTuple):
    """A finding or near miss on its way to the terminal."""

    position: StoredPosition
    value: str | None
    """None where there is none to write down: of a portrait."""
    detector: Detector
    told: Explanation | None
    """Only where explanations are wanted."""


class _Search:
    """Looks for findings in one file after the other; ``allowed`` sums up by reason what the user has allowed."""

    def __init__(self, settings: Settings, options: argparse.Namespace) -> None:
        from meibo.pipeline.allowing import AllowList
        from meibo.pipeline.reading_in_time import ReaderInTime
        from meibo_detectors.engine import Engine
        from meibo_detectors.registry import select

        self._settings = settings
        self._explains, self._shows_near = options.explain or options.near, options.near
        self._engine = Engine(select(settings.detectors, settings.rules))
        self._allow = AllowList(settings.allow, self._engine.detectors, settings.secret)
        self._reader = ReaderInTime(settings)
        self.allowed: dict[str, Counts] = {}

    def close(self) -> None:
        """End what belongs to the search."""
        self._reader.close()

    def find(self, item: Input, inputs: Inputs) -> Iterator[_Shown]:
        """What is to be shown of a file; tells what could not be read."""
        from meibo.pipeline.collector import Collector, Terms
        from meibo.pipeline.counting import add_counts
        from meibo.pipeline.model import Part
        from meibo.pipeline.reading import name_trouble

        part = Part(0, 0, item.entry)
        collector = Collector(part, Terms(self._settings, self._engine.detectors, self._allow))
        rows = 0
        for block in self._reader.read(part, inputs.connector(item), collector):
            try:
                scan = self._engine.scan([block], [collector.given_up], explain=self._explains)
                taken = self._allow.take_out(scan, [item.entry.path])
            except Exception as error:  # noqa: BLE001 - trouble with one file never ends the command
                collector.fail("detect", *name_trouble(error))
                continue
            self.allowed = add_counts((self.allowed, *taken))
            for _, detector in scan.text.given_up:
                collector.give_up(detector)
            yield from self._show(scan, collector, rows)
            rows += int(scan.count_rows()[0])
        result = collector.finish()
        self.allowed = add_counts((self.allowed, result.allowed))  # portraits: others were taken out of their block
        by_id = {detector.id: detector for detector in self._engine.detectors}
        for position in result.positions:  # portraits, which are in no text
            yield _Shown(position, None, by_id[position.detector], None)
        for issue in result.issues:
            inputs.tell(item.path, issue.code, issue.detail)

    def _show(self, scan: Scan, collector: Collector, rows_before: int) -> Iterator[_Shown]:
        """The findings of a block at the wanted confidence; near misses among them where they are wanted."""
        from meibo.pipeline.collector import store_positions
        from meibo_detectors.explain import Explainer

        chosen = collector.counting(scan.findings)
        detectors = self._engine.detectors
        explainer = Explainer(self._engine, scan) if self._explains else None
        if explainer and self._shows_near:
            chosen = np.concatenate([chosen, explainer.find_near_misses(self._settings.least_score)])
            chosen = chosen.take(np.argsort(chosen["start"], kind="stable"))
        stored = store_positions(scan, scan.blocks[0], chosen, detectors, self._settings.secret, rows_before)
        for row, (position, value) in zip(chosen, stored, strict=True):
            yield _Shown(position, value, detectors[row["detector"]], explainer.explain(row) if explainer else None)


def _print(item: Input, shown: _Shown, options: argparse.Namespace, terminal: Terminal) -> None:
    from meibo.cli.explaining import explain_as_object, explain_in_words
    from meibo.reports.findings import Finding, encode_finding

    position = shown.position
    finding = Finding.of(item.target.uri, item.path, position, shown.value if options.reveal else None)
    if options.format == "jsonl":
        extra = shown.told and {"explanation": explain_as_object(shown.told, shown.detector, terminal.language)}
        terminal.print_json(encode_finding(finding, extra))
        return
    place = ":".join(str(number) for name, number in position.location.items() if name != "box")
    inside = "!".join(("", *position.container))
    text = finding.masked if shown.value is None or not options.reveal else shown.value
    words = " ".join(position.evidence)
    terminal.print(
        f"{clean(item.path)}{inside}:{place}: {position.detector} {finding.confidence} {clean(text)}  [{words}]"
    )
    for line in explain_in_words(shown.told, shown.detector, terminal.language) if shown.told else ():
        terminal.print(f"    {clean(line)}")
