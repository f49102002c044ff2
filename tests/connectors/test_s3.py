"""Buckets of real S3 servers: prefixes, keys, versions, storage classes, keys of customers, and servers that fail."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, Any

import pytest

from connectors.s3_place import S3Place
from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Entry
from meibo_connectors.options import Options, S3Options
from meibo_connectors.registry import connect, parse_target
from servers.http_proxy import HttpProxy
from servers.rclone import Rclone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from meibo_connectors.base import Connector
    from servers.ceph import Ceph
    from servers.seaweedfs import SeaweedFs

MEGABYTE = 1 << 20
ODD_KEYS = (
    *("a//b", "/lead", "tr/ail/", "../up", "./here", "in/../out", ".", "..", "...", "back\\slash", r"\x41"),
    *("100%41", "a+b", "a b", " ", "a&<b>\"'", "絵文字😀", "か\u3099", "\x01", "tab\t", "line\nbreak"),
    *("q?versionId=1", "#h", "~*|:", "é", "\x7f"),
)
"""``tr/ail/`` holds something, so is no mark of a folder."""


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


@pytest.fixture(params=["s3", pytest.param("s3_on_ceph", marks=pytest.mark.slow)])
def either(request: pytest.FixtureRequest) -> S3Place:
    """A bucket of each server."""
    found: S3Place = request.getfixturevalue(f"{request.param}_place")
    return found


def entries(connector: Connector) -> dict[str, Entry]:
    found = list(connector.list(lambda _: False))
    assert all(isinstance(item, Entry) for item in found)
    return {item.path: item for item in found if isinstance(item, Entry)}


def read(connector: Connector, path: str) -> bytes:
    with connector.open(path) as stream:
        return stream.read()


def refusal(act: Any) -> tuple[str, str]:
    with pytest.raises(ConnectorError) as caught:
        act()
    assert caught.value.__cause__ is None
    return caught.value.code, caught.value.detail


# --- what a target names


def test_a_prefix_is_a_folder_and_not_the_beginning_of_a_name(place: S3Place) -> None:
    """``s3://bucket/hr`` holds what lies below ``hr/``, not ``hr-2024``; with and without a slash at its end."""
    for key in ("hr/a.txt", "hr/sub/b.txt", "hr-2024/c.txt", "d.txt"):
        place.put(key, key.encode())
    for prefix in ("hr", "hr/"):
        connector = place.connect(prefix)
        assert list(entries(connector)) == ["a.txt", "sub/b.txt"]
        assert read(connector, "sub/b.txt") == b"hr/sub/b.txt"


def test_a_target_may_be_a_single_object(place: S3Place) -> None:
    """Its path is its name, also where others begin like it; a connector that did not list it opens it too."""
    place.put("hr/名簿.csv", b"roster")
    place.put("hr/名簿.csv.bak", b"other")
    assert list(entries(place.connect("hr/名簿.csv"))) == ["名簿.csv"]
    assert read(place.connect("hr/名簿.csv"), "名簿.csv") == b"roster"


@pytest.mark.slow
def test_an_object_beside_a_folder_of_its_name(s3_on_ceph_place: S3Place) -> None:
    """Neither hides the other."""
    s3_on_ceph_place.put("hr/roster", b"object")
    s3_on_ceph_place.put("hr/roster/2024.csv", b"below")
    connector = s3_on_ceph_place.connect("hr/roster")
    assert list(entries(connector)) == ["roster", "roster/2024.csv"]
    assert read(connector, "roster/2024.csv") == b"below"


def test_what_is_not_there(place: S3Place) -> None:
    """A bucket or a prefix that does not exist is no empty listing."""
    assert refusal(lambda: list(place.connect("nothing").list(lambda _: False)))[0] == "not-found"
    absent = connect(parse_target("s3://no-such-bucket"), Options(s3=S3Options(endpoint=place.server.endpoint)))
    assert refusal(lambda: list(absent.list(lambda _: False))) == ("not-found", "NoSuchBucket")


