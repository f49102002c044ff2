"""``meibo detectors``: what is found, and what makes a finding high, medium or low."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

import msgspec

from meibo.cli.detecting import check_patterns
from meibo.cli.options import Parser, merge
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.model import Configuration, DetectorSettings
from meibo_detectors.model import Detector
from meibo_detectors.registry import select

LEVELS: Final = ("high", "medium", "low")

DEFAULTS: Final[dict[str, Any]] = {"format": "text"}


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    parser.add_argument("--config", metavar="FILE", type=Path, help=parser.say("option-config"))
    parser.add_argument("--format", choices=("text", "json"), help=parser.say("option-format"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Print every detector, those of the configuration's rules last."""
    options = merge(given, DEFAULTS, terminal)
    configuration: Configuration = options.configuration
    check_patterns(configuration)
    detectors = select((), configuration.rules)
    chosen = {detector.id: configuration.detectors.get(detector.id, DetectorSettings()) for detector in detectors}
    if options.format == "json":
        objects = [_as_object(detector, chosen[detector.id], terminal) for detector in detectors]
        terminal.print_array([msgspec.json.encode(one) for one in objects])
        return 0
    for detector in detectors:
        title, rules = _describe(detector, terminal)
        off = "" if chosen[detector.id].enabled else f"  {terminal.say('detectors-off')}"
        terminal.print(f"{detector.id}  {clean(title)}  ({detector.risk_class}){off}")
        for level, rule in zip(LEVELS, rules, strict=True):
            terminal.print(f"    {terminal.say(f'summary-{level}')}: {rule}")
    return 0


def _as_object(detector: Detector, settings: DetectorSettings, terminal: Terminal) -> dict[str, Any]:
    title, rules = _describe(detector, terminal)
    levels = dict(zip(LEVELS, rules, strict=True))
    return {
        "id": detector.id, "title": title, "class": detector.risk_class, **levels, "labels": list(detector.labels),
        "enabled": settings.enabled, "min_confidence": settings.min_confidence,
    }  # fmt: skip


def _describe(detector: Detector, terminal: Terminal) -> tuple[str, tuple[str, str, str]]:
    if terminal.language == "ja":
        return detector.title_ja, detector.rules_ja
    return detector.title_en, detector.rules_en
