"""What the three readers of PDF share: how they refuse a file, and the account of its pages."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from meibo.extraction.describe import describe_exception
from meibo.extraction.model import Notice
from meibo.extraction.pdf.usable import is_usable

if TYPE_CHECKING:
    from collections.abc import Iterator


class RefusedError(Exception):
    """The reader cannot open the file, and has yielded nothing of it: another may."""


def silence(library: str) -> None:
    """Let a library log nothing: its messages quote what the file holds."""
    logging.getLogger(library).setLevel(logging.CRITICAL + 1)


class PageAccount:
    """How many pages could not be read, and why."""

    def __init__(self) -> None:
        self._image_only = self._damaged = 0
        self._why = ""

    def add(self, text: str, *, has_content: bool) -> None:
        """A page that was opened; one with content, but without text that can be read, is an image."""
        if has_content and not is_usable(text):
            self.add_picture()

    def add_picture(self) -> None:
        """A page that shows a picture, which nobody reads."""
        self._image_only += 1

    def add_damaged(self, error: Exception) -> None:
        """A page that cannot be opened."""
        self._damaged += 1
        self._why = self._why or describe_exception(error)

    def report(self) -> Iterator[Notice]:
        """At most one notice of each kind."""
        if self._image_only:
            yield Notice("image-only", self._image_only)
        if self._damaged:
            yield Notice("damaged", self._damaged, self._why)
