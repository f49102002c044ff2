"""What is news is what changed since the last whole scan, and health looks at scans that lost nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from meibo.assessment.health import find_health
from meibo.assessment.news import MOST_PATHS, News, find_news
from meibo.assessment.scan_choice import find_before
from meibo.inventory.model import Counts, Issue, Status
from meibo_connectors.model import Access, Audience, Entry

if TYPE_CHECKING:
    from meibo.assessment.health import TargetHealth

GRAVE = {"jp_my_number": Counts(0, 0, 2)}
MILD = {"email": Counts(0, 0, 2)}


def make(store: Any, path: str, version: str = "1", audience: Audience = Audience.GROUPS, **changes: Any) -> Any:
    entry = Entry(path, 120, 1_700_000_000_000_000_001, version, "taro", Access(audience, "mode"))
    facts = {"counts": MILD, "positions": (), "issues": (), "content_hash": version.rjust(16).encode()}
    return store.make_result(**{"entry": entry, **facts, **changes})


def read_news(store: Any, scan: int) -> News:
    news: News = store.read(lambda reader: find_news(reader, find_before(reader.scans(), scan), scan))
    return news


def test_a_second_night_without_changes_has_no_news(store: Any) -> None:
    """All of the first scan is news, and nothing of one that finds the same."""
    files = [make(store, "a", counts=GRAVE), make(store, "b", audience=Audience.EVERYONE)]
    store.scan(*files)
    store.scan(*files)
    first, second = read_news(store, 1), read_news(store, 2)
    assert (first.since, first.counts["new-high-risk"], sum(first.counts.values())) == (None, 1, 1)
    assert (second.since, second.is_any, second.paths) == (1, False, ())


def test_each_kind_of_news_has_its_bounds(store: Any) -> None:
    """What was grave, open or unreadable before is no news, nor are nine people more."""
    broken = {"status": Status.PARTIAL, "issues": (Issue("extract", "damaged"),)}
    store.scan(
        make(store, "graver"), make(store, "grave", counts=GRAVE), make(store, "grown", persons_most=20),
        make(store, "little", persons_most=20), make(store, "opened"), make(store, "open", audience=Audience.EVERYONE),
        make(store, "empty", counts={}), make(store, "breaks"), make(store, "broken", **broken),
    )  # fmt: skip
    store.scan(
        make(store, "graver", "2", counts=GRAVE), make(store, "grave", "2", counts=GRAVE),
        make(store, "grown", "2", persons_most=30), make(store, "little", "2", persons_most=29),
        make(store, "opened", audience=Audience.PUBLIC), make(store, "open", audience=Audience.PUBLIC),
        make(store, "empty", audience=Audience.PUBLIC, counts={}), make(store, "breaks", "2", **broken),
        make(store, "broken", "2", **broken), make(store, "new", **broken),
    )  # fmt: skip
    found = {(item.kind, item.path) for item in read_news(store, 2).paths}
    assert found == {
        ("new-high-risk", "graver"), ("grown", "grown"), ("opened", "opened"), ("newly-unreadable", "breaks"),
        ("newly-unreadable", "new"),
    }  # fmt: skip


def test_what_was_not_seen_for_a_night_is_not_new_after_it(store: Any) -> None:
    """A folder that could not be listed once holds the files that it held before."""
    secret = make(store, "closed/a", counts=GRAVE)
    store.scan(secret)
    with store.writing() as writer:
        scan = store.begin(writer)
        scan.trouble("closed", Issue("list", "permission-denied"))
        scan.finish(unlisted="closed")
    store.scan(secret)
    assert not read_news(store, 3).is_any


def test_a_grave_file_that_was_only_moved_is_no_news(store: Any) -> None:
    """The same content at another path; that it can be read by everybody there is."""
    store.scan(make(store, "old/a", counts=GRAVE), make(store, "old/b", "2", counts=GRAVE))
    store.scan(
        make(store, "new/a", counts=GRAVE), make(store, "new/b", "2", counts=GRAVE, audience=Audience.EVERYONE),
    )  # fmt: skip
    assert [(item.kind, item.path) for item in read_news(store, 2).paths] == [("opened", "new/b")]


def test_a_scan_that_did_not_finish_is_passed_over(store: Any) -> None:
    """News are told since the last scan whose news were told."""
    store.scan(make(store, "a"))
    with store.writing() as writer:
        scan = store.begin(writer, '{"full": true}')
        scan.record(make(store, "b", counts=GRAVE))
        writer.interrupt(scan.number, 1.0)
    store.scan(make(store, "a"), make(store, "b", counts=GRAVE))
    news = read_news(store, 3)
    assert (news.since, news.counts["new-high-risk"]) == (1, 1)


def test_the_gravest_are_named_and_all_are_counted(store: Any) -> None:
    """However many there are, few paths are told, most people first."""
    store.scan(*(make(store, f"{n:04}", counts=GRAVE, persons_most=n) for n in range(1500)))
    news = read_news(store, 1)
    assert news.counts["new-high-risk"] == 1500
    assert [item.persons for item in news.paths] == list(range(1499, 1499 - MOST_PATHS, -1))


def test_health_counts_from_the_last_scan_that_lost_nothing(store: Any) -> None:
    """A scan with a fault, an empty one and an unfinished one do not count; a clock that was set back is no health."""
    store.scan(make(store, "a"))
    store.scan(make(store, "a", "2", status=Status.PARTIAL, issues=(Issue("extract", "damaged"),)))
    store.scan()

    def ask(hours: float) -> TargetHealth:
        ended = store.read(lambda reader: reader.summarise(1)).ended
        now = datetime.fromisoformat(ended) + timedelta(hours=hours)
        (row,) = store.read(lambda reader: find_health(reader, now))
        return row  # type: ignore[no-any-return]

    row = ask(25)
    assert (row.complete.scan if row.complete else None, row.complete_age_s, row.last.scan) == (1, 25 * 3600, 3)
    assert row.is_fine(26 * 3600)
    assert not ask(27).is_fine(26 * 3600)
    assert not ask(-1).is_fine(26 * 3600)
