"""``[prices]``: what requests to S3 and bytes that leave it cost, where that is not the list price of the region."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from meibo.configuration.keys import Keys, is_amount, is_filled_text, take_keys

PRICE_KEYS: Final[Keys] = {
    "region": (is_filled_text, str),
    "list-per-1000": (is_amount, float),
    "get-per-1000": (is_amount, float),
    "egress-per-gb": (is_amount, float),
}


def read_prices(table: Any, path: Path) -> dict[str, Any]:
    """The values by field of ``Prices``; raises ConfigurationError."""
    return {key.replace("-", "_"): value for key, value in take_keys(table, PRICE_KEYS, path, "prices").items()}
