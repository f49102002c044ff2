"""Writes docs/reference.md from the program itself: python tools/make_reference.py"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from meibo.catalogue.checks import MACHINE_CHECKS, TARGET_CHECKS
from meibo.catalogue.configuration import (
    ALLOW_WORDS,
    ARCHIVE_WORDS,
    DETECTOR_WORDS,
    JOB_WORDS,
    LIMIT_WORDS,
    MAIL_WORDS,
    NOTIFY_WORDS,
    PRICE_WORDS,
    RISK_WORDS,
    RULE_WORDS,
    TABLES,
    TARGET_WORDS,
)
from meibo.catalogue.issues import ISSUE_CODES
from meibo.cli.main import COMMANDS
from meibo.cli.options import Parser, add_language
from meibo.cli.terminal import Terminal
from meibo.configuration.allow_table import ALLOW_KEYS
from meibo.configuration.detector_table import DETECTOR_KEYS
from meibo.configuration.job_table import JOB_KEYS
from meibo.configuration.limit_table import LIMIT_KEYS
from meibo.configuration.limits import Limits
from meibo.configuration.mail_table import ARCHIVE_KEYS, MAIL_KEYS
from meibo.configuration.notify_table import NOTIFY_KEYS
from meibo.configuration.price_table import PRICE_KEYS
from meibo.configuration.report_kinds import REPORT_KINDS
from meibo.configuration.risk_table import RISK_KEYS
from meibo.configuration.rule_table import RULE_KEYS
from meibo.configuration.scan_table import SCAN_KEYS
from meibo_detectors.registry import DETECTORS
from meibo_detectors.user_rules.checks import CHECKS
from meibo_detectors.user_rules.model import MOST_RULES

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
        "## Checks",
        "",
        "What `meibo doctor` tries, of this machine or of the targets it is given. *missing* makes the exit code 3.",
        "",
        "| check | what is tried | where it is missing | remedy | 試すこと | 足りないとき | 対処 |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| `{row.code}` | {row.text_en} | {row.meaning_en} | {row.remedy_en}"
            f" | {row.text_ja} | {row.meaning_ja} | {row.remedy_ja} |"
            for row in (*MACHINE_CHECKS, *TARGET_CHECKS)
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
        "`meibo.toml` in the working folder, or the file of `--config`. Unknown keys are errors.",
        "",
        "`[scan]`: " + ", ".join(f"`{key}`" for key in sorted(SCAN_KEYS)) + ".",
        "Each is the option of the same name; the command line wins.",
        *_describe_table("detectors", "[detectors.ID]", DETECTOR_KEYS, DETECTOR_WORDS),
        *_describe_table("rule", "[[rule]]", RULE_KEYS, RULE_WORDS),
        *_describe_table("allow", "[[allow]]", ALLOW_KEYS, ALLOW_WORDS),
        *_describe_table("limits", "[limits]", LIMIT_KEYS, _add_defaults(LIMIT_WORDS)),
        *_describe_table("mail", "[mail]", MAIL_KEYS, MAIL_WORDS),
        *_describe_table("archives", "[archives]", ARCHIVE_KEYS, ARCHIVE_WORDS),
        *_describe_table("notify", "[notify.NAME]", _unite(NOTIFY_KEYS), NOTIFY_WORDS),
        *_describe_table("prices", "[prices]", PRICE_KEYS, PRICE_WORDS),
        *_describe_table("risk", "[risk]", RISK_KEYS, RISK_WORDS),
        *_describe_table("targets", "[targets]", TARGET_WORDS, TARGET_WORDS),
        *_describe_table("job", "[[job]]", JOB_KEYS, JOB_WORDS),
        "",
    ])  # fmt: skip


def _describe_table(table: str, title: str, keys: Iterable[str], words: Mapping[str, tuple[str, str]]) -> list[str]:
    """The keys of one table with what each means."""
    values = {
        "most": MOST_RULES, "checks": ", ".join(f"`{name}`" for name in CHECKS),
        "endings": ", ".join(kind.ending[1:] for kind in REPORT_KINDS if kind.ending),
    }  # fmt: skip
    japanese, english = (text.format(**values) for text in TABLES[table])
    rows = [(key, *(text.format(**values) for text in words[key])) for key in keys]
    return [
        "", f"### {title}", "", f"{english[0].upper()}{english[1:]}.", "", f"{japanese}。", "",
        "| key | meaning | 意味 |", "|---|---|---|",
        *(f"| `{key}` | {meaning} | {said} |" for key, said, meaning in rows),
    ]  # fmt: skip


def _unite(tables: Mapping[str, Mapping[str, object]]) -> list[str]:
    """The keys of several kinds of one table, each once."""
    return list(dict.fromkeys(key for keys in tables.values() for key in keys))


def _add_defaults(words: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """What each limit means, with its default."""
    limits = Limits()
    defaults = {key: f"{getattr(limits, key.replace('-', '_')):,}" for key in words}
    return {
        key: (f"{said}（既定: {defaults[key]}）", f"{meaning} (default: {defaults[key]})")
        for key, (said, meaning) in words.items()
    }


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
    value = f"[{action.metavar}]" if action.nargs == "?" else action.metavar
    return f"{names} {value}" if takes_value else names


if __name__ == "__main__":
    PLACE.write_text(describe(), "utf-8")
