"""A service of S3 whose listing never ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice

import pytest

from meibo_connectors.base import ConnectorError
from meibo_connectors.options import Options, S3Options
from meibo_connectors.registry import connect, parse_target

MOST = 50
"""Entries after which nobody would say that it ends."""
PAGE = (
    '<?xml version="1.0"?><ListBucketResult><IsTruncated>true</IsTruncated>'
    "<NextContinuationToken>{token}</NextContinuationToken><Contents><Key>{at}.txt</Key>"
    "<LastModified>2026-01-01T00:00:00Z</LastModified><ETag>x</ETag><Size>3</Size></Contents></ListBucketResult>"
)


@pytest.fixture(params=[1, 3])
def endless(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, end_listings: Callable[[], None]
) -> Iterator[str]:
    """The address of a service whose last page leads back to one of the first."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            before = self.path.partition("continuation-token=place")[2].partition("&")[0]
            at = int(before or 0)
            body = PAGE.format(token=f"place{at % request.param + 1}", at=at).encode()
            self.send_response(200 if "list-type" in self.path else 403)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "example")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        end_listings()
        server.shutdown()


def test_a_listing_in_a_circle_is_given_up(endless: str) -> None:
    """And is said to be a fault: it never looks as if all had been listed."""
    connector = connect(parse_target("s3://staff"), Options(s3=S3Options(endpoint=endless)))
    with pytest.raises(ConnectorError) as refused:
        list(islice(connector.list(lambda _: False), MOST))
    assert (refused.value.code, refused.value.detail) == ("io-error", "a listing that goes in a circle")
