"""Buckets and containers beside what every connector does: prefixes, markers, awkward keys, credentials, errors."""

from __future__ import annotations

import os
import random
import tomllib
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import obstore
import pytest
from obstore.exceptions import GenericError

from connectors.object_places import ObjectPlace
from meibo_connectors import azure
from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Access, Audience, Check, Entry, Trouble
from meibo_connectors.object_errors import refusal
from meibo_connectors.object_stream import HEAD_BYTES, ObjectStream, Piece
from meibo_connectors.registry import connect, parse_target

if TYPE_CHECKING:
    from meibo_connectors.base import Connector
    from servers.azurite import Azurite

URIS = tomllib.loads((Path(__file__).parent / "cases" / "object_uris.toml").read_text())
ERRORS = tomllib.loads((Path(__file__).parent / "cases" / "object_errors.toml").read_text())["case"]
SLOW_AZURE = pytest.param("azure", marks=pytest.mark.slow)


@pytest.fixture(params=["gcs", SLOW_AZURE])
def place(request: pytest.FixtureRequest) -> ObjectPlace:
    """An empty bucket or container."""
    found = request.getfixturevalue(f"{request.param}_place")
    assert isinstance(found, ObjectPlace)
    return found


def paths(connector: Connector) -> list[str]:
    return [item.path for item in connector.list(lambda _path: False)]


@pytest.mark.parametrize(("text", "uri"), URIS["spelled"].items())
def test_uri_has_one_spelling(text: str, uri: str) -> None:
    """A key stands in a URI as it is; a slash at its end says nothing."""
    assert parse_target(text).uri == uri


@pytest.mark.parametrize("text", URIS["refused"]["uris"])
def test_uri_that_names_nothing_is_refused_unquoted(text: str) -> None:
    """What cannot be a bucket is refused, and no part of it is repeated: it may hold a password."""
    with pytest.raises(ValueError, match=r"target|prefix") as caught:
        parse_target(text)
    assert "secret" not in str(caught.value)


def test_prefix_is_a_folder(place: ObjectPlace) -> None:
    """A target below a prefix lists what is in that folder, and not what merely begins alike."""
    for key in ("hr/2024/a.txt", "hr/b.txt", "hr-old/c.txt", "hr.txt"):
        place.put(key, key.encode())
    connector = place.connect("hr")
    assert paths(connector) == ["2024/a.txt", "b.txt"]
    with connector.open("2024/a.txt") as stream:
        assert stream.read() == b"hr/2024/a.txt"
    assert connector.list_beside("b.txt") == ["2024"]


def test_target_that_is_one_object(place: ObjectPlace) -> None:
    """An object that is named itself is listed by its name; another connector opens it without a listing."""
    place.put("hr/名簿.csv", b"text")
    assert paths(place.connect("hr/名簿.csv")) == ["名簿.csv"]
    connector = place.connect("hr/名簿.csv")
    with connector.open("名簿.csv") as stream:
        assert stream.read() == b"text"
    assert connector.list_beside("名簿.csv") == []


def test_target_that_is_not_there(place: ObjectPlace) -> None:
    """A prefix of nothing is an error, as an empty listing would pass for clean."""
    place.put("a.txt")
    with pytest.raises(ConnectorError) as caught:
        place.connect("b").list(lambda _path: False)
    assert caught.value.code == "not-found"


def test_folder_markers_are_no_files(place: ObjectPlace) -> None:
    """Empty objects that end in a slash show folders; empty objects that don't are files."""
    for key in ("empty.txt", "folder/", "folder/a.txt", "hollow/"):
        place.put(key)
    assert paths(place.connect()) == ["empty.txt", "folder/a.txt"]
    assert paths(place.connect("folder")) == ["a.txt"]


def test_keys_that_cannot_be_spelled_cost_their_folder_only(place: ObjectPlace) -> None:
    """A key with an empty name gives up its folder with a line; whatever lies elsewhere is listed as ever."""
    for key in ("a/1", "b/1", "b//2", "b/c/3", "d/4", "e"):
        place.put(key, b"x")
    asked = []
    found = list(place.connect().list(lambda path: bool(asked.append(path))))
    assert [item.path for item in found] == ["a/1", "b", "d/4", "e"]
    assert found[1] == Trouble("b", "io-error", is_folder=True, detail="a key that can't be spelled")
    assert asked == ["a", "b", "d"]
    with pytest.raises(ConnectorError):
        list(place.connect("b").list(lambda _path: False))