def test_marks_of_folders_are_no_files(place: S3Place) -> None:
    """Programs that show folders put empty objects whose key ends in a slash."""
    place.put("folder/")
    place.put("folder/a.txt", b"a")
    place.put("folder/empty.txt")
    assert list(entries(place.connect())) == ["folder/a.txt", "folder/empty.txt"]


# --- keys


def test_keys_of_any_characters(either: S3Place) -> None:
    """Every key that the server takes is listed under one path, which opens the same object."""
    stored = {}
    for key in ODD_KEYS:
        try:
            either.client.put_object(Bucket=either.bucket, Key=key, Body=key.encode())
        except either.client.exceptions.ClientError:
            assert not either.orders_by_bytes, f"{key!r} is taken by Ceph"
            continue
        stored[key] = key.encode()
    connector = either.connect()
    found = entries(connector)
    if either.orders_by_bytes:  # the other server changes some keys
        assert len(found) == len(stored) == len(ODD_KEYS)
        assert sorted(read(connector, path) for path in found) == sorted(stored.values())
    assert len(found) > 12
    for path, entry in found.items():
        assert len(read(connector, path)) == entry.size_bytes


@pytest.mark.slow
def test_more_keys_than_a_page(place: S3Place) -> None:
    """Each of them once, from a connector that lists again too."""
    place.put_empty([f"folder {at // 700}/{at:04}.txt" for at in range(1_100)])
    connector = place.connect()
    assert len(entries(connector)) == len(entries(connector)) == 1_100


# --- versions, classes, keys of customers


def test_versions(either: S3Place) -> None:
    """With the option, what was overwritten or deleted is listed by its version and opens; else it isn't there."""
    client, bucket = either.client, either.bucket
    client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    for content in (b"first", b"second"):
        either.put("hr/a.txt", content)
    either.put("hr/gone.txt", b"deleted")
    either.remove("hr/gone.txt")
    assert list(entries(either.connect("hr"))) == ["a.txt"]
    connector = either.connect("hr", versions=True)
    found = entries(connector)
    assert {path.partition("?versionId=")[0] for path in found} == {"a.txt", "gone.txt"}
    assert sorted(read(connector, path) for path in found) == [b"deleted", b"first", b"second"]
    assert read(connector, "a.txt") == b"second"


def test_archived_objects_are_known_before_they_are_asked_for(place: S3Place, proxy: HttpProxy) -> None:
    """What would have to be restored first has an obstacle from the listing; what is only dear has none."""
    classes = ("STANDARD", "STANDARD_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")
    for name in classes:
        place.put(name, b"x", StorageClass=name)
    found = entries(place.connect(endpoint=proxy.endpoint))
    assert {path: entry.obstacle_detail for path, entry in found.items() if entry.obstacle == "archived"} == {
        "GLACIER": "GLACIER",
        "DEEP_ARCHIVE": "DEEP_ARCHIVE",
    }
    assert not any("/GLACIER" in head.split("\n")[0] for head in proxy.requests)


def test_an_object_that_turns_out_to_be_archived(place: S3Place, proxy: HttpProxy) -> None:
    """Some classes move objects to an archive without saying so in listings; the answer to the GET does."""
    place.put("a.txt", b"x")
    body = b"<Error><Code>InvalidObjectState</Code><Message>not for this class</Message></Error>"
    connector = place.connect(endpoint=proxy.endpoint)
    entries(connector)
    proxy.answer("403 Forbidden", body, fits=lambda head: "/a.txt" in head.split("\r\n")[0])
    assert refusal(lambda: connector.open("a.txt")) == ("archived", "InvalidObjectState")


def test_objects_with_a_key_of_the_customer(either: S3Place) -> None:
    """They are refused with the reason, and nothing else is."""
    either.put("open.txt", b"open")
    either.put("sealed.txt", b"sealed", SSECustomerAlgorithm="AES256", SSECustomerKey="k" * 32)
    connector = either.connect()
    assert set(entries(connector)) == {"open.txt", "sealed.txt"}
    assert read(connector, "open.txt") == b"open"
    assert refusal(lambda: connector.open("sealed.txt"))[0] == "customer-key"


