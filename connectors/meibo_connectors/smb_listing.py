"""The listing of a tree of folders, of any depth, in the order that ``posix_listing`` states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Entry, Trouble
from meibo_connectors.names import escape
from meibo_connectors.smb_entries import entry_of, judge
from meibo_connectors.smb_folder import Folder, can_be_asked_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


OBSTACLES: Final = ("offline-stub",)
"""What a file is listed with, though it must not be opened."""


class _Level:
    """A folder on the way from the root to where the listing stands."""

    __slots__ = ("identity", "names", "path", "prefix")

    def __init__(self, path: bytes, prefix: str, folder: Folder) -> None:
        self.path = path
        """The same as bytes that the server's names are made of."""
        self.prefix = prefix
        """How the paths of what lies in it begin."""
        self.names = folder.names[::-1]
        """What is still to come; the next is popped from the end."""
        self.identity = folder.identity


def list_tree(
    root: Folder, read: Callable[[bytes, bool], Folder], skip_folder: Callable[[str], bool]
) -> Iterator[Entry | Trouble]:
    """Everything below a folder that was read. ``read`` reads another by its path, and whether it may be a link."""
    levels = [_Level(b"", "", root)]
    while levels:
        level = levels[-1]
        if not level.names:
            levels.pop()
            continue
        found = level.names.pop()
        path = level.prefix + spell(found.name)
        verdict = judge(found)
        if not can_be_asked_for(found):
            yield Trouble(path, "io-error", found.is_folder, "STATUS_OBJECT_NAME_INVALID")
        elif verdict is not None and (found.is_folder or verdict.code not in OBSTACLES):
            yield Trouble(path, verdict.code, found.is_folder and verdict.code in OBSTACLES, verdict.detail)
        elif not found.is_folder:
            yield entry_of(path, found)
        elif not skip_folder(path):
            below = level.path + found.name
            try:
                folder = read(below, bool(found.tag))
            except ConnectorError as error:
                yield Trouble(path, error.code, is_folder=True, detail=error.detail)
                continue
            if folder.identity is not None and any(folder.identity == above.identity for above in levels):
                yield Trouble(path, "loop", is_folder=True)
            else:
                levels.append(_Level(below + b"/", path + "/", folder))


def spell(name: bytes) -> str:
    """A name as part of a path; a slash in it, which only a broken server shows, is spelled as a byte."""
    return escape(name).replace("/", r"\x2f")
