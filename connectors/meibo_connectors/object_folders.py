"""Folders of object stores, which are nothing but parts of keys: which of them are left out of a listing."""

from __future__ import annotations

from collections.abc import Callable


class Folders:
    """Which folders are left out; each is asked about once, as long as paths come in order."""

    def __init__(self, skip_folder: Callable[[str], bool]) -> None:
        self._skip_folder = skip_folder
        self._names: list[str] = []
        self._skipped_depth: int | None = None
        self._last = ""
        self._holds_last = True

    @property
    def skipped(self) -> str:
        """The folder that the last path was left out with; empty where it wasn't."""
        return "/".join(self._names) if self._skipped_depth is not None and not self._holds_last else ""

    def holds(self, path: str) -> bool:
        """Whether a file is in no folder that is left out."""
        folder = path.rpartition("/")[0]
        if folder != self._last:
            self._last, self._holds_last = folder, self.enters(folder)
        return self._holds_last

    def enters(self, folder: str) -> bool:
        """Whether neither the folder nor one above it is left out."""
        names = folder.split("/") if folder else []
        same = 0
        while same < min(len(names), len(self._names)) and names[same] == self._names[same]:
            same += 1
        if self._skipped_depth is not None and self._skipped_depth <= same:
            return False
        self._names, self._skipped_depth = names[:same], None
        for name in names[same:]:
            self._names.append(name)
            if self._skip_folder("/".join(self._names)):
                self._skipped_depth = len(self._names)
                return False
        return True
