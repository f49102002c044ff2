"""Which pictures are read first."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from meibo.assessment.promise import rate_promise

PAIRS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("promising_pictures.toml").read_text("utf-8"))[
    "pair"
]


def rate(file: dict[str, Any], path: str | None = None) -> int:
    """The points of a file of the table."""
    found = file.get("found", "")
    return rate_promise(
        path or file["path"], file["bytes"], file["format"], is_found=found == "here", is_found_beside=found == "beside"
    )


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["why"])
def test_order(pair: dict[str, Any]) -> None:
    """Each pair of the table."""
    assert rate(pair["first"]) > rate(pair["then"])


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["why"])
def test_decomposed_names(pair: dict[str, Any]) -> None:
    """The points do not depend on how a name's characters are put together."""
    for file in (pair["first"], pair["then"]):
        assert rate(file, unicodedata.normalize("NFD", file["path"])) == rate(file)
