"""``meibo demo DIR``: a synthetic share with its answer key."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from meibo.cli.options import Parser, UsageError
from meibo.cli.terminal import Terminal, clean

if TYPE_CHECKING:
    from meibo.samples.pictures.fonts import Faces


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    parser.add_argument("folder", metavar="DIR", type=Path, help=parser.say("option-folder"))
    parser.add_argument("--seed", metavar="N", type=int, help=parser.say("option-seed"))
    parser.add_argument("--persons", metavar="N", type=int, help=parser.say("option-persons"))
    parser.add_argument("--pictures", action="store_true", help=parser.say("option-pictures"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Make the share and say where it is."""
    from meibo.samples.share import ShareExistsError, write_share

    options = argparse.Namespace(**{"seed": 1, "persons": 120, "pictures": False, **vars(given)})
    shown = clean(str(options.folder))
    try:
        faces = _find_faces(terminal) if options.pictures else None
        made = write_share(options.folder, options.seed, options.persons, faces)
    except ShareExistsError:
        raise UsageError("error-demo-exists", path=shown) from None
    except (OSError, ValueError) as error:
        raise UsageError(
            "error-demo", path=shown, why=error.strerror if isinstance(error, OSError) else error
        ) from None
    terminal.print(terminal.say("demo-made", files=made.files, persons=made.persons, share=clean(str(made.share)),
                                key=clean(str(made.key))))  # fmt: skip
    return 0


def _find_faces(terminal: Terminal) -> Faces | None:
    """What pictures are drawn with; where it is missing, that is said, and all else is made."""
    from meibo.samples.pictures.fonts import MissingError, find_faces

    try:
        return find_faces()
    except MissingError as error:
        terminal.note(terminal.say(f"demo-no-{error.missing}"))
        return None
