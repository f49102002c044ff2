"""How file names are spelled as text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meibo_connectors.names import escape, file_name, split, unescape

PIECES = [
    b"\\",
    b"x",
    b"X",
    b"5",
    b"c",
    b"5c",
    b"\\x5c",
    b"/",
    b"\xff",
    b"\x80",
    b"\xe5\x90\x8d",
    b"\xed\xa0\x80",
    b"\n",
]
NAMES = st.binary() | st.lists(st.sampled_from(PIECES)).map(b"".join)


@given(NAMES)
@example(b"\\x\xff")
@example(b"\\\\x41")
def test_every_name_comes_back(name: bytes) -> None:
    """The bytes of a name are read back from its spelling, whatever they are."""
    spelling = escape(name)
    assert unescape(spelling) == name
    assert spelling.encode().decode() == spelling


@given(NAMES, NAMES)
def test_spelling_of_a_path_is_that_of_its_names(folder: bytes, name: bytes) -> None:
    """Names may be spelled one by one, or the path as a whole."""
    assert escape(folder + b"/" + name) == escape(folder) + "/" + escape(name)


@given(st.text(st.characters(exclude_characters="\\", exclude_categories=["Cs"])))
def test_valid_names_are_spelled_as_they_are(name: str) -> None:
    """UTF-8 without a backslash is not changed."""
    assert escape(name.encode()) == name


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("名簿.csv".encode(), "名簿.csv"),
        ("名簿.csv".encode("cp932"), r"\x96\xbc\x95\xeb.csv"),
        (rb"a\b", r"a\b"),
        (rb"a\x41", r"a\x5cx41"),
        (rb"a\xFf", r"a\x5cxFf"),
        (rb"a\xg0", r"a\xg0"),
        (rb"\\x41", r"\\x5cx41"),
        (b"\xed\xa0\x80", r"\xed\xa0\x80"),
    ],
)
def test_spellings(name: bytes, spelling: str) -> None:
    """Bytes that are no UTF-8, and only what would read as an escape, are escaped in lower case."""
    assert escape(name) == spelling


def test_split_gives_the_bytes_of_each_name() -> None:
    """A path is split at its slashes, after which each name is bytes again."""
    assert split(r"a/\xff/名") == (b"a", b"\xff", "名".encode())


@pytest.mark.parametrize(
    "path", ["", "/a", "a/", "a//b", "..", "a/../b", ".", r"\x2e\x2e", r"\x2fetc", "a\0b", "\udcff"]
)
def test_split_refuses_what_is_no_path_of_an_entry(path: str) -> None:
    """A path that leads upwards, starts at the root, or has an empty name is refused, however it is spelled."""
    with pytest.raises(ValueError, match=r"not the path|surrogates"):
        split(path)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.csv", "a.csv"),
        ("営業/名簿.csv", "名簿.csv"),
        ("営業/名簿.csv?versionId=3f", "名簿.csv"),
        (r"営業/名簿.csv?versionId=3\x2fL4.x", "名簿.csv"),
        (r"営業/a\x3fversionId=1.csv", r"a\x3fversionId=1.csv"),
        ("営業/", ""),
    ],
)
def test_name_of_a_file(path: str, name: str) -> None:
    """Without its folder, and without the version that is meant of an object, so that its suffix is its own."""
    assert file_name(path) == name
