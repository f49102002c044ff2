"""Options that several commands share, their types, and how the configuration file gives their defaults."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from meibo.cli.terminal import Terminal, clean
from meibo.configuration.keys import MOST_COUNT, find_nearest, read_size
from meibo.configuration.model import ConfigurationError
from meibo.configuration.reading import read_configuration
from meibo.configuration.report_kinds import BESIDE_INVENTORY, REPORT_KINDS
from meibo.configuration.scan_table import LEVELS


class UsageError(Exception):
    """Wrong arguments or configuration; ``key`` is a message of the catalogue."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the terminal's language."""

    takes_words_anywhere = False
    """Whether options may stand between the other arguments, too."""

    def __init__(self, terminal: Terminal, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, argument_default=argparse.SUPPRESS, **settings)
        self.terminal = terminal
        self._positionals.title = terminal.say("arguments")
        self._optionals.title = terminal.say("options")
        self.add_argument("-h", "--help", action="help", help=terminal.say("option-help"))

    def say(self, key: str) -> str:
        """A help text."""
        return self.terminal.say(key).replace("%", "%%")

    def arguments(self) -> list[argparse.Action]:
        """Everything that the command takes, in the order of the help page."""
        return list(self._actions)

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """What the arguments say; prints what is wrong and leaves with 2."""
        if not self.takes_words_anywhere:
            return self.parse_args(arguments)
        self.usage = (
            super().format_usage().removeprefix("usage: ").rstrip()
        )  # argparse would cut off as many characters
        return self.parse_intermixed_args(arguments)

    def format_usage(self) -> str:
        """The usage line."""
        return super().format_usage().replace("usage: ", self.terminal.say("usage"), 1)

    def format_help(self) -> str:
        """The help page."""
        return super().format_help().replace("usage: ", self.terminal.say("usage"), 1)

    def error(self, message: str) -> Any:
        """Print what is wrong and leave with 2."""
        said = message
        for pattern, key in _USAGE_ERRORS:
            match = pattern.fullmatch(message)
            if match is not None:
                values = {name: clean(_hide(text, name)) for name, text in match.groupdict().items()}
                said = self.terminal.say(key, **values)
                break
        hint = self.terminal.say("error-hint", command=self.prog)
        self.exit(2, f"meibo: {self.terminal.say('error')}: {said}\n{hint}\n")


_USAGE_ERRORS: Final = tuple(
    (re.compile(pattern, re.DOTALL), key)
    for pattern, key in (
        (r"the following arguments are required: (?P<names>.+)", "error-missing-argument"),
        (r"unrecognized arguments: .*-\S*(?:passw|secret|token|credential).*", "error-credentials-in-argument"),
        (r"unrecognized arguments: (?P<unknown>.+)", "error-unknown-argument"),
        (r"argument (?P<name>\S+): expected .*", "error-missing-value"),
        (r"argument (?P<name>\S+): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<known>.+)\)", "error-choice"),
        (r"argument (?P<name>\S+): invalid \w+ value: '(?P<value>.*)'", "error-value"),
    )
)
"""What argparse says, and how the catalogue says it."""


def _hide(text: str, name: str) -> str:
    """What may be shown: of unknown arguments only the options, for what follows them may be a secret."""
    options = [word.partition("=")[0] if word.startswith("--") else word[:2] for word in text.split() if word[0] == "-"]
    return " ".join(options) if name == "unknown" and options else text


def add_inventory(parser: Parser, purpose: str = "option-inventory") -> None:
    """The inventory option of every command that uses one."""
    parser.add_argument("-i", "--inventory", metavar="FILE", type=Path, help=parser.say(purpose))


def add_key(parser: Parser) -> None:
    """The key of commands that write to an inventory, if only what they have done."""
    parser.add_argument("--key-file", metavar="FILE", type=Path, help=parser.say("option-key-file"))


def add_reports(parser: Parser) -> None:
    """An option for each kind of report."""
    for kind in REPORT_KINDS:
        help_text = parser.say(f"option-{kind.id}")
        if kind.ending:  # without a place it lies beside the inventory
            parser.add_argument(
                f"--{kind.id}", metavar="FILE", type=Path, nargs="?", const=BESIDE_INVENTORY, help=help_text
            )
        else:
            parser.add_argument(f"--{kind.id}", metavar="FILE", type=Path, help=help_text)
    parser.add_argument("--ledger-from", metavar="FILE", type=Path, help=parser.say("option-ledger-from"))


def add_language(parser: Parser) -> None:
    """The language option of every command; it has been read before the parser was made."""
    parser.add_argument("--lang", choices=("ja", "en"), help=parser.say("option-lang"))


def add_detection(parser: Parser, shown: str = "option-min-confidence") -> None:
    """Options of every command that looks for findings."""
    parser.add_argument("--config", metavar="FILE", type=Path, help=parser.say("option-config"))
    parser.add_argument("--detectors", metavar="IDS", help=parser.say("option-detectors"))
    parser.add_argument("--min-confidence", choices=tuple(LEVELS), help=parser.say(shown))
    parser.add_argument("--include", metavar="GLOB", action="append", help=parser.say("option-include"))
    parser.add_argument("--exclude", metavar="GLOB", action="append", help=parser.say("option-exclude"))
    parser.add_argument("--key-file", metavar="FILE", type=Path, help=parser.say("option-key-file"))


def count(text: str) -> int:
    """A whole number of at least 1, for the parser."""
    if not 1 <= (number := int(text)) <= MOST_COUNT:
        raise ValueError
    return number


def seconds(text: str) -> float:
    """A time longer than none, for the parser."""
    if not 0 < (number := float(text)) < math.inf:
        raise ValueError
    return number


def parse_size(text: str | int, least: int = 0) -> int:
    """Bytes of ``500M`` or ``2G``; raises UsageError."""
    size = read_size(text)
    if size < least:
        raise UsageError("error-size", text=text)
    return size


def parse_detectors(text: str | Sequence[str], rules: Iterable[str] = ()) -> tuple[str, ...]:
    """Detector ids of a comma-separated list, also those of rules; raises UsageError that names the nearest id."""
    names = [name.strip() for name in (text.split(",") if isinstance(text, str) else text) if name.strip()]
    if not names:
        return ()  # which needs none of the detectors to be imported

    from meibo_detectors.registry import DETECTORS

    known = [*(detector.id for detector in DETECTORS), *rules]
    for name in names:
        if name not in known:
            raise UsageError("error-unknown-detector", name=name, near=find_nearest(name, known))
    return tuple(sorted(set(names)))


def merge(given: argparse.Namespace, defaults: dict[str, Any], terminal: Terminal) -> argparse.Namespace:
    """Options as given, else as configured, else their defaults, and with them the whole ``configuration``.

    The terminal then speaks the language of choice. Raises UsageError.
    """
    has_log = "log_format" in defaults
    terminal.is_json = has_log and getattr(given, "log_format", "text") == "json"  # an error of the configuration, too
    try:
        configuration = read_configuration(getattr(given, "config", None))
    except ConfigurationError as error:
        raise UsageError(error.key, **error.values) from None
    configured = configuration.scan
    terminal.language = getattr(given, "lang", configured.get("lang", terminal.language))
    terminal.is_json = has_log and getattr(given, "log_format", configured.get("log_format", "text")) == "json"
    return argparse.Namespace(
        **{"key_file": None, **defaults, **configured, **vars(given), "configuration": configuration}
    )