def test_large_object_is_read_in_ranges(place: ObjectPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading in order asks for ever larger ranges, and reading here and there for small ones; every byte is right."""
    content = random.Random(7).randbytes(5 * HEAD_BYTES + 12345)
    place.put("large.bin", content)
    asked: list[tuple[int, int]] = []
    real = obstore.get

    def get(store: Any, key: str, *, options: Any) -> Any:
        asked.append(options["range"])
        return real(store, key, options=options)

    monkeypatch.setattr(obstore, "get", get)
    with place.connect().open("large.bin") as stream:
        assert stream.read(len(content)) + stream.readall() == content  # type: ignore[attr-defined]
        in_order = [end - start for start, end in asked]
        assert in_order[0] == HEAD_BYTES
        assert in_order[1:-1] == sorted(in_order[1:-1])
        assert sum(in_order) == len(content)
        asked.clear()
        for position in (4_000_000, 10, 5_200_000):
            stream.seek(position)
            assert stream.read(100) == content[position : position + 100]
        assert all(end - start <= 1 << 18 for start, end in asked)


def test_object_that_is_replaced_while_it_is_read(place: ObjectPlace) -> None:
    """What is read is of one state: once another has taken its place, the rest is refused rather than mixed."""
    place.put("a.bin", bytes(2 * HEAD_BYTES))
    with place.connect().open("a.bin") as stream:
        place.put("a.bin", b"\1" * 2 * HEAD_BYTES)
        assert len(stream.read(HEAD_BYTES)) == HEAD_BYTES
        with pytest.raises(ConnectorError) as caught:
            stream.read(1)
    assert caught.value.code == "vanished"


def test_who_reads_is_unknown_and_said_why(place: ObjectPlace) -> None:
    """Nothing is guessed about who can read; the diagnosis says that it is not known."""
    place.put("a.txt", b"x")
    connector = place.connect()
    (entry,) = connector.list(lambda _path: False)
    assert isinstance(entry, Entry)
    assert entry.access.audience is Audience.UNKNOWN
    assert connector.find_access("a.txt") is None
    assert list(connector.diagnose()) == [
        Check("list", "ok"),
        Check("read", "ok"),
        Check("read-access", "unknown", entry.access.source),
    ]


@pytest.mark.slow
def test_archived_blob_is_never_recalled(azurite: Azurite, azure_place: ObjectPlace) -> None:
    """A blob of the archive tier is refused as archived, and no rehydration begins."""
    azure_place.put("a.txt", b"text")
    azurite.archive(azure_place.bucket, "a.txt")
    connector = azure_place.connect()
    assert paths(connector) == ["a.txt"]
    with pytest.raises(ConnectorError) as caught:
        connector.open("a.txt")
    assert (caught.value.code, caught.value.detail) == ("archived", "BlobArchived")
    assert azurite.find_tier(azure_place.bucket, "a.txt") == ("Archive", "")


@pytest.mark.slow
def test_missing_container_and_wrong_key(azurite: Azurite, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container that isn't there was not found; a key that the account doesn't have is refused at the login."""
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", azurite.connection_string)
    assert refuse_list("az://nothing-here") == ("not-found", "ContainerNotFound")
    wrong = azurite.connection_string.replace("AccountKey=E", "AccountKey=A")
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", wrong)
    assert refuse_list("az://nothing-here")[0] in ("login-failed", "permission-denied")


@pytest.mark.slow
@pytest.mark.parametrize(
    "names",
    [
        {"AZURE_STORAGE_ACCOUNT": "{account}", "AZURE_STORAGE_KEY": "{key}", "AZURE_STORAGE_ENDPOINT": "{endpoint}"},
        {
            "AZURE_STORAGE_ACCOUNT_NAME": "{account}",
            "AZURE_STORAGE_ACCOUNT_KEY": "{key}",
            "AZURE_ENDPOINT": "{endpoint}",
        },
        {"AZURITE_BLOB_STORAGE_URL": "{server}", "AZURE_STORAGE_USE_EMULATOR": "true"},
        {"AZURITE_BLOB_STORAGE_URL": "{server}", "AZURE_STORAGE_CONNECTION_STRING": "UseDevelopmentStorage=true"},
    ],
    ids=["command line", "SDK", "emulator", "emulator's string"],
)  # fmt: skip
def test_credentials_by_each_tools_names(
    names: dict[str, str], azurite: Azurite, azure_place: ObjectPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account is reached by whatever names its tools read it from."""
    azure_place.put("a.txt", b"x")
    monkeypatch.delenv("AZURE_STORAGE_CONNECTION_STRING")
    server = azurite.endpoint.rpartition("/")[0]
    for name, value in names.items():
        told = value.format(account=azurite.account, key=azurite.key, endpoint=azurite.endpoint, server=server)
        monkeypatch.setenv(name, told)
    assert paths(azure_place.connect()) == ["a.txt"]


@pytest.mark.parametrize(
    ("text", "config"),
    [
        (
            "DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=c2VjcmV0==;EndpointSuffix=core.chinacloudapi.cn",
            {"account_name": "acc", "account_key": "c2VjcmV0==", "endpoint": "https://acc.blob.core.chinacloudapi.cn"},
        ),
        (
            "BlobEndpoint=https://acc.blob.core.windows.net/;SharedAccessSignature=?sv=2021&sig=a%3D",
            {"account_name": "acc", "sas_key": "sv=2021&sig=a%3D", "endpoint": "https://acc.blob.core.windows.net"},
        ),
        ("UseDevelopmentStorage=true", {"use_emulator": True}),
    ],
)
def test_connection_strings(text: str, config: dict[str, object]) -> None:
    """Account, key or signature, and server, as portals write them in one line."""
    assert azure.read_connection_string(text) == config


@pytest.mark.parametrize(
    ("uri", "environment"),
    [
        ("az://container", {"AZURE_STORAGE_CONNECTION_STRING": "AccountKey=c2VjcmV0"}),
        ("az://container", {"AZURE_STORAGE_KEY": "c2VjcmV0"}),
        ("az://container", {"AZURE_STORAGE_ACCOUNT": "acc", "AZURE_STORAGE_KEY": "secret, which is no base64"}),
        ("gs://bucket", {"GOOGLE_APPLICATION_CREDENTIALS": "/nonexistent/c2VjcmV0.json"}),
        ("gs://bucket", {"GOOGLE_SERVICE_ACCOUNT_KEY": '{"private_key": "secret"}'}),
    ],
    ids=["string without account", "no account", "bad key", "no file", "bad file"],
)
def test_broken_credentials_are_refused_unquoted(
    uri: str, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Credentials that can't be used are a failed login, and no part of them is repeated."""
    for name in [name for name in os.environ if name.startswith(("AZURE_", "GOOGLE_"))]:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConnectorError) as caught:
        connect(parse_target(uri)).list(lambda _path: False)
    assert caught.value.code == "login-failed"
    said = "".join(traceback.format_exception(caught.value))
    assert "c2VjcmV0" not in said
    assert "secret" not in said


def test_server_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that nobody answers for is unreachable, after a bounded number of tries."""
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "127.0.0.1:1")
    monkeypatch.setitem(azure.RETRIES, "max_retries", 2)
    assert refuse_list("gs://bucket") == ("unreachable", "")


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case["answer"])
def test_errors_have_their_codes(case: dict[str, str]) -> None:
    """What services answer is told apart; nothing but their own short code is repeated."""
    asked = "Error performing GET http://server/bucket/名簿 in 1ms - Server returned"
    found = refusal(GenericError(f"{asked} {case['answer']}"))
    assert (found.code, found.detail) == (case["code"], case["detail"])


def test_stream_refuses_use_after_its_end() -> None:
    """A closed stream reads nothing, and no position lies before the start."""
    entry = Entry("a", 3, 0, "v", "", Access(Audience.UNKNOWN, "test"))
    stream = ObjectStream(entry, Piece(b"abc", "v"), lambda _start, _end: Piece(b"", "v"))
    with pytest.raises(ValueError, match="negative"):
        stream.seek(-1)
    stream.seek(10)
    assert stream.read(1) == b""
    stream.close()
    with pytest.raises(ValueError, match="closed"):
        stream.read(1)


def refuse_list(uri: str) -> tuple[str, str]:
    with pytest.raises(ConnectorError) as caught:
        connect(parse_target(uri)).list(lambda _path: False)
    return caught.value.code, caught.value.detail
