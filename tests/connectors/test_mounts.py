"""What is mounted from elsewhere is recognised and named, and made-up modes are never taken for an answer."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import meibo_connectors
from connectors.sddl import write_sddl
from meibo_connectors import mounts
from meibo_connectors.local import LocalConnector
from meibo_connectors.model import Access, Audience, Check, Entry
from meibo_connectors.mounts import read_table
from meibo_connectors.registry import parse_target

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "mounts.toml").read_text())
CIFS = "cifs //server/営業 rw,vers=3.1.1,uid=0,file_mode=0755,noserverino,nounix"
NFS4 = "nfs4 server:/export rw,vers=4.2,sec=sys"


@pytest.mark.parametrize("row", TABLE["served"], ids=lambda row: row["mount"])
def test_mounts_of_others_are_known(row: dict[str, Any]) -> None:
    """A line of the table gives the device, what is mounted without its login, and whether its modes mean anything."""
    ((device, found),) = read_table(row["line"].encode()).items()
    assert (device, str(found), found.has_modes) == (os.makedev(0, 50), row["mount"], row["has_modes"])


@pytest.mark.parametrize("row", TABLE["own"], ids=lambda row: row["line"])
def test_the_machines_own_are_not(row: dict[str, Any]) -> None:
    """File systems of the machine itself, and lines that make no sense, are no mounts of others."""
    assert read_table(row["line"].encode()) == {}


@pytest.fixture
def mount_as(share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], LocalConnector]:
    """Makes the share look mounted, in the system's table of mounts."""

    def mount(served: str) -> LocalConnector:
        device = share.stat().st_dev
        table = tmp_path / "mountinfo"
        table.write_text(f"42 28 {os.major(device)}:{os.minor(device)} / / rw - {served}\n")
        monkeypatch.setattr(mounts, "_TABLE", table)
        return LocalConnector(parse_target(str(share)))

    return mount


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, bytes], list[object]]:
    """Makes every file have an attribute, as a mount of others shows them; gives the places that were asked."""

    def show(name: str, value: bytes) -> list[object]:
        asked: list[object] = []
        real = os.getxattr

        def getxattr(place: int | bytes, attribute: str, *, follow_symlinks: bool = True) -> bytes:
            if attribute != name:
                return real(place, attribute, follow_symlinks=follow_symlinks)
            asked.append(place)
            return value

        monkeypatch.setattr(os, "getxattr", getxattr)
        return asked

    return show


def only_entry(connector: LocalConnector) -> Entry:
    (entry,) = connector.list(lambda _path: False)
    assert isinstance(entry, Entry)
    return entry


def put(path: Path, mode: int) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"text")
    path.chmod(mode)


@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_modes_of_a_share_say_nothing(mode: int, share: Path, mount_as: Callable[[str], LocalConnector]) -> None:
    """On cifs nobody knows who reads, whatever the mode; the owner is nobody's name."""
    put(share / "folder" / "a.txt", mode)
    connector = mount_as(CIFS)
    entry = only_entry(connector)
    assert entry.access == Access(Audience.UNKNOWN, "cifs mount of //server/営業: its modes say nothing")
    assert entry.owner == ""
    with connector.open(entry.path) as stream:
        assert connector.describe(stream, entry.path) == entry
    assert connector.find_access(entry.path) is None


def test_share_that_hands_out_descriptors_says_who_reads(
    share: Path, mount_as: Callable[[str], LocalConnector], answer: Callable[[str, bytes], list[object]]
) -> None:
    """Owner and readers come from the security descriptor, once a file is opened or asked for; a listing asks none."""
    asked = answer("system.cifs_acl", write_sddl("O:BAG:DUD:(A;;FA;;;BA)(A;;FR;;;WD)"))
    put(share / "folder" / "a.txt", 0o600)
    connector = mount_as(CIFS)
    entry = only_entry(connector)
    assert asked == []
    with connector.open(entry.path) as stream:
        first = connector.describe(stream, entry.path)
        assert connector.describe(stream, entry.path) == first
    assert len(asked) == 1
    assert (first.owner, first.access.audience) == ("Administrators", Audience.EVERYONE)
    assert first.access.source == "DACL: Everyone, cifs //server/営業"
    assert connector.find_access(entry.path) == first.access


