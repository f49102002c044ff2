"""A scan as a whole: its files, riskiest first, and its groups."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy as np

from meibo.assessment.file_columns import FileColumns
from meibo.assessment.gathering import Groups
from meibo.assessment.group import Dimension, Group
from meibo.assessment.people import Readings
from meibo.assessment.rated_file import RatedFile, rate_file
from meibo.assessment.risk_rules import RiskRules
from meibo.assessment.spooled_people import SpooledPeople
from meibo.inventory.reader import Reader
from meibo.inventory.rows import Asset
from meibo_detectors.person_sets import Keys
from meibo_detectors.persons import KEY_BYTES

_FILES, _KEYS = "survey.files", "survey.keys"


class Survey:
    """Made by ``survey_scan``; good as long as its folder is there.

    Memory holds some 80 bytes a file, 16 a name with a reading, and while groups are counted the keys of the people
    of one of them.
    """

    def __init__(self, spool: Path, files: FileColumns, places: array[int], rules: RiskRules, readings: Keys) -> None:
        self._spool, self._files, self._rules = spool, files, rules
        self._places = np.frombuffer(places, np.int64) if len(places) else np.zeros(1, np.int64)
        self._copies = files.count_copies()
        self._people = SpooledPeople(spool / _KEYS, files, readings)
        self._groups: dict[Dimension, Groups] = {}

    def __len__(self) -> int:
        return len(self._files)

    def ranked(self) -> Iterator[RatedFile]:
        """The files by level, score, people, and then as they came."""
        column = self._files.column
        keys = [-column(name).astype(np.float64) for name in ("most", "score", "level")]
        order = np.lexsort((np.arange(len(self)), *keys))
        decode = msgspec.msgpack.Decoder(RatedFile).decode
        with (self._spool / _FILES).open("rb") as stream:
            for at in order.tolist():
                stream.seek(self._places[at])
                file = decode(stream.read(self._places[at + 1] - self._places[at]))
                copies = int(self._copies[at])
                yield msgspec.structs.replace(file, copies=copies) if copies else file

    def groups(self, dimension: Dimension) -> Groups:
        """The groups of a dimension, those with most people first."""
        if dimension not in self._groups:
            self._groups[dimension] = Groups(dimension, self._files, self._people, self._rules)
        return self._groups[dimension]

    @property
    def total(self) -> Group:
        """All files together."""
        return self.groups("all")[0]


def survey_scan(
    reader: Reader, scan: int, spool: Path, least_score: int, rules: RiskRules,
    wanted: Callable[[Asset], bool] = lambda _: True,
) -> Survey:  # fmt: skip
    """Look at every wanted file of a scan once; what waits for later lies in ``spool``, an existing private folder."""
    files, places, readings = FileColumns(), array("q", [0]), Readings()
    encode = msgspec.msgpack.Encoder().encode
    end = 0
    with (spool / _FILES).open("wb") as stream, (spool / _KEYS).open("wb") as key_stream:
        for asset, keys in _join_keys(reader.assets(scan), reader.person_keys(scan)):
            if not wanted(asset):
                continue
            file = rate_file(asset, least_score, rules)
            stream.write(encode(file))
            places.append(stream.tell())
            start, end = end, end + key_stream.write(keys)
            readings.add(keys)
            files.add(file, start // KEY_BYTES, end // KEY_BYTES)
    return Survey(spool, files, places, rules, readings.unite())


def _join_keys(assets: Iterator[Asset], rows: Iterator[tuple[int, bytes]]) -> Iterator[tuple[Asset, bytes]]:
    """Each file with the packed keys of its people, which come in the order of the files."""
    version, keys = next(rows, (-1, b""))
    for asset in assets:
        if asset.version_id != version:
            yield asset, b""
            continue
        yield asset, keys
        version, keys = next(rows, (-1, b""))
