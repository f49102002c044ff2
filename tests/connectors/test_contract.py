"""What every connector does, whatever it reaches."""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import UNTOLD, Access, Audience, Entry, Trouble
from meibo_connectors.names import unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo_connectors.base import Connector


@pytest.fixture
def connector(place: Any) -> Iterator[Connector]:
    """A connector for the place, closed afterwards."""
    connector = place.connect()
    yield connector
    connector.close()


def list_all(connector: Connector) -> list[Entry | Trouble]:
    return list(connector.list(lambda _path: False))


def refuse(connector: Connector, path: str) -> ConnectorError:
    with pytest.raises(ConnectorError) as caught:
        connector.open(path)
    return caught.value


def test_lists_every_file_with_path_and_size(place: Any, connector: Connector) -> None:
    """A listing shows the files of all folders, their sizes, and nothing for the folders themselves."""
    place.put("roster.csv", b"12345")
    place.put("hr/2024/payroll.csv", b"123")
    place.put("hr/empty.txt")
    found = list_all(connector)
    assert [(entry.path, entry.size_bytes) for entry in found] == [
        ("hr/2024/payroll.csv", 3),
        ("hr/empty.txt", 0),
        ("roster.csv", 5),
    ]


def test_order_is_by_the_bytes_of_the_whole_path(place: Any, connector: Connector) -> None:
    """Files and folders come in one order, ascending by path as bytes, and the same one each time."""
    for path in ("a/x", "a-b", "a.txt", "a0", "B", "b/c/d", "b/c.d", "b/c0", "あ/い", "あ-", "é", "z"):
        place.put(path)
    paths = [entry.path for entry in list_all(connector)]
    assert len(set(paths)) == 12
    assert paths == sorted(paths, key=unescape) or not place.orders_by_bytes
    assert paths == [entry.path for entry in list_all(connector)]


def test_skipped_folder_is_not_entered(place: Any, connector: Connector) -> None:
    """Each folder is asked about once, before what it holds, and a skipped one shows nothing."""
    for path in ("keep/a", "keep/skip/b", "skip/c", "d"):
        place.put(path)
    asked = []

    def skip_folder(path: str) -> bool:
        asked.append(path)
        return path.endswith("skip")

    assert [entry.path for entry in connector.list(skip_folder)] == ["d", "keep/a"]
    assert asked == ["keep", "keep/skip", "skip"]


def test_opens_what_it_lists(place: Any, connector: Connector) -> None:
    """Every listed path opens, and gives the file's bytes and size."""
    for number in range(5):
        place.put(f"folder {number % 2}/file {number}.bin", bytes([number]) * number)
    for entry in list_all(connector):
        assert isinstance(entry, Entry)
        with connector.open(entry.path) as stream:
            content = stream.read()
        assert content == bytes([len(content)]) * entry.size_bytes


def test_lists_what_lies_beside_a_file(place: Any, connector: Connector) -> None:
    """Everything of its folder but itself, as paths of entries, in order of their bytes; nothing of a lost folder."""
    for path in ("a.txt", "営業/b.txt", "営業/あ.txt", "営業/下/c.txt"):
        place.put(path, b"text")
    assert list(connector.list_beside("a.txt")) == ["営業"]
    assert list(connector.list_beside("営業/b.txt")) == ["営業/あ.txt", "営業/下"]
    assert list(connector.list_beside("無い/b.txt")) == []


def test_stream_is_seekable_and_unbuffered(place: Any, connector: Connector) -> None:
    """A stream seeks from either end, and reads nothing ahead."""
    place.put("digits.txt", b"0123456789")
    with connector.open("digits.txt") as stream:
        assert isinstance(stream, io.RawIOBase)
        assert stream.seek(-3, io.SEEK_END) == 7
        assert stream.read(2) == b"78"
        assert stream.seek(1) == 1
        assert stream.read(1) == b"1"
        assert stream.tell() == 2


def test_empty_file_is_listed_and_opens(place: Any, connector: Connector) -> None:
    """A file of no bytes is a file like any other."""
    place.put("empty.txt")
    (entry,) = list_all(connector)
    assert isinstance(entry, Entry)
    assert entry.size_bytes == 0
    with connector.open("empty.txt") as stream:
        assert stream.read() == b""


def test_empty_target_lists_nothing(place: Any, connector: Connector) -> None:
    """A target that holds no file is listed without an error."""
    assert list_all(connector) == []


def test_describe_is_the_listed_entry_while_nothing_changes(place: Any, connector: Connector) -> None:
    """An unchanged file is described as it was listed, but for owner and readers where only one of the two tells."""
    place.put("folder/a.txt", b"abc")
    (entry,) = list_all(connector)
    with connector.open("folder/a.txt") as stream:
        stream.read()
        now = connector.describe(stream, "folder/a.txt")
    assert isinstance(entry, Entry)
    listed = structs.replace(entry, readers_state="")  # there is nothing left to ask
    assert now == structs.replace(listed, owner=now.owner, access=now.access)
    assert now.access == UNTOLD or entry.access.audience is Audience.UNKNOWN or now == listed


