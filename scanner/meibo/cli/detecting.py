"""What a command looks for: detectors and rules in use, the confidence that counts, what is allowed."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import NamedTuple

from meibo.cli.options import UsageError, parse_detectors
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.model import Allowance, Configuration, ConfigurationError
from meibo.configuration.reading import vet_patterns
from meibo.configuration.scan_table import LEVELS
from meibo_detectors.user_rules.model import Rule


class Detection(NamedTuple):
    """The choices of the command line and of the configuration together."""

    detectors: tuple[str, ...]
    """Ids; all where none is named."""
    rules: tuple[Rule, ...]
    least_scores: dict[str, int]
    allow: tuple[Allowance, ...]


def choose_detection(options: argparse.Namespace, terminal: Terminal) -> Detection:
    """What to look for; tells of expired entries of the allow list. Raises UsageError where a pattern is refused.

    A detector that the configuration has switched off is used where it is named.
    """
    configuration: Configuration = options.configuration
    check_patterns(configuration)
    named = parse_detectors(options.detectors, (rule.id for rule in configuration.rules))
    off = {name for name, settings in configuration.detectors.items() if not settings.enabled}
    if off and not named:
        named = tuple(name for name in _known(configuration) if name not in off)
        if not named:
            raise UsageError("error-no-detector", path=configuration.path)
    return Detection(
        detectors=named,
        rules=tuple(rule for rule in configuration.rules if not named or rule.id in named),
        least_scores=find_least_scores(configuration),
        allow=_find_valid(configuration, terminal),
    )


def check_patterns(configuration: Configuration) -> None:
    """Raise UsageError for a pattern that is refused."""
    try:
        vet_patterns(configuration)
    except ConfigurationError as error:
        raise UsageError(error.key, **error.values) from None


def find_least_scores(configuration: Configuration) -> dict[str, int]:
    """The score from which on findings count, of detectors that the configuration asks more of."""
    scores = {name: LEVELS[settings.min_confidence] for name, settings in configuration.detectors.items()}
    return {name: score for name, score in sorted(scores.items()) if score > LEVELS["low"]}


def _known(configuration: Configuration) -> list[str]:
    from meibo_detectors.registry import DETECTORS

    return [*(detector.id for detector in DETECTORS), *(rule.id for rule in configuration.rules)]


def _find_valid(configuration: Configuration, terminal: Terminal) -> tuple[Allowance, ...]:
    """The entries that hold today; the others are told."""
    today = datetime.now(UTC).astimezone().date()
    for entry in configuration.allow:
        if entry.is_expired(today):
            words = terminal.say("allow-expired", reason=entry.reason, expires=entry.expires)
            terminal.note(clean(f"meibo: {words}"))
    return tuple(entry for entry in configuration.allow if not entry.is_expired(today))