def test_modes_of_an_export_count_and_the_export_is_named(
    share: Path, mount_as: Callable[[str], LocalConnector]
) -> None:
    """On NFS modes are the server's; who may mount it is not known, so the export is part of the source."""
    put(share / "folder" / "a.txt", 0o640)
    (share / "folder").chmod(0o700)
    entry = only_entry(mount_as(NFS4))
    assert entry.access == Access(Audience.OWNER, "mode 0640, folder 0700, nfs4 server:/export")


def ace(kind: int, flags: int, rights: int, who: str) -> bytes:
    name = who.encode()
    return struct.pack(">4I", kind, flags, rights, len(name)) + name + bytes(-len(name) % 4)


@pytest.mark.parametrize(
    ("aces", "audience", "source"),
    [
        ([ace(0, 0, 0x21, "OWNER@"), ace(0, 0, 0x21, "EVERYONE@")], Audience.EVERYONE, "NFSv4 ACL: EVERYONE@ r"),
        ([ace(0, 0, 0x01, "OWNER@"), ace(0, 0, 0x02, "EVERYONE@")], Audience.OWNER, "NFSv4 ACL: owner only"),
        (
            [ace(0, 0, 1, "taro@example.jp"), ace(0, 0x40, 1, "営業部@example.jp"), ace(0, 0x40, 1, "GROUP@")],
            Audience.GROUPS,
            "NFSv4 ACL: user:taro@example.jp r, group:営業部@example.jp r, GROUP@ r",
        ),
        ([ace(1, 0, 1, "EVERYONE@"), ace(0, 0, 1, "EVERYONE@")], Audience.OWNER, "NFSv4 ACL: owner only"),
        ([ace(1, 0, 1, "taro@example.jp"), ace(0, 0, 1, "EVERYONE@")], Audience.EVERYONE, "NFSv4 ACL: EVERYONE@ r"),
        ([ace(0, 0x08, 1, "EVERYONE@")], Audience.OWNER, "NFSv4 ACL: owner only"),
    ],
    ids=["everyone", "others may only write", "named", "denied to all before", "denied to one", "for new files only"],
)
def test_list_of_nfs_decides(
    aces: list[bytes],
    audience: Audience,
    source: str,
    share: Path,
    mount_as: Callable[[str], LocalConnector],
    answer: Callable[[str, bytes], list[object]],
) -> None:
    """A list of NFSv4 is asked for where a file matters, and says more than the mode, which may hide whom it names."""
    answer("system.nfs4_acl", struct.pack(">I", len(aces)) + b"".join(aces))
    put(share / "folder" / "a.txt", 0o600)
    connector = mount_as(NFS4)
    assert only_entry(connector).access == Access(Audience.OWNER, "mode 0600, nfs4 server:/export")
    assert connector.find_access("folder/a.txt") == Access(audience, f"{source}, nfs4 server:/export")


@pytest.mark.parametrize("acl", [b"", b"\0\0\0\1", struct.pack(">I", 1 << 31), struct.pack(">5I", 1, 0, 0, 1, 1 << 30)])
def test_list_of_nfs_that_cannot_be_read_is_unknown(
    acl: bytes,
    share: Path,
    mount_as: Callable[[str], LocalConnector],
    answer: Callable[[str, bytes], list[object]],
) -> None:
    """What is no list is no reason to say that only the owner reads."""
    answer("system.nfs4_acl", acl)
    put(share / "a.txt", 0o600)
    found = mount_as(NFS4).find_access("a.txt")
    assert found is not None
    assert found.audience is Audience.UNKNOWN


def test_folder_list_of_nfs_lets_pass_whom_the_mode_hides(
    share: Path, mount_as: Callable[[str], LocalConnector], answer: Callable[[str, bytes], list[object]]
) -> None:
    """A folder that its mode keeps to the owner is passed by those that its list names."""
    answer("system.nfs4_acl", struct.pack(">I", 1) + ace(0, 0x40, 0x21, "営業部@example.jp"))
    put(share / "folder" / "a.txt", 0o644)
    (share / "folder").chmod(0o700)
    assert only_entry(mount_as(NFS4)).access == Access(
        Audience.GROUPS, "mode 0644, folder NFSv4 ACL: group:営業部@example.jp x, nfs4 server:/export"
    )


