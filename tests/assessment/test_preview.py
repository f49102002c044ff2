"""What is said of a scan before it: counts, time and price, from names and sizes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meibo.assessment.charges import charge, choose_prices, count_requests
from meibo.assessment.duration import expect_as_before, expect_seconds
from meibo.assessment.name_kinds import guess_format, guess_refusal, suffix_of_path
from meibo.assessment.preview import Preview
from meibo.catalogue.issues import issue_code
from meibo.catalogue.prices import DEFAULT_REGION, S3_PRICES, find_prices
from meibo.extraction.inside import why_not_read
from meibo.extraction.model import HEAD_BYTES
from meibo.extraction.registry import find_extractor
from meibo.extraction.sniffing.sniff import look_inside, sniff
from meibo.inventory.model import ScanSummary
from meibo.pipeline.model import SPAN_BYTES
from meibo_connectors import object_stream

if TYPE_CHECKING:
    from pathlib import Path

GIGABYTE = 10**9


def preview_of(*files: tuple[str, int], scheme: str = "s3") -> Preview:
    preview = Preview()
    for path, size_bytes in files:
        preview.add(scheme, path, size_bytes, None)
    return preview


def past_scan(listed: int, bytes_read: int, seconds: float) -> ScanSummary:
    return ScanSummary(
        scan=1, state="finished", started="", ended="", targets=("s3://a/",), listed=listed, complete=listed, partial=0,
        skipped=0, bytes_read=bytes_read, seconds=seconds, issues={}, findings={}, rule_set="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "suffix", "code"),
    [
        ("a/名簿.CSV", "csv", ""),
        ("a.b/名簿", "", ""),
        ("a/.env", "", ""),
        ("a.tar.gz", "gz", ""),
        ("a/写真.JPG", "jpg", "image-only"),
        ("a.mp4", "mp4", "format-no-text"),
        ("a.jtd", "jtd", "format-not-read"),
        ("a.gpg", "gpg", "encrypted"),
        ("a.dat", "dat", ""),
    ],
)
def test_what_a_name_promises(path: str, suffix: str, code: str) -> None:
    """The suffix in any case, and the issue code of files that will not be read."""
    assert (suffix_of_path(path), guess_refusal(suffix)) == (suffix, code)


def test_names_promise_what_contents_hold(sample_share: Path) -> None:
    """Where the name of a sample promises a format, its content is of one that is read, or is not, as promised."""
    promised = 0
    for path in (path for path in sample_share.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            kind = look_inside(sniff(stream.read(HEAD_BYTES), path.name), stream, path.name)
        suffix = suffix_of_path(path.name)
        if guess_format(suffix):
            promised += 1
            refusal = "" if find_extractor(kind.id) else why_not_read(kind)
            assert guess_refusal(suffix) == refusal, path
    assert promised > 100


def test_what_is_not_read_costs_its_head() -> None:
    """A picture counts with its whole size, and is read to see that it is one."""
    preview = preview_of(("a.csv", 500), ("b.jpg", GIGABYTE), ("c.csv", 3 * SPAN_BYTES + 1))
    preview.add("s3", "stub.csv", 700, "offline-stub")
    preview.add_folder("permission-denied")
    opened = preview.opened
    assert (opened.files, opened.size_bytes) == (3, 500 + GIGABYTE + 3 * SPAN_BYTES + 1)
    assert opened.read_bytes == 500 + object_stream.HEAD_BYTES + 3 * SPAN_BYTES + 1
    assert preview_of(("b.jpg", GIGABYTE), scheme="smb").opened.read_bytes == HEAD_BYTES
    assert opened.openings == 1 + 1 + 4
    assert preview.listed.files == 4
    assert (preview.left_out["offline-stub"].size_bytes, preview.folders) == (700, {"permission-denied": 1})


def test_time_by_the_table_of_rates() -> None:
    """It grows with files and bytes, shrinks with workers, and is longer over a network and for formats of work."""
    small = preview_of(*[("a.csv", 4000)] * 1000, scheme="file")
    span = expect_seconds(small, 1)
    assert 1 < span.least_s < span.most_s < 10
    assert expect_seconds(small, 2).most_s < span.most_s
    assert expect_seconds(preview_of(*[("a.csv", 4000)] * 1000, scheme="smb"), 1).most_s > span.most_s
    assert expect_seconds(preview_of(*[("a.pdf", 4000)] * 1000, scheme="file"), 1).least_s > span.least_s
    assert expect_seconds(preview_of(*[("a.jpg", 4000)] * 1000, scheme="file"), 1).least_s < span.least_s
    assert expect_seconds(preview_of(("a.csv", 4)), 1).least_s == pytest.approx(1, abs=0.1)


def test_time_as_before() -> None:
    """What this machine has reached gives the range, by files and by bytes; a scan of a few files says nothing."""
    preview = preview_of(*[("a.csv", 2000)] * 1000)
    span = expect_as_before(preview, [past_scan(10_000, 10_000_000, 100)])
    assert span is not None
    assert span.least_s < 10 < 20 < span.most_s
    assert expect_as_before(preview, [past_scan(99, 10_000_000, 100)]) is None
    assert expect_as_before(preview, []) is None


def test_price() -> None:
    """A page for 1,000 keys, a GET for each part, questions about access, and what leaves the region."""
    preview = preview_of(*[("a.csv", 1_000_000)] * 2_500, ("large.csv", 2 * SPAN_BYTES))
    requests = count_requests(preview, targets=1, workers=2)
    assert requests is not None
    assert (requests.lists, requests.gets) == (3 + 6, 2_500 + 2 * (1 + 4 + 8))
    assert requests.questions_most == requests.questions_least + 2_501
    assert requests.egress_bytes == 2_500_000_000 + 2 * SPAN_BYTES
    prices = find_prices("ap-northeast-1")
    assert prices is not None
    cost = charge(requests, prices)
    assert cost.requests == pytest.approx(9 * 0.0047e-3 + (requests.gets + requests.questions_most) * 0.00037e-3)
    assert cost.egress == pytest.approx(2.634217728 * 0.114)
    assert count_requests(preview_of(("a", 1), scheme="file"), targets=0, workers=1) is None


def test_which_prices_hold() -> None:
    """Those of the configured region, else of the environment's, else of Tokyo; one's own in their place."""
    tokyo, virginia = find_prices("ap-northeast-1"), find_prices("us-east-1")
    assert choose_prices({}, "", is_elsewhere=False) == tokyo
    assert choose_prices({}, "us-east-1", is_elsewhere=False) == virginia
    assert choose_prices({"region": "us-east-1"}, "ap-northeast-1", is_elsewhere=False) == virginia
    inside = choose_prices({"egress_per_gb": 0.0}, "", is_elsewhere=False)
    assert inside is not None
    assert (inside.egress_per_gb, inside.get_per_1000) == (0, 0.00037)
    assert choose_prices({}, "moon-1", is_elsewhere=False) is None
    assert choose_prices({"egress_per_gb": 0.0}, "", is_elsewhere=True) is None
    own = {"list_per_1000": 0.1, "get_per_1000": 0.1, "egress_per_gb": 0.1}
    assert choose_prices(own, "", is_elsewhere=True) is not None


def test_prices_are_of_regions_known_once() -> None:
    """Each region has one row of positive prices, the default one among them."""
    regions = [row.region for row in S3_PRICES]
    assert regions == sorted(set(regions))
    assert DEFAULT_REGION in regions
    assert all(min(row.list_per_1000, row.get_per_1000, row.egress_per_gb) > 0 for row in S3_PRICES)
    assert find_prices("moon-1") is None
    assert issue_code("archived").kind == "design"
