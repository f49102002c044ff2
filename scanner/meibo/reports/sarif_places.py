"""Where a finding stands, in the words of SARIF 2.1.0 (OASIS; the sections are its own)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote, unquote

from meibo.inventory.model import Location
from meibo.inventory.reader import Reader
from meibo.inventory.rows import PositionRow

_SAFE: Final = "/~!$&'()*+,;=@"
"""What stands as it is in a relative reference; no colon, which would make a scheme of what is before it."""


class Places:
    """Targets as bases, and files below them."""

    def __init__(self, targets: Sequence[str], reader: Reader) -> None:
        self._ids = {uri: f"TARGET{number}" for number, uri in enumerate(targets, 1)}
        self._bases = {uri: uri if _is_one_file(uri, reader) else f"{uri.rstrip('/')}/" for uri in targets}
        self._last: tuple[str, str] = ("", "")
        self._artifact: dict[str, Any] = {}

    def list_bases(self) -> dict[str, Any]:
        """The run's ``originalUriBaseIds``: each ends with a slash (3.14.14)."""
        return {
            self._ids[uri]: {"uri": base if base.endswith("/") else base.rpartition("/")[0] + "/"}
            for uri, base in self._bases.items()
        }

    def find_artifact(self, target: str, path: str) -> dict[str, Any]:
        """The ``artifactLocation`` of a file; that of the target itself for an empty path."""
        if (target, path) != self._last:  # positions come file by file
            self._last = (target, path)
            uri = quote(path, _SAFE, "utf-8", "surrogatepass")
            if uri.startswith("/"):  # keys of a bucket may: the slash belongs to the name
                uri = "%2F" + uri[1:]
            self._artifact = {"uri": uri} if target not in self._ids else {"uri": uri, "uriBaseId": self._ids[target]}
        return self._artifact


def _is_one_file(uri: str, reader: Reader) -> bool:
    """Whether a target is a single file, whose path is its name."""
    name = unquote(uri.rpartition("/")[2], errors="surrogateescape")
    if not any(file.target == uri for file in reader.marks.find_files(name)):
        return False
    return next(reader.marks.choose_files(lambda target, path: target == uri and path != name), None) is None


def describe_place(row: PositionRow, artifact: dict[str, Any]) -> dict[str, Any]:
    """The ``location`` of a finding: a region where it stands in the text of the file itself, else a logical place."""
    physical: dict[str, Any] = {"artifactLocation": artifact}
    region = None if row.container else _find_region(row)
    if region is not None:
        physical["region"] = region
        return {"physicalLocation": physical}
    name, kind = _name_place(row.location)
    parts = [*row.container, name] if name else row.container
    if not parts:
        return {"physicalLocation": physical}
    logical = {"name": parts[-1], "fullyQualifiedName": " › ".join(parts), "kind": kind if name else "member"}
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _find_region(row: PositionRow) -> dict[str, Any] | None:
    """Columns are code points, as the run says; of a value that goes on in the next line only the start is known."""
    line, column, offset = (row.location.get(name) for name in ("line", "column", "offset"))
    if isinstance(line, int) and isinstance(column, int):
        if "\n" in row.masked:
            return {"startLine": line, "startColumn": column}
        return {"startLine": line, "startColumn": column, "endColumn": column + max(row.end - row.start, 0)}
    return {"byteOffset": offset} if isinstance(offset, int) else None


def _name_place(location: Location) -> tuple[str, str]:
    """Name and kind of a place within a document, empty for none."""
    match location:
        case {"sheet": sheet, "cell": cell}:
            return f"{sheet}!{cell}", "cell"
        case {"page": page}:
            return f"page {page}", "page"
        case {"table": table, "row": row, "column": column}:
            return f"table {table}, row {row}, column {column}", "cell"
        case {"row": row, "column": column}:
            return f"row {row}, column {column}", "cell"
        case {"line": line, "column": column}:
            return f"line {line}, column {column}", "line"
        case _:
            return "", ""
