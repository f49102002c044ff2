"""Who owns a local file, and who can read it."""

from __future__ import annotations

import os
import pwd
import stat
from typing import TYPE_CHECKING

import pytest

from meibo_connectors.model import Access, Audience, Entry
from meibo_connectors.posix_stat import kind_of, owner_name

if TYPE_CHECKING:
    from pathlib import Path

    from meibo_connectors.local import LocalConnector

EVERYONE, GROUPS, OWNER = Audience.EVERYONE, Audience.GROUPS, Audience.OWNER


def only_entry(connector: LocalConnector) -> Entry:
    (entry,) = connector.list(lambda _path: False)
    assert isinstance(entry, Entry)
    return entry


@pytest.mark.parametrize(
    ("target_mode", "folder_mode", "file_mode", "audience", "source"),
    [
        (0o755, 0o755, 0o644, EVERYONE, "mode 0644"),
        (0o755, 0o755, 0o604, EVERYONE, "mode 0604"),
        (0o755, 0o755, 0o640, GROUPS, "mode 0640"),
        (0o755, 0o755, 0o600, OWNER, "mode 0600"),
        (0o755, 0o755, 0o733, OWNER, "mode 0733"),
        (0o755, 0o755, 0o4755, EVERYONE, "mode 4755"),
        (0o711, 0o711, 0o644, EVERYONE, "mode 0644"),
        (0o755, 0o754, 0o644, GROUPS, "mode 0644, folder 0754"),
        (0o755, 0o700, 0o644, OWNER, "mode 0644, folder 0700"),
        (0o750, 0o755, 0o644, GROUPS, "mode 0644, folder 0750"),
        (0o700, 0o755, 0o644, OWNER, "mode 0644, folder 0700"),
        (0o750, 0o700, 0o644, OWNER, "mode 0644, folder 0700"),
        (0o700, 0o750, 0o640, OWNER, "mode 0640, folder 0700"),
        (0o750, 0o755, 0o640, GROUPS, "mode 0640"),
        (0o700, 0o700, 0o600, OWNER, "mode 0600"),
    ],
)
def test_audience_follows_the_modes(
    target_mode: int,
    folder_mode: int,
    file_mode: int,
    audience: Audience,
    source: str,
    share: Path,
    connector: LocalConnector,
) -> None:
    """A file is read by whom its mode lets in, and only by those who can pass every folder from the target down."""
    file = share / "folder" / "a.txt"
    file.parent.mkdir()
    file.touch()
    file.chmod(file_mode)
    file.parent.chmod(folder_mode)
    share.chmod(target_mode)
    entry = only_entry(connector)
    assert entry.access == Access(audience, source)
    with connector.open(entry.path) as stream:
        assert connector.describe(stream, entry.path) == entry


def test_narrow_folder_does_not_narrow_its_neighbours(share: Path, connector: LocalConnector) -> None:
    """What one folder hides says nothing about the files beside it."""
    for name, mode in (("a", 0o700), ("b", 0o755)):
        (share / name).mkdir()
        (share / name / "x").touch(0o644)
        (share / name).chmod(mode)
    audiences = {entry.path: entry.access.audience for entry in connector.list(lambda _path: False)}  # type: ignore[union-attr]
    assert audiences == {"a/x": OWNER, "b/x": EVERYONE}


def test_owner_is_the_users_name(share: Path, connector: LocalConnector) -> None:
    """The owner is shown by name."""
    (share / "a.txt").touch()
    assert only_entry(connector).owner == pwd.getpwuid(os.geteuid()).pw_name


def test_unknown_owner_is_a_number() -> None:
    """A user that the system does not know is shown as the number."""
    unknown = next(uid for uid in range(54_321, 65_000) if not _is_known(uid))
    assert owner_name(unknown) == str(unknown)


def _is_known(uid: int) -> bool:
    return any(user.pw_uid == uid for user in pwd.getpwall())


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        (stat.S_IFIFO, "fifo"),
        (stat.S_IFSOCK, "socket"),
        (stat.S_IFCHR, "character device"),
        (stat.S_IFBLK | 0o660, "block device"),
        (stat.S_IFDIR | 0o755, "folder"),
        (0, "unknown"),
    ],
)
def test_kinds(mode: int, kind: str) -> None:
    """Each kind of special file has its word."""
    assert kind_of(mode) == kind
