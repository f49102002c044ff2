"""Who can read a local file by modes and access lists: what is said, and what the system then really lets happen."""

from __future__ import annotations

import contextlib
import grp
import os
import struct
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from connectors.posix_lists import set_list
from meibo_connectors import posix_acl
from meibo_connectors.local import LocalConnector
from meibo_connectors.model import Access, Audience, Entry
from meibo_connectors.posix_acl import READ, find_allowed
from meibo_connectors.registry import parse_target

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER = 60000
STRANGER = 65534
CASES = tomllib.loads((Path(__file__).parent / "cases" / "posix_access.toml").read_text())["case"]


@pytest.fixture
def laid_out(case: dict[str, Any], share: Path) -> Path:
    """The case's file in its folder in the share."""
    file = share / "folder" / "a.txt"
    file.parent.mkdir()
    file.write_bytes(b"text")
    for path, key, usual in ((file, "file", "0644"), (file.parent, "folder", "0755")):
        os.chown(path, OWNER, OWNER)
        path.chmod(int(case.get(key, usual), 8))
        if f"{key}_acl" in case:
            set_list(path, case[f"{key}_acl"])
    return file


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case: dict[str, Any], laid_out: Path, connector: LocalConnector) -> None:
    """A row of the table: the listing says it, the open file says the same, and whoever it lets in can open it."""
    (entry,) = connector.list(lambda _path: False)
    assert isinstance(entry, Entry)
    assert entry.access == Access(Audience(case["audience"]), case["source"])
    with connector.open(entry.path) as stream:
        assert connector.describe(stream, entry.path) == entry
    assert connector.find_access(entry.path) is None
    assert {who: can_open(laid_out, who) for who in [*case["reads"], *case.get("refused", [])]} == (
        dict.fromkeys(case["reads"], True) | dict.fromkeys(case.get("refused", []), False)
    )


@pytest.mark.parametrize("case", [{"file": "0640", "file_acl": ["group::-", "group:60001:r", "mask::r"]}])
def test_target_that_is_a_single_file_says_the_same(case: dict[str, Any], laid_out: Path) -> None:
    """A file that is named itself has its list read too."""
    connector = LocalConnector(parse_target(str(laid_out)))
    (entry,) = connector.list(lambda _path: False)
    assert isinstance(entry, Entry)
    assert entry.access == Access(Audience.GROUPS, "mode 0640 (ACL: group:60001 r)")
    with connector.open(entry.path) as stream:
        assert connector.describe(stream, entry.path) == entry
    connector.close()


def test_list_of_a_files_link_is_not_the_files(share: Path) -> None:
    """A list is never read through a link: what a link names may lie anywhere."""
    (share / "a").touch(0o640)
    set_list(share / "a", ["group::-", "group:60001:r", "mask::r"])
    (share / "link").symlink_to("a")
    assert posix_acl.read_acl(share / "a", follows=False)
    assert posix_acl.read_acl(share / "link") == posix_acl.read_acl(share / "a")
    assert posix_acl.read_acl(share / "link", follows=False) == b""


def test_lists_are_read_at_any_depth(share: Path, connector: LocalConnector) -> None:
    """The length of a path doesn't matter: no path is handed over as a whole."""
    name, depth = "f" * 200, 30
    descriptor = os.open(share, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=descriptor)
        below = os.open(name, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = below
    os.close(os.open("a", os.O_CREAT, 0o640, dir_fd=descriptor))
    set_list(Path(f"/proc/self/fd/{descriptor}/a"), ["group::-", "group:60001:r", "mask::r"])
    os.close(descriptor)
    (entry,) = connector.list(lambda _path: False)
    assert isinstance(entry, Entry)
    assert entry.access == Access(Audience.GROUPS, "mode 0640 (ACL: group:60001 r)")


def test_names_are_spelled_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A group is shown by its name, in any script, cut where it is very long."""
    monkeypatch.setattr(grp, "getgrgid", lambda number: grp.struct_group(("営業部" * number, "x", number, [])))
    posix_acl._group_name.cache_clear()
    acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", 0x08, 4, number) for number in (1, 100))
    assert find_allowed(acl, READ, 0) == ("group:営業部 r", f"group:{('営業部' * 100)[:64]} r")
    posix_acl._group_name.cache_clear()


@pytest.mark.parametrize("acl", [b"\2\0\0", b"\1\0\0\0", b"\2\0\0\0" + b"\0" * 7, b"\3\0\0\0" + b"\0" * 8])
def test_what_is_no_list_is_refused(acl: bytes) -> None:
    """Another version, or half an entry, is no list."""
    with pytest.raises(ValueError, match="access control list"):
        find_allowed(acl, READ, 0)


def can_open(file: Path, who: str) -> bool:
    """Whether ``user:NUMBER``, ``group:NUMBER+NUMBER`` or ``anybody`` can open a file for reading."""
    kind, _, numbers = who.partition(":")
    user = int(numbers) if kind == "user" else STRANGER
    with become(user, [int(number) for number in numbers.split("+")] if kind == "group" else []):
        try:
            os.close(os.open(file, os.O_RDONLY))
        except PermissionError:
            return False
    return True


@contextlib.contextmanager
def become(user: int, groups: list[int]) -> Iterator[None]:
    """Run what is within as another user; only root can."""
    with contextlib.ExitStack() as restore:
        restore.callback(os.setgroups, os.getgroups())
        os.setgroups(groups)
        restore.callback(os.setegid, os.getegid())
        os.setegid(STRANGER)
        restore.callback(os.seteuid, os.geteuid())
        os.seteuid(user)
        yield
