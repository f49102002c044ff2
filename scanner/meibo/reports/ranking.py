"""Puts the files of a scan in order, riskiest first, without holding them all in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from meibo.assessment.risk import Risk, assess
from meibo.inventory.rows import Asset
from meibo.reports.model import ReportOptions


class RankedFile(msgspec.Struct, frozen=True):
    """A file and its rating."""

    asset: Asset
    risk: Risk


def rank(assets: Iterable[Asset], options: ReportOptions, spool: Path) -> Iterator[RankedFile]:
    """The files by level, score, people, and then as they came.

    They wait in the file ``spool``; memory holds their ranks and places in it only.
    """
    places: list[tuple[int, float, int, int, int]] = []
    encode, decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(RankedFile).decode
    with spool.open("w+b") as stream:
        start = 0
        for asset in assets:
            risk = assess(asset, options.least_score, options.rules)
            size = stream.write(encode(RankedFile(asset, risk)))
            places.append((-risk.level.grade, -risk.score, -asset.persons_most, start, size))
            start += size
        places.sort()
        for *_, start, size in places:
            stream.seek(start)
            yield decode(stream.read(size))
