"""List prices of Amazon S3 in US dollars, by region: S3 Standard, first tier, without tax and without a free tier.

They change: ``[prices]`` of the configuration takes one's own. Egress is to the internet; within a region it is free.
"""

from __future__ import annotations

from typing import Final

import msgspec

AS_OF: Final = "2025-10"
DEFAULT_REGION: Final = "ap-northeast-1"


class Prices(msgspec.Struct, frozen=True):
    """Of one region."""

    region: str
    list_per_1000: float
    """LIST requests."""
    get_per_1000: float
    """GET and all other requests."""
    egress_per_gb: float


S3_PRICES: Final = (
    Prices("ap-northeast-1", 0.0047, 0.00037, 0.114),
    Prices("ap-northeast-3", 0.0047, 0.00037, 0.114),
    Prices("ap-southeast-1", 0.005, 0.0004, 0.12),
    Prices("eu-west-1", 0.005, 0.0004, 0.09),
    Prices("us-east-1", 0.005, 0.0004, 0.09),
    Prices("us-west-2", 0.005, 0.0004, 0.09),
)


def find_prices(region: str) -> Prices | None:
    """The prices of a region, None where the table does not have it."""
    return next((row for row in S3_PRICES if row.region == region), None)
