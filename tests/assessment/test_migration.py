"""Which folders may move: what destinations refuse, what forbids a move, and where the tree is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from meibo.assessment.blockers import BlockerRules
from meibo.assessment.destinations import DESTINATIONS, find_name_faults, is_path_long
from meibo.assessment.folder_tree import split_tree
from meibo.assessment.migration import Migration
from meibo.assessment.retention import Retention
from meibo.inventory.model import Status
from meibo_connectors.model import Audience

if TYPE_CHECKING:
    from collections.abc import Callable

URI = "file:///share"
EVERYONE, PUBLIC = Audience.EVERYONE, Audience.PUBLIC
SHAREPOINT, WINDOWS, LINUX = ({name} for name in ("sharepoint", "windows", "linux"))
BOTH = SHAREPOINT | WINDOWS

NAMES: dict[str, tuple[str, set[str]]] = {
    "名簿.csv": ("", set()), "#1 100%.xlsx": ("", set()), "~draft.docx": ("", set()), "a.b.c": ("", set()),
    "a:b.txt": ("characters", BOTH), 'a"b': ("characters", BOTH), "a*": ("characters", BOTH),
    "<a>": ("characters", BOTH),
    "a?": ("characters", BOTH), "a|b": ("characters", BOTH), "a\\b": ("characters", BOTH),
    r"a\x5cx41": ("characters", BOTH),
    "a\tb": ("characters", BOTH), " a.txt": ("edges", SHAREPOINT), "a.txt ": ("edges", BOTH), "a.": ("edges", BOTH),
    "CON": ("reserved", BOTH), "con.txt": ("reserved", BOTH), "PRN": ("reserved", BOTH), "LPT1.txt": ("reserved", BOTH),
    "COM0": ("reserved", SHAREPOINT), "console.txt": ("", set()), "desktop.ini": ("reserved", SHAREPOINT),
    ".lock": ("reserved", SHAREPOINT), "a_vti_b": ("reserved", SHAREPOINT), "~$名簿.xlsx": ("reserved", SHAREPOINT),
    r"\x96\xbc.csv": ("not-text", BOTH), "名" * 255: ("name-long", LINUX), "名" * 256: ("name-long", BOTH | LINUX),
    "名" * 85: ("", set()), "名" * 86: ("name-long", LINUX), "😀" * 128: ("name-long", BOTH | LINUX),
}  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), NAMES.items(), ids=[ascii(name)[:40] for name in NAMES])
def test_names_that_destinations_refuse(name: str, expected: tuple[str, set[str]]) -> None:
    """Each refuses its own."""
    fault, places = expected
    for place, destination in DESTINATIONS.items():
        assert list(find_name_faults(name, destination, is_top=False)) == ([fault] if place in places else [])


def test_forms_is_not_free_at_the_top() -> None:
    """Of a library only."""
    sharepoint = DESTINATIONS["sharepoint"]
    assert list(find_name_faults("Forms", sharepoint, is_top=True)) == ["reserved"]
    assert list(find_name_faults("Forms", sharepoint, is_top=False)) == []


@pytest.mark.parametrize(("name", "most"), [("sharepoint", 400), ("windows", 259), ("linux", 4095)])
def test_paths_with_the_place_before_them(name: Any, most: int) -> None:
    """The length of the place that is moved to counts."""
    destination = DESTINATIONS[name]
    assert not is_path_long("a" * (most - 10), destination, 10)
    assert is_path_long("a" * (most - 9), destination, 10)


@pytest.fixture
def judge(share: Any, file: Any, open_reader: Any) -> Callable[..., Migration]:
    """The migration of a share of these files."""

    def run(
        files: dict[str, dict[str, Any]], destination: str = "sharepoint", before: int = 0,
        below: tuple[tuple[str, str], ...] = (), **scan: Any,
    ) -> Migration:  # fmt: skip
        made = {path: file(**{"text": path, **facts}) for path, facts in files.items()}
        number = share.scan(made, **scan)
        reader = open_reader()
        rules = BlockerRules(DESTINATIONS[destination], before)  # type: ignore[index]
        return Migration(reader, number, rules, Retention(reader, number, 50), below)

    return run


LONG = "長" * 99 + "/" + "長" * 99 + "/" + "長" * 99 + "/"
VERDICTS: dict[str, tuple[dict[str, Any], str, dict[str, int]]] = {
    "nothing against it": ({}, "move", {}),
    "people, but few readers": ({"people": 9}, "move", {}),
    "My Numbers that everyone can read": (
        {"people": 9, "audience": EVERYONE}, "do-not-move", {"open-my-number": 1},
    ),
    "My Numbers on the internet": ({"people": 9, "audience": PUBLIC}, "do-not-move", {"open-my-number": 1}),
    "addresses that everyone can read": ({"people": 9, "audience": EVERYONE, "detector": "email"}, "move", {}),
    "encrypted": ({"status": Status.SKIPPED, "issues": ("encrypted",)}, "clean-first", {"encrypted": 1}),
    "not permitted": ({"status": Status.SKIPPED, "issues": ("permission-denied",)}, "clean-first", {"unreadable": 1}),
    "read in part": ({"status": Status.PARTIAL, "issues": ("damaged",)}, "clean-first", {"unreadable": 1}),
    "a picture": ({"status": Status.SKIPPED, "issues": ("image-only",)}, "move", {}),
    "on tape": ({"status": Status.SKIPPED, "issues": ("offline-stub",)}, "clean-first", {"offline": 1}),
    "a link": ({"status": Status.SKIPPED, "issues": ("link",)}, "clean-first", {"link": 1}),
    "as large as may be": ({"size": 250 << 30}, "move", {}),
    "too large": ({"size": (250 << 30) + 1}, "clean-first", {"size": 1}),
    "both": (
        {"people": 9, "audience": EVERYONE, "size": 1 << 40}, "do-not-move", {"open-my-number": 1, "size": 1},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "verdict", "causes"), VERDICTS.values(), ids=VERDICTS)
def test_verdicts(facts: dict[str, Any], verdict: str, causes: dict[str, int], judge: Any) -> None:
    """One file decides for its folder."""
    (row,) = judge({"a/b.csv": facts}).rows()
    assert (row.path, row.verdict.word, row.causes) == ("", verdict, causes)


PATHS: dict[str, tuple[str, str, int, dict[str, int]]] = {
    "short": ("a/b.csv", "sharepoint", 0, {}),
    "400 characters": (f"{LONG}{'x' * 100}", "sharepoint", 0, {}),
    "401 characters": (f"{LONG}{'x' * 101}", "sharepoint", 0, {"path-long": 1}),
    "400 with the place": (f"{LONG}{'x' * 90}", "sharepoint", 11, {"path-long": 1}),
    "of Windows": (f"{LONG}x", "windows", 0, {"path-long": 1}),
    "a folder's name": ("a:b/c/d.csv", "sharepoint", 0, {"characters": 1}),
    "a folder of the top": ("forms/d.csv", "sharepoint", 0, {"reserved": 1}),
    "the same deeper": ("a/forms/d.csv", "sharepoint", 0, {}),
}


@pytest.mark.parametrize(("path", "destination", "before", "causes"), PATHS.values(), ids=PATHS)
def test_paths(path: str, destination: str, before: int, causes: dict[str, int], judge: Any) -> None:
    """What stands in the way of a path; the same files are listed one by one."""
    migration = judge({path: {}}, destination, before)
    assert [row.causes for row in migration.rows()] == [causes]
    assert [blocked.path for blocked in migration.blocked()] == ([path] if causes else [])


def test_copies_old_names_and_closed_folders_ask_for_cleaning(judge: Any) -> None:
    """Copies count in both places, whatever part of the share is asked for."""
    files = {
        "a/名簿.csv": {"text": "1", "people": 3}, "b/名簿.csv": {"text": "1", "people": 3},
        "c/退職者.csv": {"people": 3}, "d/e.txt": {},
    }  # fmt: skip
    rows = {row.path: row.causes for row in judge(files, failing=frozenset({"f"})).rows(1)}
    assert rows == {"a": {"copies": 1}, "b": {"copies": 1}, "c": {"retention": 1}, "d": {}, "f": {"not-listed": 1}}


def test_only_what_is_asked_for(judge: Any) -> None:
    """A folder alone, with copies elsewhere still counted."""
    files = {"a/名簿.csv": {"text": "1", "people": 3}, "b/名簿.csv": {"text": "1", "people": 3}, "ab/c": {"people": 4}}
    (row,) = judge(files, below=((URI, "a"),)).rows()
    assert (row.path, row.files, row.causes, row.people.most) == ("a", 1, {"copies": 1}, 3)


def test_rows_in_figures_and_order(judge: Any) -> None:
    """The gravest verdict first, then most people; people are counted once in each row, and files add up."""
    files = {
        "top.txt": {},
        "hr/a.csv": {"who": range(10), "audience": EVERYONE}, "hr/b.csv": {"who": range(5, 15)},
        "sales/old/退会.csv": {"who": range(40), "detector": "email"}, "sales/new/x.csv": {"who": range(9)},
        "photos/1.jpg": {"status": Status.SKIPPED, "issues": ("image-only",)},
    }  # fmt: skip
    rows = judge(files).rows()
    assert [(row.path, row.is_alone, row.verdict.word, row.files, row.people.most) for row in rows] == [
        ("hr", False, "do-not-move", 2, 15), ("sales/old", False, "clean-first", 1, 40),
        ("sales/new", False, "move", 1, 9), ("", True, "move", 1, 0), ("photos", False, "move", 1, 0),
    ]  # fmt: skip
    assert [(row.unjudged, row.found_files, row.audience, row.level.value) for row in rows[:1] + rows[-1:]] == [
        (0, 2, "everyone", "critical"), (1, 0, "", "none"),
    ]  # fmt: skip


class _Leaf(msgspec.Struct, frozen=True):
    verdict: int


TREES: dict[str, tuple[dict[str, int], int | None, list[tuple[str, set[str], bool]]]] = {
    "all alike": ({"a": 0, "a/b": 0, "c": 0}, None, [("", {"a", "a/b", "c"}, False)]),
    "a child differs": (
        {"a": 0, "a/b": 2, "a/c": 0}, None, [("a", {"a"}, True), ("a/b", {"a/b"}, False), ("a/c", {"a/c"}, False)],
    ),
    "whole branches": ({"a/b": 1, "a/c/d": 1, "e": 0}, None, [("a", {"a/b", "a/c/d"}, False), ("e", {"e"}, False)]),
    "the top itself": ({"": 2, "a": 0}, None, [("", {""}, True), ("a", {"a"}, False)]),
    "a depth": (
        {"": 0, "a": 0, "a/b/c": 2, "d": 0}, 1,
        [("", {""}, True), ("a", {"a", "a/b/c"}, False), ("d", {"d"}, False)],
    ),
    "a greater depth": ({"a": 0, "a/b/c": 2}, 2, [("a", {"a"}, True), ("a/b", {"a/b/c"}, False)]),
    "like names": (
        {"a": 0, "a b": 1, "a/c": 0, "a0": 0}, None,
        [("a", {"a", "a/c"}, False), ("a b", {"a b"}, False), ("a0", {"a0"}, False)],
    ),
    "nothing": ({}, None, []),
}  # fmt: skip


@pytest.mark.parametrize(("folders", "depth", "parts"), TREES.values(), ids=TREES)
def test_where_the_tree_is_cut(
    folders: dict[str, int], depth: int | None, parts: list[tuple[str, set[str], bool]]
) -> None:
    """Each folder is in one part."""
    leaves = {(URI, path): _Leaf(verdict) for path, verdict in folders.items()}
    found = [
        (place[1], {path for _, path in below}, is_alone)
        for place, below, is_alone in split_tree(leaves, (URI, ""), depth)
    ]
    assert sorted(found, key=str) == sorted(parts, key=str)
