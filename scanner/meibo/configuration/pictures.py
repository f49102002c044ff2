"""What is done with pictures, and how long that may take."""

from __future__ import annotations

from typing import Final

import msgspec

from meibo.configuration.limits import Limits

SECONDS_A_PICTURE: Final = 3.0
"""What a page of A4 takes one worker, where nothing was measured yet."""


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

    def covers(self, wanted: PictureWork) -> bool:
        """Whether a file of which this was done has nothing to gain from the other."""
        return self.does(wanted) and self.file_seconds >= wanted.file_seconds

    def does(self, wanted: PictureWork) -> bool:
        """Whether it looks for all that the other looks for, if perhaps for less long."""
        return self.reads_text >= wanted.reads_text and self.finds_faces >= wanted.finds_faces

    @property
    def on_a_file(self) -> dict[str, object]:
        """What of it decides what is found in a file."""
        return {"reads_text": self.reads_text, "finds_faces": self.finds_faces, "file_seconds": self.file_seconds}

    def extend(self, limits: Limits) -> Limits:
        """The limits of a file with room for its pictures."""
        return msgspec.structs.replace(limits, seconds=limits.seconds + self.file_seconds) if self else limits
