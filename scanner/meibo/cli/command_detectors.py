"""``meibo detectors``: what is found, and what makes a finding high, medium or low."""

from __future__ import annotations

import argparse

import msgspec

from meibo.cli.options import Parser
from meibo.cli.terminal import Terminal
from meibo_detectors.registry import DETECTORS


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    parser.add_argument("--format", choices=("text", "json"), help=parser.say("option-format"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Print every detector."""
    for detector in DETECTORS:
        is_japanese = terminal.language == "ja"
        title = detector.title_ja if is_japanese else detector.title_en
        rules = detector.rules_ja if is_japanese else detector.rules_en
        if vars(given).get("format") == "json":
            levels = dict(zip(("high", "medium", "low"), rules, strict=True))
            row = {
                "id": detector.id,
                "title": title,
                "class": detector.risk_class,
                **levels,
                "labels": list(detector.labels),
            }
            terminal.print_bytes(msgspec.json.encode(row))
            continue
        terminal.print(f"{detector.id}  {title}  ({detector.risk_class})")
        for level, rule in zip(("high", "medium", "low"), rules, strict=True):
            terminal.print(f"    {terminal.say(f'summary-{level}')}: {rule}")
    return 0
