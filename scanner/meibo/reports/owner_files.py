"""Files with people by their owner, riskiest first, without holding them in memory."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from meibo.assessment.rated_file import RatedFile
from meibo.assessment.survey import Survey
from meibo.reports.cell_text import spell_out
from meibo.reports.ledger_places import holds_people

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\s]+')
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_NAME_BYTES: Final = 120


class FilesByOwner:
    """Memory holds 16 bytes a file and its owner's name; the files wait in ``spool``."""

    def __init__(self, survey: Survey, spool: Path) -> None:
        self._spool = spool
        self._places: dict[str, array[int]] = {}
        encode = msgspec.msgpack.Encoder().encode
        with spool.open("wb") as stream:
            for file in survey.ranked():
                if holds_people(file):
                    start = stream.tell()
                    self._places.setdefault(file.asset.owner, array("q")).extend((start, stream.write(encode(file))))

    def owners(self) -> list[tuple[str, int]]:
        """Every owner with the number of their files."""
        return [(owner, len(places) // 2) for owner, places in sorted(self._places.items())]

    def files(self, owner: str) -> Iterator[RatedFile]:
        """The files of an owner, riskiest first."""
        decode = msgspec.msgpack.Decoder(RatedFile).decode
        places = self._places[owner]
        with self._spool.open("rb") as stream:
            for start, size in zip(places[::2], places[1::2], strict=True):
                stream.seek(start)
                yield decode(stream.read(size))


def make_file_name(name: str, taken: set[str]) -> str:
    r"""A name of a file that every system takes and that is not among ``taken``, to which it is added.

    >>> make_file_name("CORP\\tanaka:1", set()), make_file_name("con", set()), make_file_name("..", set())
    ('CORP_tanaka_1', '_con', '_')
    """
    safe = _FORBIDDEN.sub("_", spell_out(name)).strip("._") or "_"
    if _DEVICES.fullmatch(safe):
        safe = f"_{safe}"
    safe = safe.encode()[:_NAME_BYTES].decode("utf-8", "ignore")
    number, chosen = 1, safe
    while chosen.casefold() in taken:
        number += 1
        chosen = f"{safe}-{number}"
    taken.add(chosen.casefold())
    return chosen
