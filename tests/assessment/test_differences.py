"""What the differences between two scans say of a file that was created, moved, opened, closed, hidden ..."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from meibo.assessment.change import Kind
from meibo.assessment.differences import compare_scans, find_remarks
from meibo.assessment.scan_choice import find_last_two
from meibo.inventory.model import ScanFacts, Status
from meibo.reports.change_order import OrderedChanges
from meibo_connectors.model import Audience

if TYPE_CHECKING:
    from collections.abc import Callable

Told = dict[str, list[str]]


@pytest.fixture
def tell(share: Any, open_reader: Any) -> Callable[..., Told]:
    """The kinds of change by path, between two scans (the first two unless named)."""

    def run(old: int = 1, new: int = 2) -> Told:
        changes = compare_scans(open_reader(), old, new)
        return {change.last.path: [kind.value for kind in change.kinds] for change in changes}

    return run


@pytest.fixture
def between(share: Any, tell: Any) -> Callable[[dict[str, Any], dict[str, Any]], Told]:
    """The kinds of change between two states of a share."""

    def run(before: dict[str, Any], after: dict[str, Any]) -> Told:
        share.scan(before)
        share.scan(after)
        told: Told = tell()
        return told

    return run


def test_nothing_changed(file: Any, between: Any) -> None:
    """Files that both scans saw alike are not told."""
    files = {"a/名簿.csv": file(people=9), "b.txt": file("y")}
    assert between(files, files) == {}


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "more people": ({"people": 9}, {"people": 12, "text": "y"}, ["grown"]),
    "fewer people": ({"people": 9}, {"people": 2, "text": "y"}, ["shrunk"]),
    "more findings": ({"people": 9, "findings": 9}, {"people": 9, "findings": 20, "text": "y"}, ["grown"]),
    "as many people, fewer findings": ({"people": 9}, {"people": 9, "findings": 1, "text": "y"}, ["shrunk"]),
    "more people, fewer findings": ({"people": 2, "findings": 9}, {"people": 3, "findings": 3, "text": "y"}, ["grown"]),
    "other words, the same people": ({"people": 9}, {"people": 9, "text": "y"}, ["changed"]),
    "touched": ({}, {"modified": 7}, []),
    "opened to all": ({}, {"audience": Audience.EVERYONE}, ["access-opened"]),
    "opened to the internet": ({"audience": Audience.EVERYONE}, {"audience": Audience.PUBLIC}, ["access-opened"]),
    "opened to an account": ({}, {"audience": Audience.ACCOUNT}, ["access-opened"]),
    "opened to others": ({"audience": Audience.ACCOUNT}, {"audience": Audience.CROSS_ACCOUNT}, ["access-opened"]),
    "opened to groups": ({"audience": Audience.OWNER}, {}, ["access-opened"]),
    "closed": ({"audience": Audience.EVERYONE}, {"audience": Audience.CROSS_ACCOUNT}, ["access-closed"]),
    "closed to all but the owner": ({}, {"audience": Audience.OWNER}, ["access-closed"]),
    "other groups": ({}, {"source": "mode 0660"}, ["access-changed"]),
    "another owner": ({}, {"owner": "jiro"}, ["access-changed"]),
    "readers that nobody tells any more": ({}, {"audience": Audience.UNKNOWN, "source": ""}, []),
    "readers that became known": ({"audience": Audience.UNKNOWN, "source": "acl"}, {}, ["access-changed"]),
    "grown and opened": (
        {"people": 1}, {"people": 2, "text": "y", "audience": Audience.EVERYONE}, ["access-opened", "grown"],
    ),
    "no longer readable": (
        {"people": 9}, {"status": Status.SKIPPED, "issues": ("permission-denied",)}, ["newly-unreadable"],
    ),
    "readable in part": (
        {"people": 9}, {"people": 2, "status": Status.PARTIAL, "issues": ("time-limit",)}, ["newly-unreadable"],
    ),
    "readable again": (
        {"status": Status.SKIPPED, "issues": ("encrypted",)}, {"people": 9}, ["newly-readable"],
    ),
    "unreadable and rewritten": (
        {}, {"text": "longer", "status": Status.SKIPPED, "issues": ("damaged",)}, ["changed", "newly-unreadable"],
    ),
    "rewritten, never readable": (
        {"status": Status.SKIPPED, "issues": ("damaged",)},
        {"status": Status.SKIPPED, "issues": ("damaged",), "text": "longer"},
        ["changed"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "kinds"), CASES.values(), ids=CASES)
def test_one_file(file: Any, between: Any, before: dict[str, Any], after: dict[str, Any], kinds: list[str]) -> None:
    """Each case is a file as it was, as it is, and what is told of it."""
    told = between({"a.csv": file(**before)}, {"a.csv": file(**after)})
    assert told == ({"a.csv": kinds} if kinds else {})


def test_new_and_gone(file: Any, between: Any) -> None:
    """A file of other content that comes is new, and one that goes is gone."""
    assert between({"a.csv": file("1"), "c": file()}, {"b.csv": file("2"), "c": file()}) == {
        "a.csv": ["gone"], "b.csv": ["new"],
    }  # fmt: skip


def test_moved(file: Any, between: Any, open_reader: Any) -> None:
    """One row for both places; who can read it is compared between them."""
    told = between({"人事/名簿.csv": file(people=9)}, {"共有/名簿.csv": file(people=9, audience=Audience.EVERYONE)})
    assert told == {"共有/名簿.csv": ["access-opened", "moved"]}
    (change,) = compare_scans(open_reader(), 1, 2)
    assert change.old is not None
    assert (change.old.path, change.persons_change) == ("人事/名簿.csv", 0)


def test_several_of_one_content_move_by_name(file: Any, between: Any, open_reader: Any) -> None:
    """Those that kept their names belong together, the others as they come; what is left over is gone or new."""
    before = {"old/a.txt": file(), "old/b.txt": file(), "old/z.txt": file()}
    after = {"new/b.txt": file(), "new/c.txt": file()}
    assert between(before, after) == {"new/b.txt": ["moved"], "new/c.txt": ["moved"], "old/z.txt": ["gone"]}
    origins = {change.last.path: change.old.path for change in compare_scans(open_reader(), 1, 2) if change.old}
    assert origins["new/b.txt"] == "old/b.txt"
    assert origins["new/c.txt"] == "old/a.txt"


def test_empty_files_are_all_alike_and_move_nowhere(file: Any, between: Any) -> None:
    """No content tells nothing."""
    assert between({"a": file("")}, {"b": file("")}) == {"a": ["gone"], "b": ["new"]}


def test_a_copy_is_new_and_names_its_source(file: Any, between: Any, open_reader: Any) -> None:
    """Whether or not the source was touched; another new file is no source."""
    before = {"a.csv": file("1"), "b.csv": file("2")}
    after = {"a.csv": file("1", modified=5), "b.csv": file("2"), "copy": file("1"), "second": file("2"), "x": file("3"),
             "y": file("3")}  # fmt: skip
    assert set(between(before, after)) == {"copy", "second", "x", "y"}
    sources = {change.last.path: change.copy_of and change.copy_of[1] for change in compare_scans(open_reader(), 1, 2)}
    assert sources == {"copy": "a.csv", "second": "b.csv", "x": None, "y": None}


def test_a_copy_of_what_moved(file: Any, between: Any, open_reader: Any) -> None:
    """One takes the old one's place, the other is a copy of it."""
    assert between({"a": file()}, {"b": file(), "c": file()}) == {"b": ["moved"], "c": ["new"]}
    assert [change.copy_of for change in compare_scans(open_reader(), 1, 2)] == [None, ("file:///share", "b")]


