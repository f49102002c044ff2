"""Apache Parquet and Arrow IPC (Feather 2): tables by column, as data tools write them; by pyarrow, the extra columnar.

Parquet: column chunks in row groups, pages in chunks, a footer that finds them (parquet.apache.org). Arrow: batches of
columns as they lie in memory, perhaps compressed, and a footer (arrow.apache.org).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meibo.extraction.data_files.database_table import read_table
from meibo.extraction.optional import tell_missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item, Source

_BATCH_ROWS = 1_024
_HELD_BYTES = 8 << 20
"""Of the values that become objects at one time."""
_BUFFER_BYTES = 1 << 16
_MOST_NESTING = 32
"""Structures inside of structures that get columns of their own."""


def extract(source: Source) -> Iterator[Item]:
    """The rows, as the one table of the file."""
    try:
        import pyarrow as pa
    except ImportError:
        yield tell_missing(source.format, "columnar")
        return
    schema, batches = (_open_parquet if source.format == "parquet" else _open_arrow)(source)
    columns = [str(name) for name in _flatten(pa.Table.from_batches([], schema)).column_names]
    yield from read_table(1, columns, _read_rows(batches, source.budget), source.budget)


def _open_parquet(source: Source) -> tuple[Any, Iterator[Any]]:
    """The schema and the batches; texts stay numbers into a dictionary, for a small file may repeat a long one."""
    from pyarrow import parquet

    footer = parquet.ParquetFile(source.stream, pre_buffer=False)
    texts = [leaf.path for leaf in footer.schema if leaf.physical_type == "BYTE_ARRAY"]
    file = parquet.ParquetFile(
        source.stream,
        metadata=footer.metadata,
        read_dictionary=texts,
        buffer_size=_BUFFER_BYTES,
        pre_buffer=False,
    )
    return file.schema_arrow, file.iter_batches(_BATCH_ROWS, use_threads=False)


def _open_arrow(source: Source) -> tuple[Any, Iterator[Any]]:
    from pyarrow import ipc

    file = ipc.open_file(source.stream, options=ipc.IpcReadOptions(use_threads=False))
    return file.schema, (file.get_batch(number) for number in range(file.num_record_batches))


def _read_rows(batches: Iterator[Any], budget: Budget) -> Iterator[tuple[object, ...]]:
    """The rows of all batches; anyone can have written a batch, so it is checked before it is believed."""
    import pyarrow as pa

    for batch in batches:
        budget.check_time()
        batch.validate(full=True)
        table = _flatten(pa.Table.from_batches([batch]))
        for part in _cut(table):
            yield from zip(*map(_list_values, part.columns), strict=True)


def _flatten(table: Any) -> Any:
    """The table with a column for each field of its structures."""
    import pyarrow as pa

    for _ in range(_MOST_NESTING):
        if not any(pa.types.is_struct(field.type) for field in table.schema):
            break
        table = table.flatten()
    return table


def _cut(table: Any) -> Iterator[Any]:
    """The rows in parts that take little memory as objects."""
    size_bytes = sum(_measure(chunk) for column in table.columns for chunk in column.chunks)
    if size_bytes <= _HELD_BYTES or table.num_rows == 1:
        yield table
    else:
        half = table.num_rows // 2
        yield from _cut(table.slice(0, half))
        yield from _cut(table.slice(half))


def _measure(values: Any) -> int:
    """How many bytes values take when those that are stored once and used often are written out, at most."""
    from pyarrow import compute, types

    kind = values.type
    if types.is_dictionary(kind):
        texts = values.dictionary
        is_text = types.is_string(texts.type) or types.is_binary(texts.type)
        longest = compute.max(compute.binary_length(texts)).as_py() if is_text else texts.nbytes
        return len(values) * ((longest or 0) + 8)
    if types.is_map(kind):
        first, last = values.offsets[0].as_py(), values.offsets[len(values)].as_py()
        return sum(_measure(part.slice(first, last - first)) for part in (values.keys, values.items))
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        return len(values) * 8 + _measure(values.flatten())
    if types.is_struct(kind):
        return sum(map(_measure, values.flatten()))
    if any(is_view(kind) for is_view in (types.is_string_view, types.is_binary_view, types.is_run_end_encoded)):
        return len(values) * _HELD_BYTES  # they may share what they show: row by row
    return int(values.nbytes)


def _list_values(column: Any) -> list[object]:
    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError):  # a time that Python cannot hold
        return [_value_of(value) for value in column]


def _value_of(value: Any) -> object:
    try:
        return value.as_py()
    except (ValueError, OverflowError):
        return _show_time(value)


def _show_time(value: Any) -> str:
    """A time in nanoseconds, or of a zone or year that Python does not know, as Arrow writes it."""
    try:
        return str(value.cast("string"))
    except (ValueError, NotImplementedError):
        return ""
