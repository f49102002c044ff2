"""Where files lie that scans read while harm is done to them: a folder, a Samba share, a bucket."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, Protocol

import boto3

from servers.faulty_proxy import FaultyProxy
from servers.samba import PASSWORD, USER, Samba
from servers.seaweedfs import SeaweedFs


class Place(Protocol):
    """Files that can be scanned, and a server that can go away."""

    target: str
    options: tuple[str, ...]
    """Of the command, to reach it."""
    environment: dict[str, str]

    def put(self, path: str, content: bytes) -> None:
        """Write a file, or write it anew."""

    def remove(self, path: str) -> None:
        """Delete a file."""

    def move(self, path: str, to: str) -> None:
        """Give a file another path."""

    def go_away(self) -> None:
        """From now on nobody is there who answers."""

    def come_back(self) -> None:
        """It answers again."""

    def close(self) -> None:
        """End it."""


class LocalPlace:
    """A folder of this machine."""

    options: tuple[str, ...] = ()

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "share"
        self.folder.mkdir()
        self.target = str(self.folder)
        self.environment: dict[str, str] = {}

    def put(self, path: str, content: bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def remove(self, path: str) -> None:
        (self.folder / path).unlink()

    def move(self, path: str, to: str) -> None:
        (self.folder / to).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).rename(self.folder / to)

    def go_away(self) -> None:
        self.folder.rename(self.folder.with_name("away"))

    def come_back(self) -> None:
        self.folder.with_name("away").rename(self.folder)

    def close(self) -> None:
        pass


class SmbPlace(LocalPlace):
    """A share of a real Samba, read by a user who owns nothing there."""

    def __init__(self) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="meibo-"))
        super().__init__(self._home)
        self._home.chmod(0o755)
        self._samba = Samba(self._home / "state", {"総務部": self.folder}).start()
        self.target = self._samba.uri("総務部")
        self.environment = {"MEIBO_SMB_USERNAME": USER, "MEIBO_SMB_PASSWORD": PASSWORD}

    def go_away(self) -> None:
        self._samba.stop()

    def come_back(self) -> None:
        self._samba.start()

    def close(self) -> None:
        self._samba.stop()
        shutil.rmtree(self._home)


class S3Place:
    """A bucket of SeaweedFS."""

    def __init__(self) -> None:
        self._server = SeaweedFs()
        self._server.start()
        self._proxy = FaultyProxy(self._server.port)
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=self._server.endpoint,
            aws_access_key_id=self._server.access_key,
            aws_secret_access_key=self._server.secret_key,
            region_name=self._server.region,
        )
        self._client.create_bucket(Bucket="roster")
        self.target = "s3://roster/"
        self.options = ("--s3-endpoint", f"http://127.0.0.1:{self._proxy.port}")
        self.environment = {
            "AWS_ACCESS_KEY_ID": self._server.access_key,
            "AWS_SECRET_ACCESS_KEY": self._server.secret_key,
            "AWS_REGION": self._server.region,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def put(self, path: str, content: bytes) -> None:
        self._client.put_object(Bucket="roster", Key=path, Body=content)

    def remove(self, path: str) -> None:
        self._client.delete_object(Bucket="roster", Key=path)

    def move(self, path: str, to: str) -> None:
        self._client.copy_object(Bucket="roster", Key=to, CopySource={"Bucket": "roster", "Key": path})
        self.remove(path)

    def go_away(self) -> None:
        self._proxy.is_refusing = True
        self._proxy.cut()

    def come_back(self) -> None:
        self._proxy.is_refusing = False

    def close(self) -> None:
        self._proxy.close()
        self._client.close()
        self._server.stop()


def make_place(kind: str, folder: Path) -> Place:
    """``local`` in the folder, ``smb`` or ``s3``."""
    if kind == "local":
        return LocalPlace(folder)
    return SmbPlace() if kind == "smb" else S3Place()


def environment_for(place: Place) -> dict[str, str]:
    """The whole environment of somebody who may read a place."""
    return {**os.environ, "LC_ALL": "C.UTF-8", **place.environment}
