"""A bucket of a real S3 server, as a place that the contract runs against."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol

import boto3
from botocore.config import Config

from meibo_connectors.options import Options, S3Options
from meibo_connectors.registry import connect, parse_target

if TYPE_CHECKING:
    import pytest

    from meibo_connectors.base import Connector

_NUMBERS = itertools.count()


class Server(Protocol):
    """An S3 server for tests."""

    access_key: str
    secret_key: str
    region: str

    @property
    def endpoint(self) -> str:
        """URL of the gateway."""


class S3Place:
    """An empty bucket of its own."""

    shows_changes = False
    """What is open keeps the state in which it was opened."""
    many = 1_200
    """More than a page of a listing."""

    def __init__(self, server: Server, monkeypatch: pytest.MonkeyPatch, *, orders_by_bytes: bool) -> None:
        """``orders_by_bytes`` is said of servers that list keys as Amazon's does."""
        self.server, self.orders_by_bytes = server, orders_by_bytes
        self.bucket = f"place-{next(_NUMBERS)}"
        for name, value in self.environment.items():
            monkeypatch.setenv(name, value)
        self.client: Any = boto3.client(
            "s3",
            endpoint_url=server.endpoint,
            aws_access_key_id=server.access_key,
            aws_secret_access_key=server.secret_key,
            region_name=server.region,
            config=Config(max_pool_connections=16, s3={"addressing_style": "path"}),
        )
        self.client.create_bucket(Bucket=self.bucket)

    @property
    def environment(self) -> dict[str, str]:
        """What leads the SDK to the server."""
        return {
            "AWS_ACCESS_KEY_ID": self.server.access_key,
            "AWS_SECRET_ACCESS_KEY": self.server.secret_key,
            "AWS_REGION": self.server.region,
            "AWS_DEFAULT_REGION": self.server.region,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": "/nonexistent",
            "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
        }

    def uri(self, prefix: str = "") -> str:
        """The address of what lies below a prefix."""
        return f"s3://{self.bucket}/{prefix}"

    def connect(self, prefix: str = "", **options: Any) -> Connector:
        given = {"endpoint": self.server.endpoint, **options}
        return connect(parse_target(self.uri(prefix)), Options(s3=S3Options(**given)))

    def put(self, path: str, content: bytes = b"", **options: Any) -> None:
        key = path if path.strip(".") else self.stored(path)
        self.client.put_object(Bucket=self.bucket, Key=key, Body=content, **options)

    def put_empty(self, paths: list[str]) -> None:
        """Many objects at once."""
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(self.put, paths))

    def remove(self, path: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=path)

    def stored(self, path: str) -> str:
        """A name as the server keeps it: SeaweedFS takes a backslash for a slash, and no name that is only dots."""
        return path if self.orders_by_bytes else path.replace("\\", "/") if path.strip(".") else f"{path}x"
