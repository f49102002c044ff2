"""Writes docs/schemas from the structs that are encoded: python tools/make_schemas.py"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import msgspec

from meibo.cli.changed_file import ChangedFile
from meibo.cli.listed_file import ListedFile
from meibo.reports.findings import Finding

PLACE = Path(__file__).parent.parent / "docs" / "schemas"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
ROWS: Final[dict[str, Any]] = {"finding": Finding, "listed-file": ListedFile, "changed-file": ChangedFile}
"""What is encoded, by the name of its schema."""


def describe(name: str) -> str:
    """The schema of one row. Keys that it does not name may come with later versions."""
    schema = msgspec.json.schema(ROWS[name])
    kinds = schema.pop("$defs")
    row = kinds.pop(ROWS[name].__name__)
    whole = {"$schema": DIALECT, **row, **({"$defs": kinds} if kinds else {})}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for name in ROWS:
        PLACE.joinpath(f"{name}.schema.json").write_text(describe(name), "utf-8")
