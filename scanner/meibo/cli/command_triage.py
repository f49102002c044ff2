"""``meibo triage``: what people say of files, and what follows from it for what is found."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from meibo.cli.options import Parser, UsageError, add_inventory, add_key, merge
from meibo.cli.terminal import Terminal, clean

DEFAULTS: Final[dict[str, Any]] = {
    "inventory": Path("meibo.db"), "words": [], "path": None, "target": None, "mark": "", "reason": "", "person": "",
    "detector": "", "fingerprint": "", "all": False, "only_here": False, "write": False, "apply": False,
    "most_wrong": 0.5, "dry_run": False, "force": False,
}  # fmt: skip


class _Action(NamedTuple):
    """What ``meibo triage`` can do."""

    place: str
    """Module and function; imported only when it is called."""
    options: frozenset[str]
    """What it takes besides the options of all."""
    words: tuple[int, float]
    """How few and how many words stand behind it."""


_ANY: Final = float("inf")
_CHOICE: Final = frozenset({"path", "target"})
_ACTIONS: Final = {
    "mark": _Action("marking.mark", _CHOICE | {"mark", "reason", "person"}, (0, _ANY)),
    "remove": _Action("marking.remove", _CHOICE | {"reason", "person"}, (0, _ANY)),
    "list": _Action("mark_lists.show", _CHOICE | {"mark", "format"}, (0, 0)),
    "import": _Action("answering.read_back", frozenset({"reason", "person", "dry_run", "force", "format"}), (1, _ANY)),
    "moved": _Action("marking.follow", _CHOICE | {"apply", "format"}, (0, 0)),
    "allow": _Action(
        "allowing.allow",
        frozenset({"target", "detector", "fingerprint", "all", "only_here", "reason", "write"}),
        (1, 1),
    ),
    "calibrate": _Action("calibrating.calibrate", frozenset({"most_wrong", "format"}), (0, 0)),
}
_OF_ALL: Final = frozenset({"words", "inventory", "key_file", "config", "lang"})


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    say, add = parser.say, parser.add_argument
    parser.takes_words_anywhere = True
    add("words", metavar="PATH", nargs="*", help=say("option-triage-words"))
    add_inventory(parser)
    add_key(parser)
    add("--config", metavar="FILE", type=Path, help=say("option-config"))
    add("--path", metavar="GLOB", help=say("option-path-glob"))
    add("--target", metavar="TARGET", help=say("option-triage-target"))
    add("--mark", metavar="MARK", help=say("option-mark"))
    add("--reason", metavar="TEXT", help=say("option-reason"))
    add("--person", metavar="NAME", help=say("option-person"))
    add("--apply", action="store_true", help=say("option-apply"))
    add("--detector", metavar="ID", help=say("option-allow-detector"))
    add("--fingerprint", metavar="HEX", help=say("option-fingerprint"))
    add("--all", action="store_true", help=say("option-allow-all"))
    add("--only-here", action="store_true", help=say("option-only-here"))
    add("--write", action="store_true", help=say("option-allow-write"))
    add("--dry-run", action="store_true", help=say("option-dry-run"))
    add("--force", action="store_true", help=say("option-force"))
    add("--most-wrong", metavar="SHARE", type=share, help=say("option-most-wrong"))
    add("--format", choices=("table", "json", "csv"), help=say("option-format"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Do one of the actions; to mark files is the one without a name."""
    options = merge(given, {**DEFAULTS, "format": "table"}, terminal)
    words = list(options.words)
    name = words.pop(0) if words and words[0] in _ACTIONS and words[0] != "mark" else "mark"
    action = _ACTIONS[name]
    for option in vars(given):
        if option not in action.options | _OF_ALL:
            raise UsageError("error-triage-option", action=name, option=f"--{option.replace('_', '-')}")
    least, most = action.words
    if not least <= len(words) <= most:
        word = "FILE" if name == "import" else "PATH"
        if len(words) < least:
            raise UsageError("error-missing-argument", names=word)
        raise UsageError("error-unknown-argument", unknown=clean(" ".join(words[int(most) :])))
    options.words = words
    module, _, function = action.place.partition(".")
    carry_out: Callable[[argparse.Namespace, Terminal], int] = getattr(
        importlib.import_module(f"meibo.cli.{module}"), function
    )
    return carry_out(options, terminal)


def share(text: str) -> float:
    """A share above 0 and below 1, for the parser."""
    if not 0 < (number := float(text)) < 1:
        raise ValueError
    return number