def test_readers_are_told_without_reading(place: Any, connector: Connector) -> None:
    """The same as whoever tells them else: the listing, or the opening of the file."""
    place.put("folder/a.txt", b"abc")
    (entry,) = list_all(connector)
    assert isinstance(entry, Entry)
    with connector.open("folder/a.txt") as stream:
        opened = connector.describe(stream, "folder/a.txt")
    owner, access = connector.find_readers("folder/a.txt")
    assert access in (opened.access, entry.access, connector.find_access("folder/a.txt"))
    assert owner in (opened.owner, "")


def test_describe_shows_a_change(place: Any, connector: Connector) -> None:
    """A file that is written while it is read gets another version, or is read in the state in which it was opened."""
    place.put("a.txt", b"abc")
    (entry,) = list_all(connector)
    with connector.open("a.txt") as stream:
        place.put("a.txt", b"abcdef")
        now = connector.describe(stream, "a.txt")
        content = stream.read()
    assert isinstance(entry, Entry)
    assert now.version != entry.version if place.shows_changes else (now.version, content) == (entry.version, b"abc")
    with connector.open("a.txt") as stream:
        assert connector.describe(stream, "a.txt").version != entry.version


def test_entry_says_when_who_and_for_whom(place: Any, connector: Connector) -> None:
    """An entry has a change time of this century, an owner as text, and readers with the source of that statement."""
    place.put("a.txt")
    (entry,) = list_all(connector)
    assert isinstance(entry, Entry)
    assert entry.modified_ns > 1_600_000_000 * 10**9
    assert isinstance(entry.owner, str)
    assert isinstance(entry.access, Access)
    assert entry.access.audience in Audience
    assert entry.access.source


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_names_are_kept_as_they_are(form: Any, place: Any, connector: Connector) -> None:
    """A name is shown in the normal form that it is stored in, and opens in that form."""
    path = unicodedata.normalize(form, "がぎぐ/ポスター é.txt")
    place.put(path, b"x")
    assert [entry.path for entry in list_all(connector)] == [path]
    connector.open(path).close()


def test_names_that_differ_in_normal_form_are_two_files(place: Any, connector: Connector) -> None:
    """Two names that look alike stay two files with their own contents."""
    paths = [unicodedata.normalize(form, "プール.txt") for form in ("NFC", "NFD")]
    for path in paths:
        place.put(path, path.encode())
    assert sorted(entry.path for entry in list_all(connector)) == sorted(paths)
    for path in paths:
        with connector.open(path) as stream:
            assert stream.read() == path.encode()


@pytest.mark.parametrize("path", ["a b.txt", "100%41.txt", "#1?.txt", r"back\x41slash.txt", "quote'\".txt", "~", "..."])
def test_awkward_names_are_listed_and_open(path: str, place: Any, connector: Connector) -> None:
    """No character of a name is taken for something else than itself."""
    place.put(path, b"x")
    (entry,) = list_all(connector)
    assert unescape(entry.path) == place.stored(path).encode()
    with connector.open(entry.path) as stream:
        assert stream.read() == b"x"


@pytest.mark.slow
def test_ten_thousand_files_in_a_folder(place: Any, connector: Connector) -> None:
    """A listing has no limit that a large folder would meet."""
    paths = [f"folder/{number:04}.txt" for number in range(place.many)]
    place.put_empty(paths)
    assert [entry.path for entry in list_all(connector)] == paths


def test_file_that_vanished_after_the_listing(place: Any, connector: Connector) -> None:
    """A file removed between list and open is refused as vanished."""
    place.put("folder/a.txt")
    (entry,) = list_all(connector)
    place.remove("folder/a.txt")
    assert refuse(connector, entry.path).code == "vanished"


@pytest.mark.parametrize(
    "path", ["", "/", "/etc/passwd", "../a.txt", "folder/../a.txt", r"\x2e\x2e/a.txt", "./a.txt", "a.txt/", "a\0.txt"]
)
def test_path_that_no_listing_shows_is_refused(path: str, place: Any, connector: Connector) -> None:
    """A path from elsewhere cannot leave the target, nor name a file in a second way."""
    place.put("a.txt")
    place.put("folder/b.txt")
    assert refuse(connector, path).code == "vanished"


def test_folder_does_not_open(place: Any, connector: Connector) -> None:
    """A folder is no stream."""
    place.put("folder/a.txt")
    with pytest.raises(ConnectorError):
        connector.open("folder")


def test_close_may_be_repeated(place: Any, connector: Connector) -> None:
    """Closing twice is no error."""
    place.put("folder/a.txt")
    connector.open("folder/a.txt").close()
    connector.close()
    connector.close()
