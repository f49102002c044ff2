"""How buckets are reached: what is asked of a server and what is not, logging in again, certificates, and doctor."""

from __future__ import annotations

import contextlib
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Check
from servers.http_proxy import HttpProxy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from connectors.s3_place import S3Place
    from meibo_connectors.base import Connector
    from servers.seaweedfs import SeaweedFs

MEGABYTE = 1 << 20


@pytest.fixture
def proxy(seaweedfs: SeaweedFs) -> Iterator[HttpProxy]:
    """Stands in front of the server."""
    made = HttpProxy(seaweedfs.port)
    yield made
    made.stop()


@pytest.fixture
def place(s3_place: S3Place) -> S3Place:
    """A bucket of the server that starts quickly."""
    return s3_place


def paths(connector: Connector) -> list[str]:
    return [item.path for item in connector.list(lambda _: False)]


def is_page(head: str) -> bool:
    return "list-type=2" in head


# --- what is asked


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["s3_place", "s3_on_ceph_place"])
def test_a_large_folder_that_is_left_out_is_passed_by(kind: str, request: pytest.FixtureRequest) -> None:
    """It costs some pages, not one for each 1,000 keys; what lies before and behind it is listed."""
    place: S3Place = request.getfixturevalue(kind)
    for path in ("a.txt", "large.txt", "large0", "z/b.txt"):
        place.put(path, b"x")
    place.put_empty([f"large/{at // 100:02}/{at:04}" for at in range(8_500)])
    proxy = HttpProxy(int(place.server.endpoint.rpartition(":")[2]))
    found = list(place.connect(endpoint=proxy.endpoint).list(lambda path: path == "large"))
    asked = [head for head in proxy.requests if is_page(head)]
    proxy.stop()
    assert sorted(item.path for item in found) == ["a.txt", "large.txt", "large0", "z/b.txt"]
    assert len(asked) <= 6


@pytest.mark.slow
def test_what_is_archived_is_not_shown_beside_a_file(place: S3Place) -> None:
    """What lies beside is opened without a listing that would have said so."""
    place.put("営業/a.zip", b"x")
    place.put("営業/password.eml", b"x", StorageClass="GLACIER")
    place.put("営業/password.txt", b"x", StorageClass="GLACIER_IR")
    assert list(place.connect().list_beside("営業/a.zip")) == ["営業/password.txt"]


@pytest.mark.slow
def test_opening_a_large_object_does_not_transfer_it(place: S3Place, proxy: HttpProxy) -> None:
    """Of a film nobody pays for more than its beginning, and what was on its way."""
    place.put("film.mp4", bytes(64 * MEGABYTE))
    with place.connect(endpoint=proxy.endpoint).open("film.mp4") as stream:
        assert len(stream.read(65536)) == 65536
    assert proxy.answered_bytes < 16 * MEGABYTE


# --- answers that are none


@pytest.mark.parametrize(
    "body",
    [
        b"<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a.txt</Key>",
        b"<Error><Code>InternalError</Code><Message>try again</Message></Error>",
        b"",
    ],
)
@pytest.mark.slow
def test_a_page_that_is_none_is_asked_for_again(body: bytes, place: S3Place, proxy: HttpProxy) -> None:
    """A success with half a page, an error or nothing in it is not a shorter listing."""
    place.put("a.txt", b"x")
    place.put("b.txt", b"x")
    proxy.answer("200 OK", body, times=1, fits=is_page)
    assert paths(place.connect(endpoint=proxy.endpoint)) == ["a.txt", "b.txt"]


def test_a_listing_that_does_not_go_on_is_told(place: S3Place, proxy: HttpProxy) -> None:
    """There is more, the page says, and not from where."""
    place.put("a.txt", b"x")
    proxy.answer("200 OK", b"<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>", fits=is_page)
    with pytest.raises(ConnectorError) as caught:
        paths(place.connect(endpoint=proxy.endpoint))
    assert caught.value.code == "io-error"


# --- logging in


def test_credentials_that_somebody_renews(
    place: S3Place, proxy: HttpProxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When those of a file have expired, the file is read again: another program may have logged in meanwhile."""
    place.put("a.txt", b"content")
    place.put("b.txt", b"content")
    file = tmp_path / "credentials"
    secrets = f"aws_secret_access_key = {place.server.secret_key}\n"
    file.write_text(f"[default]\naws_access_key_id = {place.server.access_key}\n{secrets}")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    connector = place.connect(endpoint=proxy.endpoint)
    assert len(paths(connector)) == 2
    expired = b"<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>"
    for fits in (lambda head: "/a.txt" in head, is_page):
        proxy.answer("400 Bad Request", expired, times=1, fits=fits)
    with connector.open("a.txt") as stream:
        assert stream.read() == b"content"
    assert len(paths(connector)) == 2


@pytest.mark.slow
def test_a_service_with_a_certificate_of_its_own(
    place: S3Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Listing and reading trust what the SDK is told to trust, and nothing else."""
    place.put("a.txt", b"content")
    certificate, key = _make_certificate(tmp_path)
    with _serve_encrypted(place.server.endpoint, certificate, key) as endpoint:
        with pytest.raises(ConnectorError) as caught:
            paths(place.connect(endpoint=endpoint))
        assert caught.value.code == "unreachable"
        monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate))
        connector = place.connect(endpoint=endpoint)
        assert paths(connector) == ["a.txt"]
        with connector.open("a.txt") as stream:
            assert stream.read() == b"content"


def test_doctor_names_the_step_that_fails(place: S3Place, proxy: HttpProxy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong credentials, a server that is away and a bucket that isn't there are told apart, each once."""
    place.put("a.txt", b"content")
    assert _failing(place.connect()) == ("read", None)
    place.bucket, bucket = "nosuchbucket", place.bucket
    assert _failing(place.connect()) == ("bucket", "not-found: NoSuchBucket")
    place.bucket = bucket
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    assert _failing(place.connect()) == ("credentials", "login-failed: SignatureDoesNotMatch")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    assert _failing(place.connect()) == ("credentials", "none were found")


@pytest.mark.slow
def test_doctor_names_a_server_that_is_away(place: S3Place, proxy: HttpProxy) -> None:
    """After some tries."""
    proxy.is_refusing = True
    step, detail = _failing(place.connect(endpoint=proxy.endpoint))
    assert step == "endpoint"
    assert detail is not None
    assert detail.startswith("unreachable")


def _failing(connector: Connector) -> tuple[str, str | None]:
    """The first step that fails, before those about access, and why; the last one where none does."""
    steps: list[Check] = []
    for check in connector.diagnose():
        if check.code == "read-access":
            break
        assert check.code not in [step.code for step in steps]
        steps.append(check)
        if check.outcome == "missing":
            return check.code, check.detail
    return steps[-1].code, None


def _make_certificate(folder: Path) -> tuple[Path, Path]:
    """Of an authority that nobody knows, for loopback."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=meibo test", "-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=CA:FALSE",
         "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return certificate, key


@contextlib.contextmanager
def _serve_encrypted(endpoint: str, certificate: Path, key: Path) -> Iterator[str]:
    """A server of TLS that passes requests on."""
    import http.client

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server = http.client.HTTPConnection(endpoint.partition("://")[2], timeout=20)
            try:
                # The name of the host is signed, so the server must see the one that the client has used.
                server.request(self.command, self.path, headers=dict(self.headers))
                answer = server.getresponse()
                body = answer.read()
            finally:
                server.close()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "connection", "content-length", "date", "server"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815 - as the library calls it

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] - clients that refuse the certificate
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
