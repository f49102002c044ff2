"""What a drawn picture is: its image and every value that can be read in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from meibo.samples.page import Hint, Value

if TYPE_CHECKING:
    from PIL import Image


class Field(msgspec.Struct, frozen=True):
    """A value that stands in a picture."""

    detector: str
    value: str
    """As written, the lines and boxes that it fills joined; empty of a portrait."""
    label: str
    """What stands beside or above it, such as ``氏名``; empty where nothing does."""
    normalised: str
    person: str | None = None
    confidence: Hint = "any"

    @property
    def part(self) -> Value:
        """The value as texts plant it."""
        return Value(self.detector, self.value, self.normalised, self.person, self.confidence)


def describe(part: Value, label: str) -> Field:
    """The field of a value."""
    return Field(part.detector, part.text, label, part.normalised, part.person, part.confidence)


class DrawnPage(msgspec.Struct, frozen=True):
    """One picture."""

    name: str
    """Of this picture among all that were drawn with it, such as ``roster-300dpi``."""
    kind: str
    """What it shows, such as ``roster``."""
    image: Image.Image
    """Its resolution is in ``image.info["dpi"]``."""
    fields: tuple[Field, ...]
    """In reading order of a person."""
