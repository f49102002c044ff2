"""What is done with pictures, and how long that may take."""

from __future__ import annotations

import msgspec


class PictureWork(msgspec.Struct, frozen=True):
    """Reading a picture costs seconds, not milliseconds: nothing is done with one unless that is asked for."""

    reads_text: bool = False
    """``--ocr``: text in pictures, and on pages of documents that have none of their own."""
    finds_faces: bool = False
    """``--faces``: portraits."""
    file_seconds: float = 60.0
    """Of all pictures in one file; the rest of them stays unread."""
    seconds: float = 3600.0
    """Of all pictures of a scan, by the clock; the most promising ones come first."""

    def __bool__(self) -> bool:
        return self.reads_text or self.finds_faces
