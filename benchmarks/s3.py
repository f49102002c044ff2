"""Times listing and reading buckets of real servers on loopback, beside boto3 doing the same.

    python benchmarks/s3.py --keys 20000 --reads 1000 --rounds 5 --ceph

It starts SeaweedFS itself, and Ceph with ``--ceph``. Both sides take turns in each round, with clients that are made
and warm before; what is printed is the median of the rounds, the best in brackets, and the ratio of the medians.
Counts of keys and bytes are checked before any time is printed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
import obstore
from obstore.store import S3Store

from meibo_connectors.base import Connector
from meibo_connectors.model import Entry
from meibo_connectors.options import Options, S3Options
from meibo_connectors.registry import connect, parse_target

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from servers.ceph import Ceph
from servers.seaweedfs import SeaweedFs

BUCKET = "rosters"
OBJECT_BYTES = 4096
LARGE = "large.bin"
CHUNK_BYTES = 1 << 20


def main() -> None:
    """Fill a bucket, take turns, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=20_000)
    parser.add_argument("--reads", type=int, default=1000, help="objects of 4 KB read in a round, by one thread")
    parser.add_argument("--large-mb", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ceph", action="store_true", help="on Ceph too, which must be installed")
    options = parser.parse_args()
    for kind in (SeaweedFs, Ceph) if options.ceph else (SeaweedFs,):
        server = kind()
        try:
            server.start()
            print(f"\n{kind.__name__}")
            _measure(server, options)
        finally:
            server.stop()


def _measure(server: SeaweedFs | Ceph, options: argparse.Namespace) -> None:
    access = {"aws_access_key_id": server.access_key, "aws_secret_access_key": server.secret_key}
    os.environ.update({name.upper(): value for name, value in access.items()}, AWS_REGION=server.region)
    client = boto3.client("s3", endpoint_url=server.endpoint, region_name=server.region, **access)
    large_bytes = options.large_mb * CHUNK_BYTES
    keys = _fill(server, client, options.keys, large_bytes)
    reach = Options(s3=S3Options(endpoint=server.endpoint))
    connector = connect(parse_target(f"s3://{BUCKET}/small"), reach)
    paths = [item.path for item in connector.list(lambda _: False) if isinstance(item, Entry)]
    assert [f"small/{path}" for path in paths] == keys
    chosen = paths[:: max(1, len(paths) // options.reads)][: options.reads]
    above = connect(parse_target(f"s3://{BUCKET}"), reach)
    _take_turns("listing", "keys/s", len(keys), options.rounds, {
        "boto3": lambda: _list_by_boto3(client, len(keys)),
        "meibo": lambda: _list_by_meibo(connector, len(keys)),
    })  # fmt: skip
    _take_turns("objects of 4 KB", "objects/s", len(chosen), options.rounds, {
        "boto3": lambda: _read_by_boto3(client, chosen),
        "meibo": lambda: _read_by_meibo(connector, chosen, 1),
        f"meibo, {connector.opens_ahead} at a time": lambda: _read_by_meibo(connector, chosen, connector.opens_ahead),
    })  # fmt: skip
    _take_turns(f"an object of {options.large_mb} MB", "MB/s", options.large_mb, options.rounds, {
        "boto3": lambda: _stream_by_boto3(client, large_bytes),
        "meibo": lambda: _stream_by_meibo(above, large_bytes),
    })  # fmt: skip


def _fill(server: SeaweedFs | Ceph, client: Any, count: int, large_bytes: int) -> list[str]:
    client.create_bucket(Bucket=BUCKET)
    store = S3Store(
        BUCKET, endpoint=server.endpoint, access_key_id=server.access_key, secret_access_key=server.secret_key,
        region=server.region, client_options={"allow_http": True, "timeout": "60s"},
    )  # fmt: skip
    keys = [f"small/営業部/{number // 500:04}/顧客名簿 {number:06}.csv" for number in range(count)]
    body = os.urandom(OBJECT_BYTES)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda key: obstore.put(store, key, body), keys))
    obstore.put(store, LARGE, os.urandom(large_bytes))
    return keys


def _take_turns(title: str, unit: str, amount: int, rounds: int, sides: dict[str, Callable[[], None]]) -> None:
    speeds: dict[str, list[float]] = {name: [] for name in sides}
    for run in sides.values():
        run()
    for _ in range(rounds):
        for name, run in sides.items():
            started = time.perf_counter()
            run()
            speeds[name].append(amount / (time.perf_counter() - started))
    first = statistics.median(next(iter(speeds.values())))
    for name, found in speeds.items():
        middle = statistics.median(found)
        print(f"  {title:20} {name:22} {middle:9,.0f} {unit} ({max(found):,.0f})   {middle / first:.2f} x boto3")


def _list_by_boto3(client: Any, count: int) -> None:
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix="small/")
    assert sum(len(page["Contents"]) for page in pages) == count


def _list_by_meibo(connector: Connector, count: int) -> None:
    assert sum(isinstance(item, Entry) for item in connector.list(lambda _: False)) == count


def _read_by_boto3(client: Any, paths: list[str]) -> None:
    for path in paths:
        assert len(client.get_object(Bucket=BUCKET, Key=f"small/{path}")["Body"].read()) == OBJECT_BYTES


def _read_by_meibo(connector: Connector, paths: list[str], threads: int) -> None:
    def read(path: str) -> int:
        with connector.open(path) as stream:
            return len(stream.read())

    if threads == 1:
        assert all(read(path) == OBJECT_BYTES for path in paths)
        return
    with ThreadPoolExecutor(threads) as pool:
        assert all(size == OBJECT_BYTES for size in pool.map(read, paths))


def _stream_by_boto3(client: Any, size_bytes: int) -> None:
    body = client.get_object(Bucket=BUCKET, Key=LARGE)["Body"]
    assert sum(len(piece) for piece in iter(lambda: body.read(CHUNK_BYTES), b"")) == size_bytes


def _stream_by_meibo(connector: Connector, size_bytes: int) -> None:
    with connector.open(LARGE) as stream:
        assert sum(len(piece) for piece in iter(lambda: stream.read(CHUNK_BYTES), b"")) == size_bytes


if __name__ == "__main__":
    main()
