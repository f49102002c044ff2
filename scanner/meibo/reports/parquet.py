"""Findings as Apache Parquet, for tools that compute over tables; by pyarrow, the extra columnar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from meibo import __version__
from meibo.inventory.reader import Reader
from meibo.inventory.rows import PositionRow
from meibo.reports.findings import CONFIDENCE_WORDS
from meibo.reports.model import ReportOptions

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_ROWS: Final = 20_000
GROUP_ROWS: Final = 60_000
"""Rows of a row group, which is held until it is full."""
_REPEATING: Final = ["target", "path", "sheet", "table", "detector", "confidence", "evidence.list.element", "masked"]
"""Columns that hold few values many times."""


def write(path: Path, reader: Reader, scan: int, options: ReportOptions) -> None:
    """Write one row a stored position, by target and path. Memory holds one row group, however many there are."""
    from pyarrow import parquet

    schema = make_schema().with_metadata({"meibo.version": __version__, "meibo.scan": str(scan)})
    rows = (row for row in reader.positions(scan) if options.counts(row.detector, row.score))
    with path.open("wb") as stream, parquet.ParquetWriter(
        stream, schema, compression="zstd", use_dictionary=_REPEATING, write_statistics=["path", "detector", "score"],
    ) as writer:  # fmt: skip
        for group in _gather(rows, schema):
            writer.write_table(group)


def make_schema() -> pa.Schema:
    """The keys of the JSON lines, but the location's own keys as columns, empty where the location has none of them."""
    import pyarrow as pa

    text, number = pa.string(), pa.int64()
    texts, box = (pa.list_(pa.field("element", kind, nullable=False)) for kind in (text, pa.int16()))
    return pa.schema([
        pa.field("path", text, nullable=False), pa.field("target", text, nullable=False),
        pa.field("container", texts, nullable=False),
        pa.field("line", number), pa.field("row", number), pa.field("column", number), pa.field("sheet", text),
        pa.field("cell", text), pa.field("page", number), pa.field("box", box),
        pa.field("table", text), pa.field("offset", number),
        pa.field("detector", text, nullable=False), pa.field("confidence", text, nullable=False),
        pa.field("score", pa.int16(), nullable=False), pa.field("evidence", texts, nullable=False),
        pa.field("masked", text, nullable=False), pa.field("fingerprint", text, nullable=False),
        pa.field("start", number, nullable=False), pa.field("end", number, nullable=False),
    ])  # fmt: skip


def _gather(rows: Iterable[PositionRow], schema: pa.Schema) -> Iterator[pa.Table]:
    """Tables of ``GROUP_ROWS`` rows; as Python objects only ``BATCH_ROWS`` wait at a time."""
    import pyarrow as pa

    left = iter(rows)
    while batches := [
        pa.RecordBatch.from_pylist([_flatten(row) for row in some], schema)
        for some in (list(islice(left, BATCH_ROWS)) for _ in range(GROUP_ROWS // BATCH_ROWS))
        if some
    ]:
        yield pa.Table.from_batches(batches)


def _flatten(row: PositionRow) -> dict[str, Any]:
    location = row.location
    return {
        **location,
        "table": str(location["table"]) if "table" in location else None,
        "path": row.path, "target": row.target, "container": row.container, "detector": row.detector,
        "confidence": CONFIDENCE_WORDS[row.score], "score": row.score, "evidence": row.evidence,
        "masked": row.masked, "fingerprint": row.fingerprint, "start": row.start, "end": row.end,
    }  # fmt: skip
