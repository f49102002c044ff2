"""Whatever happens to a share, every file is accounted for, and the differences between scans are what happened."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from meibo.assessment.change import Change, Kind
from meibo.assessment.differences import compare_scans
from meibo.inventory.model import Status
from meibo.inventory.reader import Reader
from meibo_connectors.model import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDERS = ("", "a", "a/b", "c")
PATHS = ("1", "2", "a/1", "a/2", "a/b/1", "a/b/3", "c/1", "c/4")


class Night(msgspec.Struct, frozen=True):
    """The share as one scan meets it: text and audience by path, and what it does not list."""

    files: dict[str, tuple[str, Audience]]
    failing: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()

    def hides(self, path: str) -> str | None:
        """Why a path is not seen: the outermost folder that is excluded, and so never tried, or fails."""
        above = [folder for folder in FOLDERS if not folder or path.startswith(f"{folder}/")]
        return next((self._why(folder) for folder in above if self._why(folder)), None)

    def _why(self, folder: str) -> str | None:
        return "left-out" if folder in self.excluded else "unseen" if folder in self.failing else None

    def saw(self, path: str) -> bool:
        """Whether the scan listed this file."""
        return path in self.files and self.hides(path) is None


contents = st.tuples(st.sampled_from("xyz"), st.sampled_from([Audience.OWNER, Audience.GROUPS, Audience.PUBLIC]))
nights = st.builds(
    Night,
    st.dictionaries(st.sampled_from(PATHS), contents, max_size=len(PATHS)),
    st.frozensets(st.sampled_from(FOLDERS), max_size=2),
    st.frozensets(st.sampled_from(FOLDERS[1:]), max_size=1),
)
X, Y = ("x", Audience.GROUPS), ("y", Audience.PUBLIC)


@settings(max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(nights, min_size=2, max_size=5))
@example([Night({"a/1": X, "a/b/1": Y}), Night({"a/1": X}, frozenset({"a/b"})), Night({"a/1": Y, "1": X})])
@example([Night({"a/1": X}), Night({"a/1": X}, frozenset({"a"})), Night({}, frozenset({"a"})), Night({"c/1": X})])
@example([Night({"a/b/1": X}), Night({}, frozenset({"a"}), frozenset({"a"})), Night({"a/b/1": X}), Night({"2": X})])
def test_every_file_is_accounted_for(share: Any, file: Any, sequence: list[Night]) -> None:
    """listed = complete + partial + skipped, known = listed + unseen + gone, and each is what the share says."""
    with tempfile.TemporaryDirectory() as folder:
        inventory = Path(folder, "meibo.db")
        own = type(share)(inventory)
        known: set[str] = set()
        present: set[str] = set()
        knowledge: list[dict[str, tuple[str, Audience]]] = []
        for number, night in enumerate(sequence, 1):
            made = {path: file(text, audience=audience) for path, (text, audience) in night.files.items()}
            own.scan(made, failing=night.failing, excluded=night.excluded)
            seen = {path for path in night.files if night.saw(path)}
            unseen = {path for path in present - seen if night.hides(path) == "unseen"}
            known |= seen
            present = seen | unseen
            last = knowledge[-1] if knowledge else {}
            knowledge.append({path: night.files[path] if path in seen else last[path] for path in present})
            reader = Reader(inventory)
            try:
                check_account(reader, number, seen, unseen, known)
                for old in range(1, number):
                    check_presence(list(compare_scans(reader, old, number)), sequence, knowledge, old, number)
                    check_presence(list(compare_scans(reader, number, old)), sequence, knowledge, number, old)
            finally:
                reader.close()


states = st.dictionaries(st.sampled_from(PATHS), st.sampled_from(list(Status)), max_size=len(PATHS))


@settings(max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(states, st.booleans()), min_size=1, max_size=5))
def test_every_status_is_accounted_for(share: Any, file: Any, sequence: list[tuple[dict[str, Status], bool]]) -> None:
    """Also where scans are given up half way: what they had not reached is as it was before."""
    issues = {Status.COMPLETE: (), Status.PARTIAL: ("time-limit",), Status.SKIPPED: ("damaged",)}
    with tempfile.TemporaryDirectory() as folder:
        own = type(share)(Path(folder, "meibo.db"))
        for number, (statuses, is_finished) in enumerate(sequence, 1):
            files = {path: file(status=status, issues=issues[status]) for path, status in statuses.items()}
            own.scan(files, is_finished=is_finished, options=f'{{"again":["{number}"]}}')
            reader = Reader(own.inventory)
            account = reader.cover(number)
            found = {asset.path: asset.status for asset in reader.assets(number)}
            reader.close()
            assert account.known == account.complete + account.partial + account.skipped + account.unseen + account.gone
            assert Counter(found.values()) == Counter(
                {Status.COMPLETE: account.complete, Status.PARTIAL: account.partial, Status.SKIPPED: account.skipped}
            )
            assert found.items() >= statuses.items()
            assert found == statuses or not is_finished


def check_account(reader: Reader, scan: int, seen: set[str], unseen: set[str], known: set[str]) -> None:
    account, summary = reader.cover(scan), reader.summarise(scan)
    listed = account.complete + account.partial + account.skipped
    assert (listed, account.unseen, account.known) == (len(seen), len(unseen), len(known))
    assert account.known == listed + account.unseen + account.gone
    assert (summary.listed, summary.unseen) == (listed, account.unseen)
    assert {asset.path for asset in reader.assets(scan)} == seen
    assert {asset.path for asset in reader.unseen_assets(scan)} == unseen
    by_status = Counter(asset.status for asset in reader.assets(scan))
    assert [by_status[status] for status in Status] == [account.complete, account.partial, account.skipped]


def check_presence(
    changes: Iterable[Change], nights: list[Night], knowledge: list[dict[str, tuple[str, Audience]]], old: int, new: int
) -> None:
    """Every path is told as it was found, and nothing else is told."""
    before, after = nights[old - 1], nights[new - 1]
    told: dict[str, set[Kind]] = {}
    moved: set[str] = set()
    for change in changes:
        told[change.last.path] = set(change.kinds)
        if Kind.MOVED in change.kinds:
            assert change.old is not None
            assert change.new is not None
            moved.add(change.old.path)
            told.setdefault(change.old.path, {Kind.GONE})
            told[change.last.path] = {Kind.NEW}
            assert knowledge[old - 1][change.old.path][0] == after.files[change.new.path][0]
    expected = {path: find_kinds(path, before, after, knowledge[old - 1]) for path in PATHS}
    assert told == {path: kinds for path, kinds in expected.items() if kinds}
    came, went = (
        Counter(text for path, text in texts.items() if kind in expected[path])
        for kind, texts in (
            (Kind.NEW, {path: after.files[path][0] for path in after.files}),
            (Kind.GONE, {path: text for path, (text, _) in knowledge[old - 1].items()}),
        )
    )
    assert len(moved) == (came & went).total()


def find_kinds(path: str, before: Night, after: Night, known: dict[str, tuple[str, Audience]]) -> set[Kind]:
    """What is to be told of a path, where moved files are taken for new and gone ones."""
    kinds: set[Kind] = set()
    if after.saw(path):
        if not before.saw(path):
            kinds.add({None: Kind.NEW, "unseen": Kind.NEWLY_SEEN, "left-out": Kind.LET_IN}[before.hides(path)])
        if path in known:
            (text, audience), (new_text, new_audience) = known[path], after.files[path]
            order = list(Audience)
            if audience != new_audience:
                opened = order.index(new_audience) < order.index(audience)
                kinds.add(Kind.ACCESS_OPENED if opened else Kind.ACCESS_CLOSED)
            if text != new_text:
                kinds.add(Kind.CHANGED)
    elif path in known:
        why = after.hides(path)
        if why != "unseen" or before.saw(path):
            kinds.add({None: Kind.GONE, "unseen": Kind.UNSEEN, "left-out": Kind.LEFT_OUT}[why])
    return kinds
