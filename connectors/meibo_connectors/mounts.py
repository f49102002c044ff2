"""File systems that are reached through a mount: which they are, and whether the modes they show are their server's.

From ``/proc/self/mountinfo`` (``proc(5)``); where there is none, nothing is said to be mounted.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

import msgspec

_TABLE = Path("/proc/self/mountinfo")
_OCTAL = re.compile(rb"\\([0-7]{3})")
_LOGIN = re.compile(r"(?<=://)[^/]*@")
_LONGEST_SOURCE = 200

_SHOWS_MODES: Final = frozenset(
    ["9p", "beegfs", "ceph", "fuse", "glusterfs", "gpfs", "lustre", "nfs", "nfs4", "panfs", "virtiofs"]
)
"""Modes are those that the server keeps. ``fuse`` stands for every ``fuse.NAME`` that isn't listed below."""

_MAKES_UP_MODES: Final = frozenset(
    [
        "afs", "cifs", "davfs", "drvfs", "prl_fs", "smb3", "smbfs", "vboxsf", "vmhgfs",
        "fuse.blobfuse", "fuse.blobfuse2", "fuse.curlftpfs", "fuse.davfs2", "fuse.gcsfuse", "fuse.goofys",
        "fuse.gvfsd-fuse", "fuse.mount-s3", "fuse.mountpoint-s3", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs",
        "fuse.vmhgfs-fuse",
    ]
)  # fmt: skip
"""Modes and owners come from the options of the mount, and say nothing of who can read on the server."""

_REAL_MODES: Final = frozenset(["cifsacl", "modefromsid", "posix", "unix", "metadata"])
"""Options by which cifs, and drvfs, show what the server keeps."""


class Mount(msgspec.Struct, frozen=True):
    """A file system that another machine, or a program, serves."""

    kind: str
    """As the system calls it: ``cifs``, ``nfs4``, ``fuse.sshfs``."""
    source: str
    """What is mounted: ``//server/share``, ``server:/export``; without a login that it may have held."""
    has_modes: bool
    """Whether modes and owners are those that the server keeps."""

    def __str__(self) -> str:
        return f"{self.kind} {self.source}"


class Mounts:
    """The mounts of this machine by device number; the table is read when it is first needed."""

    def __init__(self) -> None:
        self._known: dict[int, Mount | None] = {}

    def find(self, device: int) -> Mount | None:
        """The mount that a file's device number belongs to; None for a file system of this machine."""
        if device not in self._known:  # at first, and for what was mounted since, as automounts are
            self._known = dict.fromkeys([*self._known, device]) | read_table(_read())
        return self._known[device]


def read_table(table: bytes) -> dict[int, Mount]:
    """What a mount table holds that is served by others, by device number; lines that can't be read are passed over."""
    found: dict[int, Mount] = {}
    for line in table.splitlines():
        place, separator, device = line.partition(b" - ")
        fields, served = place.split(b" "), device.split(b" ")
        if not separator or len(fields) < 3 or len(served) < 2:
            continue
        major, _, minor = fields[2].partition(b":")
        mount = _mount(served[0].decode(errors="replace"), _plain(served[1]), b"".join(served[2:3]).decode("latin-1"))
        if mount is not None and major.isdigit() and minor.isdigit():
            found.setdefault(os.makedev(int(major), int(minor)), mount)
    return found


def _mount(kind: str, source: str, options: str) -> Mount | None:
    chosen = {option.partition("=")[0] for option in options.split(",")}
    if kind == "9p" and "aname=drvfs" in options:  # a drive of Windows, as its Linux subsystem mounts it
        kind = "drvfs"
        chosen |= set(options.replace(";", ",").split(","))
    if kind == "fuse" and source.startswith("http"):  # how davfs2 mounts
        kind = "davfs"
    if kind in _MAKES_UP_MODES:
        return Mount(kind, source, not chosen.isdisjoint(_REAL_MODES))
    if kind in _SHOWS_MODES or kind.startswith("fuse."):
        return Mount(kind, source, has_modes=True)
    return None


def _plain(source: bytes) -> str:
    text = _OCTAL.sub(lambda match: bytes([int(match[1], 8) & 0xFF]), source).decode(errors="backslashreplace")
    return "".join(char if char.isprintable() else "\ufffd" for char in _LOGIN.sub("", text)[:_LONGEST_SOURCE])


def _read() -> bytes:
    try:
        return _TABLE.read_bytes()
    except OSError:
        return b""
