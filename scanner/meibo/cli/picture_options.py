"""Options of every command that can read pictures."""

from __future__ import annotations

import argparse
from typing import Any, Final

from meibo.cli.options import Parser, UsageError, seconds
from meibo.configuration.pictures import PictureWork

_USUAL: Final = PictureWork()
PICTURE_DEFAULTS: Final[dict[str, Any]] = {
    "ocr": False, "faces": False, "ocr_seconds": _USUAL.seconds, "ocr_file_seconds": _USUAL.file_seconds,
}  # fmt: skip


def add_pictures(parser: Parser, of_all: str = "option-ocr-seconds-here") -> None:
    """The options; ``of_all`` says what the time of all pictures means to the command."""
    add, say = parser.add_argument, parser.say
    add("--ocr", action="store_true", help=say("option-ocr"))
    add("--faces", action="store_true", help=say("option-faces"))
    add("--ocr-seconds", metavar="SECONDS", type=seconds, help=say(of_all))
    add("--ocr-file-seconds", metavar="SECONDS", type=seconds, help=say("option-ocr-file-seconds"))


def find_pictures(options: argparse.Namespace) -> PictureWork:
    """What is to be done with pictures; raises UsageError where a library for it is missing."""
    for name in ("ocr", "faces"):
        if getattr(options, name):
            _check(name)
    return PictureWork(
        reads_text=options.ocr,
        finds_faces=options.faces,
        file_seconds=options.ocr_file_seconds,
        seconds=options.ocr_seconds,
    )


def _check(name: str) -> None:
    from meibo.extraction.optional import find_library  # only then: it takes time

    library = find_library(name)
    if not library.is_here():
        raise UsageError("error-picture-library", option=f"--{name}", remedy=library.remedy)
