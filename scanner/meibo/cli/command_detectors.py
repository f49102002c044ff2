"""``meibo detectors``: what is found, and what makes a finding high, medium or low."""

from __future__ import annotations

import argparse
from typing import Any, Final

import msgspec

from meibo.cli.options import Parser
from meibo.cli.terminal import Terminal
from meibo_detectors.model import Detector
from meibo_detectors.registry import DETECTORS

LEVELS: Final = ("high", "medium", "low")


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    parser.add_argument("--format", choices=("text", "json"), help=parser.say("option-format"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Print every detector."""
    if vars(given).get("format") == "json":
        terminal.print_array([msgspec.json.encode(_as_object(detector, terminal)) for detector in DETECTORS])
        return 0
    for detector in DETECTORS:
        title, rules = _describe(detector, terminal)
        terminal.print(f"{detector.id}  {title}  ({detector.risk_class})")
        for level, rule in zip(LEVELS, rules, strict=True):
            terminal.print(f"    {terminal.say(f'summary-{level}')}: {rule}")
    return 0


def _as_object(detector: Detector, terminal: Terminal) -> dict[str, Any]:
    title, rules = _describe(detector, terminal)
    levels = dict(zip(LEVELS, rules, strict=True))
    return {"id": detector.id, "title": title, "class": detector.risk_class, **levels, "labels": list(detector.labels)}


def _describe(detector: Detector, terminal: Terminal) -> tuple[str, tuple[str, str, str]]:
    if terminal.language == "ja":
        return detector.title_ja, detector.rules_ja
    return detector.title_en, detector.rules_en
