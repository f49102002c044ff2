"""What a scan asks of Amazon S3 and what that costs by a list of prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from meibo.assessment.preview import unite
from meibo.catalogue.prices import DEFAULT_REGION, Prices, find_prices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meibo.assessment.preview import Preview

KEYS_A_PAGE: Final = 1_000
BUCKET_QUESTIONS: Final = 8
"""Asked once a bucket and process, about who has access."""


ADDRESS_QUESTIONS: Final = 2
"""LIST requests with which a process finds out whether a target is an object or a prefix."""


class Requests(msgspec.Struct, frozen=True):
    """So many, and the bytes that leave."""

    lists: int
    gets: int
    """One for each opening, and for each further range of a large object."""
    questions_least: int
    """Of who has access: of the buckets."""
    questions_most: int
    """The same, and of every object: only those with findings are asked about."""
    egress_bytes: int


class Charge(msgspec.Struct, frozen=True):
    """US dollars."""

    requests: float
    """At the most."""
    egress: float
    """To the internet; nothing within the region."""


def count_requests(preview: Preview, targets: int, workers: int) -> Requests | None:
    """What a scan of so many S3 targets asks; None where there is none."""
    if not targets:
        return None
    opened = unite(preview.kinds.get("s3", {}).values())
    bucket_questions = BUCKET_QUESTIONS * targets * (workers + 1)
    return Requests(
        lists=targets * (1 + ADDRESS_QUESTIONS * (workers + 1)) + preview.keys.get("s3", 0) // KEYS_A_PAGE,
        gets=opened.requests,
        questions_least=bucket_questions,
        questions_most=bucket_questions + opened.files,
        egress_bytes=opened.read_bytes,
    )


def choose_prices(configured: Mapping[str, Any], region: str, *, is_elsewhere: bool) -> Prices | None:
    """The list prices of a region with the configured ones in their place; None where that leaves one unknown.

    ``region`` is what the environment says, ``is_elsewhere`` that the service is none of AWS.
    """
    named: str = configured.get("region") or region or DEFAULT_REGION
    known = None if is_elsewhere else find_prices(named)
    prices = {**(msgspec.structs.asdict(known) if known else {}), **configured, "region": named}
    return Prices(**prices) if prices.keys() == set(Prices.__struct_fields__) else None


def charge(requests: Requests, prices: Prices) -> Charge:
    """The price of requests."""
    return Charge(
        requests=requests.lists / 1000 * prices.list_per_1000
        + (requests.gets + requests.questions_most) / 1000 * prices.get_per_1000,
        egress=requests.egress_bytes / 1e9 * prices.egress_per_gb,
    )
