"""docs/telling.md lists what other programs rely on, and the program keeps to its tables."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from meibo.assessment.news import KINDS
from meibo.catalogue.events import EVENTS
from meibo.configuration.notify_table import NOTIFY_KEYS, SECRETS
from meibo.notify import cef
from meibo.notify.metrics import METRICS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "telling.md").read_text("utf-8")


def find_logged() -> list[tuple[str, str, set[str]]]:
    """Place, event and fields of every call of ``log`` in the program that names its event."""
    found = []
    for path in sorted((ROOT / "scanner" / "meibo").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "log":
                match node.args:
                    case [ast.Constant(value=str(event)), *_]:
                        fields = {word.arg for word in node.keywords if word.arg is not None}
                        found.append((path.name, event, fields))
    return found


def test_every_logged_event_is_in_the_table() -> None:
    """With fields that the table knows; and the table holds no event that nobody logs."""
    known = {event.name: set(event.fields) for event in EVENTS}
    logged = find_logged()
    assert [(place, event) for place, event, fields in logged if not fields <= known.get(event, set())] == []
    assert {event for _, event, _ in logged} == known.keys()


def test_events_stand_once_in_the_table() -> None:
    """And so do their fields."""
    assert len({event.name for event in EVENTS}) == len(EVENTS)
    assert all(len(set(event.fields)) == len(event.fields) for event in EVENTS)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_the_page_lists_every_event(event: object) -> None:
    """Each with its fields, in their order, and what it means."""
    fields = ", ".join(f"`{name}`" for name in event.fields) or "–"  # type: ignore[attr-defined]
    assert f"| `{event.name}` | {fields} | {event.meaning} |" in PAGE  # type: ignore[attr-defined]


def test_the_page_lists_every_metric_key_and_variable() -> None:
    """Metrics with their help text, keys of the configuration, kinds of news and variables of the environment."""
    for name, described in METRICS.items():
        assert f"| `{name}` | {described} |" in PAGE
    for name in {key for keys in NOTIFY_KEYS.values() for key in keys} | set(SECRETS) | set(KINDS):
        assert f"`{name}`" in PAGE, name


def test_the_page_lists_what_cef_may_hold() -> None:
    """Severities by state, and every key that the sender writes."""
    for state, severity in cef.SEVERITIES.items():
        assert re.search(rf"\| `{state}` \| .*\| {severity} \|", PAGE), state
    source = (ROOT / "scanner" / "meibo" / "notify" / "cef.py").read_text("utf-8")
    for key in set(re.findall(r'"(c[sn]\d|rt|dvchost|externalId|outcome|reason|filePath)"', source)):
        assert f"`{key}`" in PAGE, key