def test_a_copy_of_what_has_been_rewritten_since_is_no_copy(file: Any, between: Any, open_reader: Any) -> None:
    """The source must still hold the content."""
    between({"a": file("1")}, {"a": file("22"), "b": file("1")})
    assert [change.copy_of for change in compare_scans(open_reader(), 1, 2)] == [None, None]


def test_a_folder_that_cannot_be_listed_hides_files_that_are_not_gone(share: Any, tell: Any, file: Any) -> None:
    """Not when it closes, not while it stays closed; once it opens, what is missing is gone, what came may be old."""
    share.scan({"a/1": file("1"), "a/2": file("2"), "b": file("3")})
    share.scan({"b": file("3")}, failing=frozenset({"a"}))
    share.scan({"b": file("4")}, failing=frozenset({"a"}))
    share.scan({"a/1": file("1"), "a/9": file("9"), "b": file("4")})
    assert tell(1, 2) == {"a/1": ["unseen"], "a/2": ["unseen"]}
    assert tell(2, 3) == {"b": ["changed"]}
    assert tell(3, 4) == {"a/1": ["newly-seen"], "a/2": ["gone"], "a/9": ["newly-seen"]}
    assert tell(1, 4) == {"a/2": ["gone"], "a/9": ["new"], "b": ["changed"]}


def test_what_changed_while_it_was_hidden_is_told(share: Any, tell: Any, file: Any) -> None:
    """Compared with what was known before."""
    share.scan({"a/1": file(people=3)})
    share.scan({}, failing=frozenset({""}))
    share.scan({"a/1": file("y", people=4, audience=Audience.EVERYONE)})
    assert tell(1, 2) == {"a/1": ["unseen"]}
    assert tell(2, 3) == {"a/1": ["access-opened", "grown", "newly-seen"]}


def test_what_is_excluded_is_left_out_and_not_gone(share: Any, tell: Any, file: Any) -> None:
    """Folders and files, and back again."""
    files = {"a/1": file("1"), "a/2": file("2"), "b": file("3"), "c": file("4")}
    share.scan(files)
    share.scan(files, excluded=frozenset({"a", "b"}), options='{"exclude":["a","b"]}')
    share.scan({**files, "a/2": file("5")})
    assert tell(1, 2) == {"a/1": ["left-out"], "a/2": ["left-out"], "b": ["left-out"]}
    assert tell(2, 3) == {"a/1": ["let-in"], "a/2": ["let-in"], "b": ["let-in"]}
    assert tell(1, 3) == {"a/2": ["changed"]}


