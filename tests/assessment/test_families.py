"""Which files are copies of one roster, which of them is to be kept, and what the others expose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from meibo.assessment.families import LISTED, Families
from meibo.assessment.person_overlap import LEAST_PEOPLE
from meibo.inventory.marker import store_marks
from meibo.inventory.marks import MarkKind, NewMark
from meibo_connectors.model import Audience

if TYPE_CHECKING:
    from collections.abc import Callable

    from meibo.assessment.families import Family

DAY = 86_400 * 10**9
LATER_NS = 1_900_000_000 * 10**9
EVERYONE, OWNER, UNKNOWN = Audience.EVERYONE, Audience.OWNER, Audience.UNKNOWN
HUNDRED = range(100)

Files = dict[str, dict[str, Any]]


@pytest.fixture
def find(share: Any, file: Any, open_reader: Any) -> Callable[..., list[Family]]:
    """The families of a share of these files."""

    def run(files: Files, **settings: Any) -> list[Family]:
        scan = share.scan({path: file(**facts) for path, facts in files.items()})
        return list(Families(open_reader(), scan, LATER_NS, **settings))

    return run


CASES: dict[str, tuple[Files, list[tuple[str, set[str]]]]] = {
    "nothing twice": ({"a": {"who": range(10)}, "b": {"text": "y", "who": range(50, 60)}}, []),
    "one content": ({"a": {"people": 3}, "b/a": {"people": 3}}, [("content", {"a", "b/a"})]),
    "one content of nobody": ({"a": {}, "b": {}}, []),
    "one content of a person without a key": ({"a": {"people": 1}, "b": {"people": 1}}, [("content", {"a", "b"})]),
    "other content, the same people": (
        {"a.csv": {"who": HUNDRED}, "a.xlsx": {"text": "y", "who": HUNDRED}}, [("people", {"a.csv", "a.xlsx"})],
    ),
    "four in five of the smaller": (
        {"a": {"who": HUNDRED}, "b": {"text": "y", "who": range(20, 120)}}, [("edition", {"a", "b"})],
    ),
    "fewer than four in five": ({"a": {"who": HUNDRED}, "b": {"text": "y", "who": range(21, 121)}}, []),
    "half as many": ({"a": {"who": HUNDRED}, "b": {"text": "y", "who": range(50)}}, [("edition", {"a", "b"})]),
    "an extract of less than half": ({"a": {"who": HUNDRED}, "b": {"text": "y", "who": range(49)}}, []),
    "too few people to tell": (
        {"a": {"who": range(LEAST_PEOPLE - 1)}, "b": {"text": "y", "who": range(LEAST_PEOPLE - 1)}}, [],
    ),
    "just enough people to tell": (
        {"a": {"who": range(LEAST_PEOPLE)}, "b": {"text": "y", "who": range(LEAST_PEOPLE)}}, [("people", {"a", "b"})],
    ),
    "the same people, other data": (
        {"staff": {"who": HUNDRED, "detector": "email", "kinds": ("jp_address", "jp_phone")},
         "health": {"text": "y", "who": HUNDRED, "detector": "sensitive"}}, [],
    ),
    "the same people, two thirds of the data": (
        {"staff": {"who": HUNDRED, "detector": "email", "kinds": ("jp_address", "jp_phone")},
         "letters": {"text": "y", "who": HUNDRED, "detector": "email", "kinds": ("jp_address",)}},
        [("people", {"staff", "letters"})],
    ),
    "no drift from edition to edition": (
        {"1": {"who": range(103)}, "2": {"text": "y", "who": range(15, 115)},
         "3": {"text": "z", "who": range(32, 131)}},
        [("edition", {"1", "2"})],
    ),
    "copies of an edition": (
        {"a": {"who": HUNDRED}, "b": {"text": "y", "who": range(10, 110)}, "c/b": {"text": "y", "who": range(10, 110)}},
        [("edition", {"a", "b", "c/b"})],
    ),
    "two rosters with a few people in common": (
        {"a": {"who": HUNDRED}, "a2": {"who": HUNDRED}, "b": {"text": "y", "who": range(90, 190)},
         "b2": {"text": "y", "who": range(90, 190)}},
        [("content", {"a", "a2"}), ("content", {"b", "b2"})],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), CASES.values(), ids=CASES)
def test_families(files: Files, expected: list[tuple[str, set[str]]], find: Any) -> None:
    """What joins files, and what keeps them apart."""
    found = [(family.likeness, {copy.path for copy in family.copies}) for family in find(files)]
    assert sorted(found, key=str) == sorted(expected, key=str)


KEPT: dict[str, tuple[Files, str, int]] = {
    "the narrowest place": ({"a": {"audience": EVERYONE}, "b": {}, "c": {"audience": OWNER}}, "c", 2),
    "named readers before unknown ones": ({"a": {"audience": UNKNOWN}, "b": {}}, "b", 0),
    "unknown readers before everyone": ({"a": {"audience": UNKNOWN}, "b": {"audience": EVERYONE}}, "a", 1),
    "the newest of equals": ({"a": {"modified": DAY}, "b": {"modified": 3 * DAY}, "c": {"modified": 2 * DAY}}, "b", 0),
    "the newest edition, however open": (
        {"a": {"text": "y", "who": range(101), "modified": DAY, "audience": EVERYONE}, "b": {"audience": OWNER}},
        "a", 0,
    ),
    "no edition of the future": (
        {"a": {"text": "y", "who": range(101), "modified": 10_000 * DAY}, "b": {"modified": DAY}}, "b", 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "kept", "wider"), KEPT.values(), ids=KEPT)
def test_the_one_to_keep(files: Files, kept: str, wider: int, find: Any) -> None:
    """The newest edition in the narrowest place, and how many others more can read."""
    (family,) = find({path: {"who": HUNDRED, **facts} for path, facts in files.items()})
    assert (family.kept.path, family.wider) == (kept, wider)
    assert [copy.path for copy in family.copies if copy.is_kept] == [kept]
    assert {copy.path for copy in family.copies if copy.is_wider} == {
        copy.path for copy in family.copies if copy.audience == EVERYONE and family.kept.audience != EVERYONE
    } | {copy.path for copy in family.copies if copy.audience == "groups" and family.kept.audience == OWNER}


def test_a_family_in_figures(find: Any) -> None:
    """People are counted once over all editions."""
    (family,) = find({
        "a/1": {"who": HUNDRED}, "a/2": {"who": HUNDRED, "audience": EVERYONE, "modified": 9 * DAY},
        "b/1": {"text": "yy", "who": range(10, 110), "modified": DAY},
    })  # fmt: skip
    assert (family.people.least, family.people.most) == (110, 110)
    assert (family.places, family.folders, family.editions, family.size_bytes) == (3, 2, 2, 4)
    assert (family.audience, family.level.value, family.more_people) == ("everyone", "critical", 10)
    assert family.kept.path == "a/1"
    assert [copy.path for copy in family.copies] == ["a/2", "b/1", "a/1"]
    assert [copy.likeness for copy in family.copies] == ["content", "edition", "content"]


def test_order(find: Any) -> None:
    """Families that more can read, then those of more people, then of more places."""
    families = find({
        "few/1": {"text": "1", "people": 2}, "few/2": {"text": "1", "people": 2}, "few/3": {"text": "1", "people": 2},
        "many/1": {"text": "2", "people": 900}, "many/2": {"text": "2", "people": 900},
        "pair/1": {"text": "3", "people": 2}, "pair/2": {"text": "3", "people": 2},
        "open/1": {"text": "4", "people": 1}, "open/2": {"text": "4", "people": 1, "audience": EVERYONE},
    })  # fmt: skip
    assert [family.copies[0].path.partition("/")[0] for family in families] == ["open", "many", "few", "pair"]


def test_copies_beyond_the_list_are_counted(find: Any) -> None:
    """All are counted, the newest are shown, and the one to keep is told though it is not among them."""
    files: Files = {f"{number:04}": {"people": 5, "modified": number * DAY // 10} for number in range(LISTED + 200)}
    files["0000"]["audience"] = OWNER
    (family,) = find(files)
    assert (family.places, len(family.copies)) == (LISTED + 200, LISTED)
    assert family.kept.path == "0000"
    assert not any(copy.is_kept for copy in family.copies)


def test_only_families_of_a_path(find: Any) -> None:
    """A family is wanted where one of its copies is; all of its copies are shown."""
    files: Files = {
        "a/1": {"people": 3},
        "b/1": {"people": 3},
        "c/1": {"text": "y", "people": 3},
        "c/2": {"text": "y", "people": 3},
    }
    (family,) = find(files, is_wanted=lambda path: path.startswith("a/"))
    assert {copy.path for copy in family.copies} == {"a/1", "b/1"}


def test_false_positives_are_no_copies(share: Any, file: Any, open_reader: Any) -> None:
    """What somebody has looked at and dismissed holds nobody."""
    scan = share.scan({"a": file(people=3), "b": file(people=3)})
    (known,) = open_reader().marks.find_files("b")
    store_marks(share.inventory, [NewMark(known.asset, MarkKind.FALSE_POSITIVE, "sample", "taro", known.found)])
    assert list(Families(open_reader(), scan, LATER_NS)) == []
