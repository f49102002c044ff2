"""Writes docs/reference.md from the program itself: python tools/make_reference.py"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from meibo.catalogue.issues import ISSUE_CODES
from meibo.cli.main import COMMANDS
from meibo.cli.options import SCAN_KEYS, Parser, add_language
from meibo.cli.terminal import Terminal
from meibo_detectors.registry import DETECTORS

PLACE = Path(__file__).parent.parent / "docs" / "reference.md"


def describe() -> str:
    """The page."""
    return "\n".join([
        "# Reference",
        "",
        "Made by `python tools/make_reference.py`; a test compares it with the program.",
        "",
        "## Commands",
        *(line for name in COMMANDS for line in _describe_command(name)),
        "## Exit codes",
        "",
        "| code | meaning |",
        "|---|---|",
        "| 0 | complete |",
        "| 1 | `--fail-on` reached |",
        "| 2 | usage or configuration |",
        "| 3 | incomplete: something failed, or no file was listed; wins over 1 |",
        "| 130 | interrupted; the same command goes on |",
        "",
        "## Issue codes",
        "",
        "A *fault* makes the exit code 3; *design* does so only with `--strict`; a *note* never does.",
        "",
        "| code | class | meaning | remedy | 意味 | 対処 |",
        "|---|---|---|---|---|---|",
        *(
            f"| `{row.code}` | {row.kind.value} | {row.text_en} | {row.remedy_en} | {row.text_ja} | {row.remedy_ja} |"
            for row in ISSUE_CODES
        ),
        "",
        "## Detectors",
        "",
        "| id | class | what | high | medium | low |",
        "|---|---|---|---|---|---|",
        *(
            f"| `{detector.id}` | {detector.risk_class} | {detector.title_en} ({detector.title_ja}) | "
            + " | ".join(detector.rules_en)
            + " |"
            for detector in DETECTORS
        ),
        "",
        "## Configuration",
        "",
        "`meibo.toml`, table `[scan]`: " + ", ".join(f"`{key}`" for key in sorted(SCAN_KEYS)) + ".",
        "Each is the option of the same name; the command line wins. Unknown keys are errors.",
        "",
    ])  # fmt: skip


def _describe_command(name: str) -> list[str]:
    terminal = Terminal("en")
    parser = Parser(terminal, prog=f"meibo {name}")
    importlib.import_module(f"meibo.cli.command_{name}").add_arguments(parser)
    add_language(parser)
    lines = ["", f"### meibo {name}", "", terminal.say(f"command-{name}").capitalize() + ".", ""]
    lines += ["| argument | meaning |", "|---|---|"]
    lines += [f"| {_spell(action)} | {(action.help or '').replace('%%', '%')} |" for action in parser.arguments()]
    return [*lines, ""]


def _spell(action: argparse.Action) -> str:
    names = ", ".join(f"`{name}`" for name in action.option_strings) or f"`{action.metavar}`"
    if action.choices and action.option_strings:
        choices = "\\|".join(action.choices)
        return f"{names} {choices}"
    takes_value = action.option_strings and action.nargs != 0
    return f"{names} {action.metavar}" if takes_value else names


if __name__ == "__main__":
    PLACE.write_text(describe(), "utf-8")
