"""Pages of S3 listings as servers write them, and what no server should write: nothing goes missing without a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_connectors.s3_page import Listed, find_next, is_listing, read_folders, read_page
from meibo_connectors.s3_paths import name_of, path_of

OWNER = "<Owner><ID>75aa57f0</ID><DisplayName>人事 &amp; co</DisplayName></Owner>"
ITEM = "<Key>{key}</Key><LastModified>2026-11-22T20:57:50.123Z</LastModified><ETag>&quot;ab-2&quot;</ETag>"
REST = "<Size>12</Size><StorageClass>{kind}</StorageClass>"


def page(*items: str, head: str = "<EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>") -> bytes:
    rows = "".join(f"<Contents>{item}</Contents>" for item in items)
    return f'<?xml version="1.0"?>\n<ListBucketResult xmlns="http://s3">{head}{rows}</ListBucketResult>\n'.encode()


def listed(key: str = "a.txt", kind: str = "STANDARD", more: str = "") -> str:
    return ITEM.format(key=key) + REST.format(kind=kind) + more


def test_an_item_is_read_whole() -> None:
    """Every element that counts, decoded; the time in whole seconds, as answers with bodies tell it."""
    (found,) = read_page(page(listed("%E4%BA%BA+1%2B.csv", more=OWNER)))
    assert found == Listed(
        key="人 1+.csv".encode(), size_bytes=12, modified_s=1795381070, tag="ab-2", storage_class="STANDARD",
        version_id="", is_latest=True, owner="人事 & co", is_restored=False,
    )  # fmt: skip


def test_items_need_not_have_the_same_elements() -> None:
    """Some have checksums, an owner, a copy that was restored, or nothing but what each must have."""
    found = read_page(
        page(
            listed("a"),
            listed("b", more="<ChecksumAlgorithm>CRC32</ChecksumAlgorithm>"),
            listed("c", more=OWNER),
            listed("d", "GLACIER", "<RestoreStatus><RestoreExpiryDate>2026-12-01</RestoreExpiryDate></RestoreStatus>"),
            "<Key>e</Key><Size>0</Size>\n<LastModified>2026-11-22T20:57:50Z</LastModified><ETag/>",
        )
    )
    assert [(item.key, item.owner, item.is_restored) for item in found] == [
        (b"a", "", False), (b"b", "", False), (b"c", "人事 & co", False), (b"d", "", True), (b"e", "", False),
    ]  # fmt: skip


def test_keys_that_a_server_does_not_encode() -> None:
    """They stand as they are, but for what XML needs."""
    (found,) = read_page(page(listed("a+b%20&lt;&amp;"), head=""))
    assert found.key == b"a+b%20<&"


def test_versions_and_marks_of_what_was_deleted() -> None:
    """A mark is no object."""
    version = "<VersionId>3/L4</VersionId><IsLatest>false</IsLatest>"
    body = (
        "<ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>"
        f"<DeleteMarker><Key>a</Key><VersionId>9</VersionId><IsLatest>true</IsLatest></DeleteMarker>"
        f"<Version>{listed('a', more=version)}</Version>"
        "<NextKeyMarker>a%2Fb</NextKeyMarker><NextVersionIdMarker>3/L4</NextVersionIdMarker></ListVersionsResult>"
    ).encode()
    (found,) = read_page(body)
    assert (found.version_id, found.is_latest) == ("3/L4", False)
    assert find_next(body) == {"NextKeyMarker": "a/b", "NextVersionIdMarker": "3/L4"}


def test_folders_of_a_page() -> None:
    """Those that a delimiter brings, without it."""
    body = page(listed("a/x")).replace(
        b"<Contents>", b"<CommonPrefixes><Prefix>a%2Fb/</Prefix></CommonPrefixes><Contents>"
    )
    assert read_folders(body) == [b"a/b"]


def test_a_page_that_is_cut_short_is_no_page() -> None:
    """Wherever it is cut: it would look like a shorter bucket."""
    whole = page(*(listed(f"{at:03}") for at in range(5)))
    assert is_listing(whole)
    assert not any(is_listing(whole[:end]) for end in range(len(whole.rstrip())))


@pytest.mark.parametrize(
    "body",
    [
        page("<Key>a</Key><Size>1</Size>"),
        page(listed("a"), "<Key>a</Key>"),
        page("text" + listed("a")),
        page(listed("a")).replace(b"<?xml", b"<!DOCTYPE x><?xml"),
        page(listed("a")).replace(b">12<", b">many<"),
        page(listed("a")).replace(b"2026-11", b"long ago"),
    ],
)
def test_what_does_not_say_enough_is_refused(body: bytes) -> None:
    """An object without its key, size or time is no object, and none is passed over."""
    with pytest.raises(ValueError):  # noqa: PT011 - the listing says it in its own words
        read_page(body)


def test_a_listing_that_does_not_go_on_is_refused() -> None:
    """More is to come, and nobody says from where."""
    with pytest.raises(ValueError, match="go on"):
        find_next(page(listed("a"), head="<IsTruncated>true</IsTruncated>"))
    assert find_next(page(listed("a"))) == {}


@given(
    name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
    version=st.text("ab/+?=\\x2f"),
)
def test_a_path_has_one_meaning(name: str, version: str) -> None:
    """Keys and versions come back from their paths, and a version never looks like a folder."""
    path = path_of(name.encode(), version)
    assert name_of(path) == (name, version)
    assert path.count("/") == name.count("/")


@pytest.mark.parametrize("path", [r"\x61.txt", r"a?versionId=", "a?versionId=1/2", r"a\x5c", "a?versionId=\x2f"])
def test_a_second_spelling_is_refused(path: str) -> None:
    """Nobody reaches an object by a path that no listing shows."""
    with pytest.raises(ValueError):  # noqa: PT011
        name_of(path)