# --- large objects


def test_a_large_object_is_read_in_order_and_at_random(place: S3Place, proxy: HttpProxy) -> None:
    """In ranges of one state, a bounded part of it at a time; put in parts, it is an object like any other."""
    content = bytes(range(251)) * 4096 * 20  # 20 MB
    place.client.upload_fileobj(io.BytesIO(content), place.bucket, "large.bin")
    connector = place.connect(endpoint=proxy.endpoint)
    (entry,) = entries(connector).values()
    assert "-" in entry.version, "it was put in parts"
    with connector.open("large.bin") as stream:
        assert connector.describe(stream, "large.bin").version == entry.version
        assert stream.seek(-5, io.SEEK_END) == len(content) - 5
        assert stream.read() == content[-5:]
        stream.seek(12_345_678)
        assert stream.read(10) == content[12_345_678:12_345_688]
        stream.seek(0)
        assert stream.read() == content
    asked = [head for head in proxy.requests if "large.bin" in head.split("\r\n")[0]]
    assert len(asked) < 12
    assert all("if-match" in head.lower() for head in asked[1:])


def test_ranges_that_come_as_if_they_were_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """rclone answers a range with status 200 in the place of 206; large objects are read all the same."""
    server = Rclone()
    content = bytes(range(251)) * 12_000
    (server.folder / "buckets" / "staff").mkdir(parents=True)
    (server.folder / "buckets" / "staff" / "large.bin").write_bytes(content)
    server.start()
    try:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", server.access_key)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", server.secret_key)
        monkeypatch.setenv("AWS_REGION", server.region)
        found = connect(parse_target("s3://staff"), Options(s3=S3Options(endpoint=server.endpoint)))
        with found.open("large.bin") as stream:
            assert stream.read() == content
            stream.seek(-10, 2)
            assert stream.read() == content[-10:]
    finally:
        server.stop()


