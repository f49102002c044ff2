"""A folder on a share of a real Samba, and what a user who may only read finds there."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from meibo_connectors.options import Options, SmbOptions
from meibo_connectors.registry import connect, parse_target
from servers.samba import OTHER_USER, PASSWORD, USER, Samba

if TYPE_CHECKING:
    from meibo_connectors.base import Connector

SHARE, STUBS, SEALED, LINKS, REFUSED = "files", "stubs", "sealed", "links", "refused"
_FORBIDDEN = '"*:<>?|\\'


def make_samba(folder: Path) -> Samba:
    """A server that keeps all in a folder, not yet started: a share for all, and others with oddities of their own."""
    shares = {name: folder / name for name in (SHARE, STUBS, SEALED, LINKS, REFUSED)}
    for shared in shares.values():
        shared.mkdir()
    options = {
        "global": {"host msdfs": "yes"},
        STUBS: {"vfs objects": "offline"},
        SEALED: {"server smb encrypt": "required"},
        LINKS: {"msdfs root": "yes"},
        REFUSED: {"valid users": OTHER_USER},
    }
    return Samba(folder / "state", shares, options)


class SmbPlace:
    """What is put lies on the server's disk, owned by root, and is read over the share by another user."""

    shows_changes = False
    many = 10_000
    orders_by_bytes = True

    def __init__(self, samba: Samba, port: int | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=samba.folders[SHARE]))
        self.folder.chmod(0o755)
        self.samba = samba
        self.port = port or samba.port

    def connect(self, **options: object) -> Connector:
        given = {"username": USER, "password": PASSWORD, **options}
        target = parse_target(f"smb://127.0.0.1:{self.port}/{SHARE}/{self.folder.name}")
        return connect(target, Options(smb=SmbOptions(**given)))

    def put(self, path: str, content: bytes = b"") -> None:
        file = self.folder / self.stored(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def put_empty(self, paths: list[str]) -> None:
        """Many files at once: names of one file, which are made twenty times faster than files."""
        first, *others = paths
        self.put(first)
        for path in others:
            (self.folder / path).hardlink_to(self.folder / first)

    def remove(self, path: str) -> None:
        (self.folder / path).unlink()

    def stored(self, path: str) -> str:
        """As clients that have other characters do it: those that SMB forbids stand in the private area of Unicode."""
        names = path.translate({ord(each): 0xF000 + ord(each) for each in _FORBIDDEN}).split("/")
        return "/".join(f"{name[:-1]}\uf029" if name.endswith(".") else name for name in names)
