"""Places to scan: one for each kind of connector, which the contract runs against, and folders for the local ones."""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from connectors.object_places import ObjectPlace
from connectors.s3_place import S3Place
from connectors.smb_place import SmbPlace, make_samba
from meibo_connectors.local import LocalConnector
from meibo_connectors.local_by_path import PathConnector
from meibo_connectors.registry import connect, parse_target
from servers.azurite import Azurite
from servers.ceph import Ceph
from servers.fake_gcs import FakeGcs
from servers.seaweedfs import SeaweedFs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from meibo_connectors.base import Connector
    from servers.samba import Samba

STRANGER = 65534


@pytest.fixture(scope="module")
def end_listings() -> Callable[[], None]:
    """Waits for pages that are still being fetched ahead, where a listing was left: while the client tries again, it
    draws at random, which hypothesis takes for the doing of a test that runs meanwhile."""

    def end() -> None:
        gc.collect()  # listings that nobody holds any more end
        until = time.monotonic() + 20
        for thread in threading.enumerate():
            if thread.name.startswith("meibo-list"):
                thread.join(max(0.0, until - time.monotonic()))

    return end


@pytest.fixture(scope="module", autouse=True)
def _no_listing_is_left(end_listings: Callable[[], None]) -> Iterator[None]:
    """For the tests of another file."""
    yield
    end_listings()


class LocalPlace:
    """A folder of this machine, and what a user could do there."""

    shows_changes = True
    """``describe`` shows what became of an open file."""
    many = 10_000
    orders_by_bytes = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def connect(self) -> Connector:
        return connect(parse_target(str(self.folder)))

    def put(self, path: str, content: bytes = b"") -> None:
        file = self.folder / path
        if not file.parent.exists():
            file.parent.mkdir(parents=True)
        file.write_bytes(content)

    def put_empty(self, paths: list[str]) -> None:
        """Many files at once: names of one file, which are made twenty times faster than files."""
        first, *others = paths
        self.put(first)
        for path in others:
            (self.folder / path).hardlink_to(self.folder / first)

    def remove(self, path: str) -> None:
        (self.folder / path).unlink()

    def stored(self, path: str) -> str:
        """A name as it is kept, where a service changes some."""
        return path

    def remove_all(self) -> None:
        subprocess.run(["rm", "-rf", self.folder], check=True)


class ByPathPlace(LocalPlace):
    """The same folder, reached as on systems without descriptors for folders."""

    def connect(self) -> Connector:
        return PathConnector(parse_target(str(self.folder)))


@pytest.fixture(
    params=[
        "local",
        "local_by_path",
        "smb",
        "s3",
        *(pytest.param(name, marks=pytest.mark.slow) for name in ("s3_on_ceph", "gcs", "azure")),
    ]
)
def place(request: pytest.FixtureRequest) -> Any:
    """A place of each kind."""
    return request.getfixturevalue(f"{request.param}_place")


@pytest.fixture
def local_place(share: Path) -> LocalPlace:
    """A folder."""
    return LocalPlace(share)


@pytest.fixture
def local_by_path_place(share: Path) -> ByPathPlace:
    """The same, reached by paths."""
    return ByPathPlace(share)


@pytest.fixture(scope="session")
def fake_gcs() -> Iterator[FakeGcs]:
    """An emulator of Google Cloud Storage."""
    server = FakeGcs()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def gcs_place(fake_gcs: FakeGcs, monkeypatch: pytest.MonkeyPatch) -> ObjectPlace:
    """An empty bucket, which the environment leads to."""
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", fake_gcs.endpoint)
    return ObjectPlace("gs", fake_gcs, fake_gcs.make_bucket)


@pytest.fixture(scope="session")
def azurite() -> Iterator[Azurite]:
    """An emulator of Azure Blob Storage."""
    server = Azurite()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def azure_place(azurite: Azurite, monkeypatch: pytest.MonkeyPatch) -> ObjectPlace:
    """An empty container, which the environment leads to."""
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", azurite.connection_string)
    return ObjectPlace("az", azurite, azurite.make_container)


@pytest.fixture(scope="session")
def seaweedfs() -> Iterator[SeaweedFs]:
    """A server of S3 that starts in three seconds."""
    server = SeaweedFs()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def ceph() -> Iterator[Ceph]:
    """The other server of S3, which takes fifteen; for slow tests."""
    server = Ceph()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def s3_place(seaweedfs: SeaweedFs, monkeypatch: pytest.MonkeyPatch) -> S3Place:
    """An empty bucket."""
    return S3Place(seaweedfs, monkeypatch, orders_by_bytes=False)


@pytest.fixture
def s3_on_ceph_place(ceph: Ceph, monkeypatch: pytest.MonkeyPatch) -> S3Place:
    """An empty bucket of the other server."""
    return S3Place(ceph, monkeypatch, orders_by_bytes=True)


@pytest.fixture(scope="session")
def samba() -> Iterator[Samba]:
    """A server, with the shares of ``make_samba``."""
    with contextlib.ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="meibo-samba-"))
        stack.callback(subprocess.run, ["rm", "-rf", folder], check=True)
        folder.chmod(0o755)
        server = make_samba(folder)
        stack.callback(server.stop)
        yield server.start()


@pytest.fixture
def smb_place(samba: Samba) -> SmbPlace:
    """An empty folder on a share."""
    return SmbPlace(samba)


@pytest.fixture
def share() -> Iterator[Path]:
    """An empty folder that every user can pass, and that may become deeper than Python could remove."""
    folder = Path(tempfile.mkdtemp(prefix="meibo-"))
    folder.chmod(0o755)
    yield folder
    LocalPlace(folder).remove_all()


@pytest.fixture
def connector(share: Path) -> Iterator[LocalConnector]:
    """The local connector for the share."""
    connector = LocalConnector(parse_target(str(share)))
    yield connector
    connector.close()


@pytest.fixture
def as_stranger() -> Callable[[], AbstractContextManager[None]]:
    """Makes what runs within it run as a user without rights; root gives up its own, which no mode would bind."""
    return _give_up_rights


@contextlib.contextmanager
def _give_up_rights() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    with contextlib.ExitStack() as restore:
        restore.callback(os.setgroups, os.getgroups())
        os.setgroups([])
        restore.callback(os.setegid, os.getegid())
        os.setegid(STRANGER)
        restore.callback(os.seteuid, 0)
        os.seteuid(STRANGER)
        yield
