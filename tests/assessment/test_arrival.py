"""What became of each file after a move: there, missing, changed, elsewhere, open to more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from meibo.assessment.arrival import OUTCOMES, Crossing, Shore
from meibo.inventory.model import Status
from meibo_connectors.model import Audience

if TYPE_CHECKING:
    from collections.abc import Callable

EVERYONE, OWNER, UNKNOWN = Audience.EVERYONE, Audience.OWNER, Audience.UNKNOWN
OLD, NEW = "file:///old", "file:///new"

Files = dict[str, dict[str, Any]]


@pytest.fixture
def cross(share: Any, file: Any, open_reader: Any) -> Callable[..., Crossing]:
    """The comparison of two shares, each seen by a scan of its own."""

    def run(before: Files, after: Files, folders: tuple[str, str] = ("", ""), **settings: Any) -> Crossing:
        first = share.scan({path: file(**facts) for path, facts in before.items()}, uri=OLD)
        second = share.scan({path: file(**facts) for path, facts in after.items()}, uri=NEW, **settings)
        reader = open_reader()
        return Crossing(Shore(reader, first, OLD, folders[0]), Shore(reader, second, NEW, folders[1]))

    return run


UNREAD = {"status": Status.SKIPPED, "issues": ("encrypted",)}
CASES: dict[str, tuple[Files, Files, dict[str, tuple[str, ...]]]] = {
    "all is there": ({"a": {}, "b/c": {"text": "y"}}, {"a": {}, "b/c": {"text": "y"}}, {}),
    "missing": ({"a": {}, "b": {"text": "y"}}, {"a": {}}, {"b": ("missing",)}),
    "new": ({"a": {}}, {"a": {}, "b": {"text": "y"}}, {"b": ("new",)}),
    "changed": ({"a": {}}, {"a": {"text": "y"}}, {"a": ("changed",)}),
    "another name": ({"a": {}}, {"b": {}}, {"a": ("moved",)}),
    "another name for one of two": (
        {"a": {}, "b": {}}, {"c": {}}, {"a": ("moved",), "b": ("missing",)},
    ),
    "another name and a copy": ({"a": {}}, {"b": {}, "c": {}}, {"a": ("moved",), "c": ("new",)}),
    "empty files are like no other": ({"a": {"text": ""}}, {"b": {"text": ""}}, {"a": ("missing",), "b": ("new",)}),
    "empty files at their place": ({"a": {"text": ""}}, {"a": {"text": ""}}, {}),
    "more can read it": ({"a": {}}, {"a": {"audience": EVERYONE}}, {"a": ("wider",)}),
    "fewer can read it": ({"a": {}}, {"a": {"audience": OWNER}}, {}),
    "nobody knows who can read it": ({"a": {}}, {"a": {"audience": UNKNOWN}}, {}),
    "changed and open": ({"a": {}}, {"a": {"text": "y", "audience": EVERYONE}}, {"a": ("changed", "wider")}),
    "not read, of one size": ({"a": UNREAD}, {"a": UNREAD}, {"a": ("unverified",)}),
    "not read, of another size": ({"a": UNREAD}, {"a": {**UNREAD, "size": 9}}, {"a": ("changed",)}),
    "nothing there": ({"a": {}, "b": {"text": "y"}}, {}, {"a": ("missing",), "b": ("missing",)}),
    "nothing to move": ({}, {"a": {}}, {"a": ("new",)}),
    "upper and lower case are two": (
        {"A": {}, "a": {"text": "y"}}, {"A": {}}, {"a": ("missing",)},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), CASES.values(), ids=CASES)
def test_outcomes(before: Files, after: Files, expected: dict[str, tuple[str, ...]], cross: Any) -> None:
    """Only what is not simply there is told, all is counted."""
    crossing = cross(before, after)
    told = {arrival.path: arrival.outcomes for arrival in crossing}
    assert told == expected
    assert crossing.totals["same"] == len(before) - len(told.keys() & before.keys())
    assert sum(map(sum, (counts.values() for counts in crossing.folders.values()))) == crossing.totals.total()


def test_folders_of_targets(cross: Any) -> None:
    """Paths are compared below each place; what lies beside it does not count."""
    before = {"部/人事/a": {}, "部/人事/b": {"text": "y"}, "部/人事2/c": {"text": "z"}, "x": {"text": "w"}}
    crossing = cross(before, {"library/a": {}, "b": {"text": "y"}}, ("部/人事", "library"))
    assert {arrival.path: arrival.outcomes for arrival in crossing} == {"b": ("missing",)}
    assert crossing.folders == {"": {"same": 1, "missing": 1}}


def test_where_it_went(cross: Any) -> None:
    """The path at the destination is told of what moved, and who can read it of what is open."""
    crossing = cross(
        {"a": {"people": 7}, "b": {"text": "y"}}, {"x/a": {"people": 7}, "b": {"text": "y", "audience": EVERYONE}}
    )
    moved, wider = crossing
    assert (moved.path, moved.new_path, moved.persons) == ("a", "x/a", 7)
    assert (wider.audience, wider.new_audience) == ("groups", "everyone")


def test_folders_that_could_not_be_listed(cross: Any) -> None:
    """What may be there is not said to be missing."""
    crossing = cross({"a/1": {}, "b/2": {"text": "y"}}, {"b/2": {"text": "y"}}, failing=frozenset({"a"}))
    assert [(arrival.path, arrival.outcomes) for arrival in crossing] == [("a/1", ("unseen",))]
    crossing = cross({"a/1": {}}, {}, failing=frozenset({""}))
    assert [arrival.outcomes for arrival in crossing] == [("unseen",)]


def test_unlisted_folders_of_the_source_are_told(share: Any, file: Any, open_reader: Any) -> None:
    """Whether their files have come, nobody knows."""
    first = share.scan({"a/1": file()}, uri=OLD, failing=frozenset({"b"}))
    second = share.scan({"a/1": file()}, uri=NEW)
    reader = open_reader()
    assert Crossing(Shore(reader, first, OLD), Shore(reader, second, NEW)).unlisted_source == 1
    assert Crossing(Shore(reader, first, OLD, "b"), Shore(reader, second, NEW)).unlisted_source == 1
    assert Crossing(Shore(reader, first, OLD, "a"), Shore(reader, second, NEW)).unlisted_source == 0


def test_unknown_readers_are_counted(cross: Any) -> None:
    """A migration tool may drop who could read: that is no proof that nothing was opened."""
    crossing = cross({"a": {}, "b": {"text": "y"}}, {"a": {"audience": UNKNOWN}, "b": {"text": "y"}})
    assert list(crossing) == []
    assert (crossing.unknown_access, crossing.totals) == (1, {"same": 2})
    assert set(crossing.totals) <= set(OUTCOMES)
