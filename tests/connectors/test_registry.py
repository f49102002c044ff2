"""From what a user names to a target and its connector."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import meibo_connectors
from meibo_connectors.file_uri import path_of
from meibo_connectors.local import LocalConnector
from meibo_connectors.model import Target
from meibo_connectors.registry import SCHEMES, connect, parse_target


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        ("/srv/share", "file:///srv/share"),
        ("/srv/share/", "file:///srv/share"),
        ("/srv//a/./b/../share", "file:///srv/a/share"),
        ("/", "file:///"),
        ("/srv/名簿 1%.csv", "file:///srv/%E5%90%8D%E7%B0%BF%201%25.csv"),
        ("/srv/\udcff#?", "file:///srv/%FF%23%3F"),
        ("file:///srv/share", "file:///srv/share"),
        ("FILE://localhost/srv/share/", "file:///srv/share"),
        ("file:///srv/名簿", "file:///srv/%E5%90%8D%E7%B0%BF"),
        ("file:///srv/%e5%90%8d", "file:///srv/%E5%90%8D"),
    ],
)
def test_target_has_one_uri(text: str, uri: str) -> None:
    """A path and its URIs, however spelled, are one target with every byte percent-encoded that needs it."""
    assert parse_target(text) == Target(uri)


def test_relative_path_is_below_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path becomes absolute."""
    monkeypatch.chdir(tmp_path)
    assert parse_target("share") == parse_target(str(tmp_path / "share"))


def test_link_in_a_target_is_kept(tmp_path: Path) -> None:
    """The target keeps the name that the user gave, also where that is a link."""
    (tmp_path / "link").symlink_to("/")
    assert parse_target(str(tmp_path / "link")).uri.endswith("/link")


@pytest.mark.parametrize("path", [b"/", b"/a b", b"/\xff\x96", b"/%41", "/名簿".encode(), b"/a\nb", b"/\\x41"])
def test_every_byte_of_a_path_survives(path: bytes) -> None:
    """The path is read back from the target's URI byte by byte."""
    assert path_of(parse_target(os.fsdecode(path)).uri) == path


@pytest.mark.parametrize("text", ["ftp://user:secret@server/share", "gopher://secret"])
def test_unknown_scheme_names_the_known_ones_and_no_secret(text: str) -> None:
    """An unknown scheme is refused with the schemes there are, without quoting what may hold a password."""
    with pytest.raises(ValueError, match="file://") as caught:
        parse_target(text)
    assert text.partition("://")[0] in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "a\0b", "file://", "file://share", "file:///a%00b", "file://server/share"])
def test_text_that_names_no_place_here_is_refused(text: str) -> None:
    """An empty text, a NUL, a missing path and another machine's name are errors."""
    with pytest.raises(ValueError, match=r"target|URI"):
        parse_target(text)


def test_connect_gives_the_schemes_connector(tmp_path: Path) -> None:
    """A file target is reached by the local connector, and an unknown scheme by none."""
    assert isinstance(connect(parse_target(str(tmp_path))), LocalConnector)
    with pytest.raises(ValueError, match="file://"):
        connect(Target("gopher://server"))


def test_schemes_are_sorted_and_unique() -> None:
    """Each scheme stands once, in order."""
    schemes = [scheme.name for scheme in SCHEMES]
    assert schemes == sorted(set(schemes))


def test_registry_imports_no_connector() -> None:
    """Importing the registry loads no connector, so none of their libraries."""
    script = "import sys, meibo_connectors.registry; print(*(m for m in sys.modules if 'local' in m and 'meibo' in m))"
    environment = {**os.environ, "PYTHONPATH": str(Path(meibo_connectors.__file__).parent.parent)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