def test_left_out_by_both_is_no_difference(share: Any, tell: Any, file: Any) -> None:
    """Whatever becomes of it."""
    share.scan({"a": file("1"), "b": file("1"), "c": file("1")}, excluded=frozenset({"a", "b", "d"}))
    share.scan({"a": file("2"), "c": file("1"), "d": file("1")}, excluded=frozenset({"a", "b", "d"}))
    assert tell() == {}


def test_excluded_once_and_hidden_later(share: Any, tell: Any, file: Any) -> None:
    """The newer scan could not know: unseen."""
    share.scan({"a/1": file()})
    share.scan({"a/1": file()}, excluded=frozenset({"a"}))
    share.scan({}, failing=frozenset({"a"}))
    assert tell(1, 3) == {"a/1": ["unseen"]}
    assert tell(2, 3) == {}


def test_backwards(share: Any, tell: Any, file: Any) -> None:
    """The order of the two scans is the caller's."""
    share.scan({"a": file("1"), "b": file("2", people=3)})
    share.scan({"b": file("3", people=7), "c": file("4")})
    assert tell(2, 1) == {"a": ["new"], "b": ["shrunk"], "c": ["gone"]}
    assert tell(2, 2) == {}


def test_only_targets_of_both_are_compared(share: Any, tell: Any, file: Any) -> None:
    """A target that one of the scans did not have says nothing of its files."""
    share.scan({"a": file()})
    share.scan({"b": file()}, uri="file:///other")
    share.scan({}, uri="file:///other", others=("file:///share",))
    assert tell(2, 3) == {"b": ["gone"]}
    assert tell(1, 2) == {}


def facts(scan: int, *targets: str, state: str = "finished", **options: Any) -> ScanFacts:
    return ScanFacts(scan, state, "2026-01-01T00:00:00+00:00", None, targets or ("file:///share",), "rules-1", options)


def test_remarks() -> None:
    """Other targets, filters and rules are said, and scans that have not finished; other options decide nothing."""
    same = facts(1, full=True, include=[]), facts(2, again=["partial"], include=[], examples=None)
    assert find_remarks(*same) == ()
    old = facts(1, "a", "b", exclude=["x"], state="interrupted")
    new = facts(2, "b", "c", detectors=["email"], state="running")
    said = [(remark.code, remark.subject) for remark in find_remarks(old, new)]
    assert said == [
        ("target-old-only", "a"), ("target-new-only", "c"), ("filters-differ", ""), ("rules-differ", ""),
        ("old-unfinished", ""), ("new-unfinished", ""),
    ]  # fmt: skip


def test_chosen_scans_are_the_last_two_finished_of_the_same_targets() -> None:
    """Whatever lies between."""
    scans = [
        facts(6, "b"),
        facts(5, "a", "b", state="interrupted"),
        facts(4, "b", "a"),
        facts(3, "a"),
        facts(2, "a", "b"),
    ]
    assert find_last_two(scans) == (2, 4)
    assert find_last_two([facts(3), facts(2, "x"), facts(1)]) == (1, 3)
    assert find_last_two(scans[:3]) is None


def test_order(share: Any, open_reader: Any, file: Any) -> None:
    """Opened rosters first, then what spread or grew, what was not seen, what went; files without findings last."""
    everyone = Audience.EVERYONE
    share.scan({
        "opened small": file("1", people=2), "opened": file("2", people=900), "opened empty": file("3"),
        "grown": file("4", people=5), "gone": file("5", people=900), "closed": file("6", people=7, audience=everyone),
        "hidden/unread": file("7"), "weaker": file("8", people=900, detector="email"), "moved": file("9", people=3),
    })  # fmt: skip
    share.scan(
        {
            "opened small": file("1", people=2, audience=everyone), "opened": file("2", people=900, audience=everyone),
            "opened empty": file("3", audience=everyone), "grown": file("44", people=6), "closed": file("6", people=7),
            "weaker": file("8", people=900, detector="email", audience=everyone), "to": file("9", people=3),
        },
        failing=frozenset({"hidden"}),
    )  # fmt: skip
    ordered = OrderedChanges(compare_scans(open_reader(), 1, 2), io.BytesIO())
    assert [change.last.path for change in ordered] == [
        "opened", "opened small", "weaker", "grown", "to", "hidden/unread", "closed", "gone", "opened empty",
    ]  # fmt: skip
    assert ordered.kinds[Kind.ACCESS_OPENED] == 4


def test_what_was_not_counted_is_no_zero(file: Any, between: Any, open_reader: Any) -> None:
    """A file that cannot be read any more has not lost its people."""
    before = {"a": file("1", people=9), "b": file("2", people=9), "c": file("3", people=9)}
    between(before, {"a": file("1", people=9, status=Status.SKIPPED, issues=("damaged",)), "c": file("4", people=11)})
    changes = {change.last.path: change.persons_change for change in compare_scans(open_reader(), 1, 2)}
    assert changes == {"a": None, "b": -9, "c": 2}
