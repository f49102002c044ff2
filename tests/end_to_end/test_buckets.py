"""The commands against a bucket: what a plan asks for, and what it says of requests and their price."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import boto3
import pytest

from servers.http_proxy import HttpProxy
from servers.seaweedfs import SeaweedFs

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow  # the server takes seconds to start and to stop

PHONE = "電話番号 090-2345-6781\n"
FILES = 30
OF_THE_BUCKET = re.compile(
    r"GET /roster/?\?(?:\S*list-type=2\S*|acl|policy|policyStatus|publicAccessBlock|ownershipControls)"
)
"""Lists it, or asks who has access."""


@pytest.fixture(scope="module")
def server() -> Iterator[SeaweedFs]:
    """A bucket with some rosters and a picture."""
    started = SeaweedFs()
    started.start()
    client = boto3.client(
        "s3",
        endpoint_url=started.endpoint,
        aws_access_key_id=started.access_key,
        aws_secret_access_key=started.secret_key,
        region_name=started.region,
    )
    client.create_bucket(Bucket="roster")
    for number in range(FILES):
        client.put_object(Bucket="roster", Key=f"総務部/名簿{number:04}.csv", Body=PHONE.encode())
    client.put_object(Bucket="roster", Key="総務部/写真.jpg", Body=b"\xff\xd8\xff\xe0" + bytes(5000))
    yield started
    started.stop()


@pytest.fixture
def proxy(server: SeaweedFs) -> Iterator[HttpProxy]:
    """In front of the server; it keeps what is asked."""
    made = HttpProxy(server.port)
    yield made
    made.stop()


def lines_of(proxy: HttpProxy) -> list[str]:
    """What was asked, such as ``GET /bucket?list-type=2``, in the order of its arrival."""
    return [head.partition(" HTTP/1.")[0] for head in proxy.requests]


@pytest.fixture
def credentials(server: SeaweedFs) -> dict[str, Any]:
    """The environment of somebody who may read the bucket."""
    keys = {"AWS_ACCESS_KEY_ID": server.access_key, "AWS_SECRET_ACCESS_KEY": server.secret_key}
    return {"env": {**os.environ, "LC_ALL": "C.UTF-8", "AWS_REGION": server.region, **keys}}


def test_a_plan_asks_for_pages_of_the_listing_only(meibo: Any, proxy: HttpProxy, credentials: dict[str, Any]) -> None:
    """No object is fetched, nor asked about, only the bucket; requests, bytes and price are said."""
    (meibo.folder / "meibo.toml").write_text(
        "[prices]\nlist-per-1000 = 0.005\nget-per-1000 = 0.0004\negress-per-gb = 0.1\n"
    )
    target, options = "s3://roster/総務部", ("--log-format", "json", "--s3-endpoint", proxy.endpoint)
    done = meibo("scan", "--plan", target, *options, **credentials)
    assert done.returncode == 0, done.stderr
    about_access = "acl|policy|policyStatus|publicAccessBlock|ownershipControls"
    assert [
        line for line in lines_of(proxy) if not re.match(rf"GET /roster/?\?(?:\S*list-type=2|{about_access})\b", line)
    ] == []
    said = json.loads(done.stdout)
    assert said["files"] == FILES + 1
    assert said["s3_requests"]["gets"] == FILES + 1
    pages = [line for line in lines_of(proxy) if "list-type=2" in line]
    assert 1 <= len(pages) <= said["s3_requests"]["lists"] < 20
    assert said["charge_usd"]["requests"] == pytest.approx(
        (said["s3_requests"]["lists"] * 0.005 + (FILES + 1 + said["s3_requests"]["questions_most"]) * 0.0004) / 1000
    )


def test_no_price_without_a_list(meibo: Any, server: SeaweedFs, credentials: dict[str, Any]) -> None:
    """Another service than that of AWS has prices of its own."""
    done = meibo("scan", "--plan", "s3://roster/", "--s3-endpoint", server.endpoint, **credentials)
    assert done.returncode == 0, done.stderr
    assert f"GET {FILES + 1}" in done.stdout
    assert "[prices]" in done.stdout


def test_a_scan_only_reads(meibo: Any, proxy: HttpProxy, credentials: dict[str, Any]) -> None:
    """Of the whole scan, every request is one that changes nothing."""
    assert meibo("scan", "s3://roster", "--s3-endpoint", proxy.endpoint, **credentials).returncode == 0
    lines = lines_of(proxy)
    assert len(lines) > FILES
    assert {line.partition(" ")[0] for line in lines} <= {"GET", "HEAD"}


def test_an_object_is_shown_with_its_address(meibo: Any, proxy: HttpProxy, credentials: dict[str, Any]) -> None:
    """As its key stands in the bucket, whether it or a prefix was named; its content is asked for."""
    options = ("--include", "名簿0007.csv", "--s3-endpoint", proxy.endpoint)
    done = meibo("detect", "s3://roster/総務部", *options, **credentials)
    assert done.stdout.startswith("s3://roster/総務部/名簿0007.csv:1:1: jp_phone"), done.stderr
    fetched = [line for line in lines_of(proxy) if not OF_THE_BUCKET.fullmatch(line)]
    assert [unquote(line.partition("?")[0]) for line in fetched] == ["GET /roster/総務部/名簿0007.csv"]
    named = "s3://roster/総務部/名簿0007.csv"
    done = meibo("text", named, "--format", "jsonl", *options[2:], **credentials)
    assert json.loads(done.stdout)["path"] == named


def test_a_bucket_that_can_be_scanned(meibo: Any, server: SeaweedFs, credentials: dict[str, Any]) -> None:
    """Listing and reading are fine; a key that is not the server's is told with its remedy, and quoted nowhere."""
    done = meibo("doctor", "s3://roster/", "--s3-endpoint", server.endpoint, "--format", "json", **credentials)
    rows = {row["check"]: row["outcome"] for row in json.loads(done.stdout)}
    assert (rows["list"], rows["read"]) == ("ok", "ok"), done.stdout
    wrong = {**credentials["env"], "AWS_SECRET_ACCESS_KEY": "Kanaria-7Qx2vB9sesame"}
    done = meibo("doctor", "s3://roster/", "--s3-endpoint", server.endpoint, "--format", "json", env=wrong)
    assert done.returncode == 3
    last = next(row for row in json.loads(done.stdout) if row["outcome"] == "missing")
    assert last["check"] in ("credentials", "bucket")
    assert "credentials" in last["remedy"]
    assert "Kanaria" not in done.stdout + done.stderr
