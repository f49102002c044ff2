"""Takes a report of any kind apart, so that tests see what its readers would: every part of what is packed in it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

PARQUET = b"PAR1"
ZIP = b"PK\x03\x04"


def take_apart(place: Path) -> dict[str, bytes]:
    """The parts of a report by name: of a folder its files, of workbooks and archives their members, of Parquet its
    rows as JSON beside the file itself."""
    if place.is_dir():
        files = sorted(path for path in place.rglob("*") if path.is_file())
        return {name: part for path in files for name, part in _open(str(path.relative_to(place)), path.read_bytes())}
    return dict(_open(place.name, place.read_bytes()))


def _open(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    if content.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from _open(f"{name}!{member}", archive.read(member))
        return
    yield name, content
    if content.startswith(PARQUET):
        from pyarrow import parquet

        rows = parquet.read_table(io.BytesIO(content)).to_pylist()
        yield f"{name}!rows", "\n".join(json.dumps(row, ensure_ascii=True) for row in rows).encode()
