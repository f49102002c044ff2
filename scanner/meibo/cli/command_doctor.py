"""``meibo doctor [TARGET...]``: what this machine can read and reach, or whether a target can be scanned whole.

``--health`` asks an inventory instead: when was each target last scanned completely?
"""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from meibo.catalogue.checks import REFUSALS, describe_check
from meibo.cli.examining import Step, examine_machine
from meibo.cli.named_targets import resolve_names
from meibo.cli.options import Parser, add_inventory, merge
from meibo.cli.reaching import REACHING_DEFAULTS, add_reaching, find_reach, parse_targets
from meibo.cli.terminal import Terminal, clean
from meibo.cli.watching import name_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo_connectors.model import Target
    from meibo_connectors.options import Options

COMPLETE, INCOMPLETE = 0, 3

DEFAULTS: Final[dict[str, Any]] = {
    "targets": [], "format": "table", "inventory": Path("meibo.db"), "health": False, "max_age": "26h",
    **REACHING_DEFAULTS,
}  # fmt: skip


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    add, say = parser.add_argument, parser.say
    add("targets", metavar="TARGET", nargs="*", default=argparse.SUPPRESS, help=say("option-tried"))
    add_inventory(parser)
    add("--health", action="store_true", help=say("option-health"))
    add("--max-age", metavar="AGE", help=say("option-max-age"))
    add("--config", metavar="FILE", type=Path, help=say("option-config"))
    add("--format", choices=("table", "json"), help=say("option-format"))
    add_reaching(parser)


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Print each step as it ends; 3 when something is missing that a complete scan needs."""
    options = merge(given, DEFAULTS, terminal)
    targets = parse_targets(resolve_names(options.targets, options.configuration, terminal))
    if options.health:
        from meibo.cli.health import print_health

        uris = [target.uri for target in targets]
        return print_health(options.inventory, uris, options.max_age, terminal, is_json=options.format == "json")
    reach = find_reach(options, targets, terminal)
    rows = []
    for target in targets or (None,):
        steps = examine_machine() if target is None else try_target(target, reach)
        place = name_place(target.uri) if target is not None else ""
        if options.format == "table":
            terminal.print(place or terminal.say("doctor-machine"))
        for step in steps:
            rows.append(_as_object(place, step, terminal))
            if options.format == "table":
                _print(rows[-1], terminal)
    if options.format == "json":
        terminal.print_array([msgspec.json.encode(row) for row in rows])
    is_missing = any(row["outcome"] == "missing" for row in rows)
    if options.format == "table":
        terminal.print(terminal.say("doctor-missing" if is_missing else "doctor-complete"))
    return INCOMPLETE if is_missing else COMPLETE


def try_target(target: Target, reach: Options) -> Iterator[Step]:
    """The steps of trying a target; one that breaks off is itself a step that is missing."""
    from meibo.extraction.describe import describe_exception
    from meibo_connectors.base import ConnectorError
    from meibo_connectors.registry import connect

    try:
        with contextlib.closing(connect(target, reach)) as connector:
            for check in connector.diagnose():
                yield Step(check.code, check.outcome, check.detail)
    except ConnectorError as error:
        yield Step("connect", "missing", ": ".join(filter(None, (error.code, error.detail))))
    except Exception as error:  # noqa: BLE001 - the last resort: a message may hold a secret, so only class and place
        yield Step("connect", "missing", f"internal-error: {describe_exception(error)}")


def _as_object(place: str, step: Step, terminal: Terminal) -> dict[str, str | None]:
    words = describe_check(step.code)
    refusal = REFUSALS.get(step.detail.partition(":")[0])
    is_japanese = terminal.language == "ja"
    remedy = step.remedy or (refusal[not is_japanese] if refusal else _choose(words, "remedy", is_japanese))
    is_fine = step.outcome == "ok"
    return {
        "target": place or None, "check": step.code, "outcome": step.outcome, "detail": step.detail,
        "text": _choose(words, "text", is_japanese),
        "meaning": "" if is_fine else _choose(words, "meaning", is_japanese), "remedy": "" if is_fine else remedy,
    }  # fmt: skip


def _choose(words: object, name: str, is_japanese: bool) -> str:
    text: str = getattr(words, f"{name}_{'ja' if is_japanese else 'en'}")
    return text


def _print(row: dict[str, str | None], terminal: Terminal) -> None:
    detail = f" ({clean(row['detail'])})" if row["detail"] else ""
    terminal.print(f"  {row['outcome']:<8}  {row['text']}{detail}")
    if row["meaning"]:
        terminal.print(f"{'':10}  {row['meaning']}")
    if row["remedy"]:
        terminal.print(f"{'':10}  {terminal.say('doctor-remedy', remedy=row['remedy'])}")
    terminal.flush()