@pytest.mark.slow
def test_an_object_of_five_gigabytes(place: S3Place, proxy: HttpProxy) -> None:
    """Larger than a single upload may be; only what is read of it is transferred."""
    parts, part_bytes = 80, 64 * MEGABYTE
    upload = {"Bucket": place.bucket, "Key": "large.bin"}
    upload["UploadId"] = place.client.create_multipart_upload(**upload)["UploadId"]
    bodies = [bytes(part_bytes)] * (parts - 1) + [b"the end"]
    tags = [
        place.client.upload_part(**upload, PartNumber=at, Body=body)["ETag"] for at, body in enumerate(bodies, start=1)
    ]
    done = [{"PartNumber": at, "ETag": tag} for at, tag in enumerate(tags, start=1)]
    place.client.complete_multipart_upload(**upload, MultipartUpload={"Parts": done})
    size_bytes = (parts - 1) * part_bytes + 7
    connector = place.connect(endpoint=proxy.endpoint)
    assert entries(connector)["large.bin"].size_bytes == size_bytes
    with connector.open("large.bin") as stream:
        assert stream.seek(-10, io.SEEK_END) == size_bytes - 10
        assert stream.read() == b"\0\0\0the end"
        stream.seek(size_bytes // 2)
        assert not any(stream.read(MEGABYTE))
        assert connector.describe(stream, "large.bin").size_bytes == size_bytes
    assert proxy.answered_bytes < 32 * MEGABYTE


def test_an_object_that_is_replaced_while_it_is_read(place: S3Place) -> None:
    """Two states are never mixed: the reader is told."""
    place.put("a.bin", b"a" * 3 * MEGABYTE)
    with place.connect().open("a.bin") as stream:
        assert stream.read(10) == b"a" * 10
        place.put("a.bin", b"b" * 3 * MEGABYTE)
        stream.seek(2 * MEGABYTE)
        assert refusal(lambda: stream.read(10))[0] == "vanished"


# --- servers that fail


@pytest.mark.slow
def test_throttling_is_waited_out(place: S3Place, proxy: HttpProxy) -> None:
    """A few refusals cost time; the listing and the reading are whole."""
    place.put("a.txt", b"content")
    slow_down = b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
    proxy.answer("503 Slow Down", slow_down, times=2, fits=lambda head: "list-type=2" in head)
    proxy.answer("503 Slow Down", slow_down, times=2, fits=lambda head: "/a.txt" in head.split("\r\n")[0])
    connector = place.connect(endpoint=proxy.endpoint)
    assert list(entries(connector)) == ["a.txt"]
    assert read(connector, "a.txt") == b"content"


@pytest.mark.slow
def test_throttling_that_does_not_end(place: S3Place, proxy: HttpProxy) -> None:
    """It is told after half a minute or so."""
    place.put("a.txt", b"content")
    connector = place.connect(endpoint=proxy.endpoint)
    entries(connector)
    proxy.answer("503 Slow Down", b"<Error><Code>SlowDown</Code></Error>")
    started = time.monotonic()
    assert refusal(lambda: connector.open("a.txt"))[0] == "throttled"
    assert refusal(lambda: list(connector.list(lambda _: False)))[0] == "throttled"
    assert time.monotonic() - started < 120


@pytest.mark.parametrize("after_bytes", [0, 100, 5_000])
def test_a_listing_that_is_cut_once(after_bytes: int, place: S3Place, proxy: HttpProxy) -> None:
    """It is asked for again, and is whole."""
    place.put_empty([f"{at:03}.txt" for at in range(50)])
    connector = place.connect(endpoint=proxy.endpoint)
    entries(connector)
    proxy.cut_after_bytes, proxy.cuts_left = after_bytes, 1
    assert len(entries(connector)) == 50
    assert proxy.cuts_left <= 0


def test_a_reading_that_is_cut_once(place: S3Place, proxy: HttpProxy) -> None:
    """It is asked for again, and is whole."""
    content = bytes(range(250)) * 2000
    place.put("a.bin", content)
    connector = place.connect(endpoint=proxy.endpoint)
    entries(connector)
    proxy.cut_after_bytes, proxy.cuts_left = 200_000, 1
    assert read(connector, "a.bin") == content
    assert proxy.cuts_left <= 0


@pytest.mark.slow
def test_a_server_that_ceases_to_answer_in_the_middle(place: S3Place, proxy: HttpProxy) -> None:
    """Listing and reading end with a word, not with what was there so far."""
    place.put_empty([f"{at:04}.txt" for at in range(2_600)])
    connector = place.connect(endpoint=proxy.endpoint)
    listing = connector.list(lambda _: False)
    next(listing)
    proxy.is_refusing = True
    proxy.drop_connections()
    assert refusal(lambda: list(listing))[0] == "unreachable"
    assert refusal(lambda: connector.open("0001.txt"))[0] == "unreachable"
    assert refusal(lambda: connector.list_beside("0001.txt"))[0] == "unreachable"


@pytest.mark.slow
def test_a_slow_server_is_waited_for(place: S3Place, proxy: HttpProxy) -> None:
    """Half a second an answer is no failure."""
    place.put("a.txt", b"content")
    proxy.delay_seconds = 0.3
    connector = place.connect(endpoint=proxy.endpoint)
    assert list(entries(connector)) == ["a.txt"]
    assert read(connector, "a.txt") == b"content"


# --- logging in


@pytest.mark.parametrize("code", ["ExpiredToken", "InvalidAccessKeyId", "RequestTimeTooSkewed"])
@pytest.mark.slow
def test_credentials_that_end_while_a_scan_runs(code: str, place: S3Place, proxy: HttpProxy) -> None:
    """It is told at once and by its name."""
    place.put("a.txt", b"content")
    connector = place.connect(endpoint=proxy.endpoint)
    entries(connector)
    status = "403 Forbidden" if code != "ExpiredToken" else "400 Bad Request"
    proxy.answer(status, f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode())
    assert refusal(lambda: connector.open("a.txt")) == ("login-failed", code)
    assert refusal(lambda: list(connector.list(lambda _: False))) == ("login-failed", code)


def test_wrong_and_missing_credentials(place: S3Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is an empty bucket, and no part of a secret is in the error."""
    place.put("a.txt", b"content")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "canary-secret")
    connector = place.connect()
    with pytest.raises(ConnectorError) as caught:
        list(connector.list(lambda _: False))
    assert caught.value.code in ("login-failed", "permission-denied")
    assert "canary" not in repr(caught.value) + str(caught.value.__context__)
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    assert refusal(lambda: list(place.connect().list(lambda _: False)))[0] == "login-failed"


def test_a_bucket_that_this_user_may_not_list(place: S3Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Denied, not empty."""
    place.put("a.txt", b"content")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKSTRANGER")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret-of-stranger")
    assert refusal(lambda: list(place.connect().list(lambda _: False)))[0] == "permission-denied"
    assert refusal(lambda: place.connect().open("a.txt"))[0] == "permission-denied"


def test_a_profile(place: S3Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the SDK's own files, with its endpoint."""
    place.put("a.txt", b"content")
    server = place.server
    config = tmp_path / "config"
    config.write_text(
        f"[profile audit]\nregion = {server.region}\nendpoint_url = {server.endpoint}\n"
        f"aws_access_key_id = {server.access_key}\naws_secret_access_key = {server.secret_key}\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    connector = place.connect(endpoint="", profile="audit")
    assert list(entries(connector)) == ["a.txt"]
    assert read(connector, "a.txt") == b"content"
    assert refusal(lambda: list(place.connect(profile="nobody").list(lambda _: False))) == (
        "login-failed",
        "ProfileNotFound",
    )


@pytest.mark.slow
def test_a_role_is_taken_on(s3_on_ceph_place: S3Place, ceph: Ceph, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a user who may do nothing in the bucket; what the role may, the connector may."""
    place = s3_on_ceph_place
    place.put("a.txt", b"content")
    auditor = ceph.create_user("auditor")
    reading = {"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::*"]}
    arn = ceph.create_role("audit", "auditor", {"Version": "2012-10-17", "Statement": [reading]})
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", auditor.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", auditor.secret_key)
    monkeypatch.setenv("AWS_ENDPOINT_URL", ceph.endpoint)
    assert refusal(lambda: list(place.connect().list(lambda _: False)))[0] == "permission-denied"
    connector = place.connect(role=arn)
    assert list(entries(connector)) == ["a.txt"]
    assert read(connector, "a.txt") == b"content"
    assert refusal(lambda: list(place.connect(role=arn + "x").list(lambda _: False)))[0] == "login-failed"


def test_the_requester_pays_for_every_request(place: S3Place, proxy: HttpProxy) -> None:
    """Where the option is set, and only there."""
    place.put("a.txt", b"content")
    place.put("back\\slash.txt", b"content")
    for pays in (True, False):
        proxy.reset()
        connector = place.connect(endpoint=proxy.endpoint, requester_pays=pays)
        for path in entries(connector):
            read(connector, path)
        asked = [head for head in proxy.requests if "list-type=2" in head or ".txt" in head.split("\r\n")[0]]
        assert len(asked) >= 3
        assert all(("x-amz-request-payer" in head.lower()) == pays for head in asked)


@pytest.mark.slow
def test_a_large_folder_that_is_left_out_hides_nothing_else(either: S3Place) -> None:
    """The listing passes by what is in it, and misses none of the keys that sort before, between or behind."""
    around = ["a b.txt", "a!/x", "a-1.txt", "a.txt", "a0", "aあ", "A", "b/c", "a\U0010fffd"]
    either.put_empty([*around, *(f"a/{at % 3}/{at:04}" for at in range(1_300))])
    connector = either.connect()
    asked: list[str] = []

    def skip(path: str) -> bool:
        asked.append(path)
        return path == "a"

    found = [item.path for item in connector.list(skip)]
    assert sorted(found) == sorted(around)
    assert sorted(asked) == ["a", "a!", "b"]