@pytest.mark.parametrize("served", [CIFS, NFS4, "fuse.sshfs host:/ rw"])
def test_version_outlives_the_mount(share: Path, served: str, mount_as: Callable[[str], LocalConnector]) -> None:
    """Device and inode numbers, which the next mount may give anew, are no part of a version; a change still shows."""
    put(share / "a.txt", 0o644)
    connector = mount_as(served)
    before, status = only_entry(connector).version, (share / "a.txt").stat()
    assert not {str(status.st_dev), str(status.st_ino)} & set(before.split(":"))
    (share / "a.txt").write_bytes(b"more text")
    assert only_entry(connector).version != before


def test_single_file_on_a_mount(share: Path, mount_as: Callable[[str], LocalConnector]) -> None:
    """A file that is named itself is on its mount as well."""
    put(share / "a.txt", 0o644)
    mount_as(NFS4)
    connector = LocalConnector(parse_target(str(share / "a.txt")))
    entry = only_entry(connector)
    assert entry.access == Access(Audience.EVERYONE, "mode 0644, nfs4 server:/export")
    with connector.open(entry.path) as stream:
        assert connector.describe(stream, entry.path) == entry


def test_diagnosis_names_the_mount(share: Path, mount_as: Callable[[str], LocalConnector]) -> None:
    """Trying a target says what it is mounted from."""
    put(share / "a.txt", 0o644)
    assert list(mount_as(NFS4).diagnose()) == [
        Check("mount", "ok", "nfs4 server:/export"),
        Check("list", "ok"),
        Check("read", "ok"),
    ]
    assert [check.code for check in mount_as("ext4 /dev/vda rw").diagnose()] == ["list", "read"]


SCRIPT = """
import json, sys
from meibo_connectors.local import LocalConnector
from meibo_connectors.registry import parse_target
connector = LocalConnector(parse_target(sys.argv[1]))
entries = list(connector.list(lambda _: False))
for entry in entries:
    with connector.open(entry.path) as stream:
        assert connector.describe(stream, entry.path) == entry
checks = [f"{check.code} {check.detail}" for check in connector.diagnose()]
print(json.dumps([{entry.path: entry.access.source for entry in entries}, checks]))
"""


def list_mounted(commands: str, folder: Path) -> tuple[dict[str, str], list[str]]:
    """Sources by path, and checks, of a folder in which commands have mounted something, which nobody else sees."""
    steps = ["set -e", f"cd {folder}", commands, f"{sys.executable} -c '{SCRIPT}' {folder}", f"umount -l {folder}/*||:"]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(meibo_connectors.__file__).parents[1])}
    run = subprocess.run(
        ["unshare", "--mount", "sh", "-c", "; ".join(steps)],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert run.returncode == 0, run.stderr
    sources, checks = json.loads(run.stdout)
    return sources, checks


def test_tmpfs_bind_and_overlay_are_the_machines_own(share: Path) -> None:
    """What the machine itself keeps is named by its modes alone, wherever it is mounted."""
    for name in ("bound", "lower", "over", "temporary", "upper", "work"):
        (share / name).mkdir()
    put(share / "lower" / "a", 0o640)
    sources, checks = list_mounted(
        "mount --bind lower bound; mount -t tmpfs tmpfs temporary; touch temporary/b; chmod 600 temporary/b;"
        " mount -t tmpfs tmpfs work; mkdir work/up work/w; chmod 755 work/up;"
        " mount -t overlay overlay -o lowerdir=lower,upperdir=work/up,workdir=work/w over",
        share,
    )
    assert sources == {
        "bound/a": "mode 0640",
        "lower/a": "mode 0640",
        "over/a": "mode 0640",
        "temporary/b": "mode 0600",
    }
    assert [check.split()[0] for check in checks] == ["list", "read"]


def test_real_mount_of_a_server(share: Path) -> None:
    """A folder that is mounted by sshfs is named, and the folder above it doesn't bound who reaches it elsewhere."""
    for name in ("far", "near"):
        (share / name).mkdir()
    put(share / "far" / "folder" / "a", 0o640)
    put(share / "near-by", 0o644)
    share.chmod(0o700)
    server = share.with_suffix(".server")
    server.write_text("#!/bin/sh\nexec /usr/lib/openssh/sftp-server\n")
    server.chmod(0o755)
    try:
        sources, _ = list_mounted(f"sshfs -o ssh_command={server} me@host:{share}/far near", share)
    finally:
        server.unlink()
    assert sources == {
        "far/folder/a": "mode 0640, folder 0700",
        "near-by": "mode 0644, folder 0700",
        "near/folder/a": f"mode 0640, fuse.sshfs me@host:{share}/far",
    }
