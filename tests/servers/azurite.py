"""Azurite, the emulator of Azure Blob Storage that its makers publish: MIT, a package of npm.

It lies in ``build/azurite`` of the checkout, installed there when it is first needed.
"""

from __future__ import annotations

import base64
import email.utils
import fcntl
import hashlib
import hmac
import shutil
import subprocess
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

from servers.server_process import ServerProcess, free_port, is_listening

PACKAGE = "azurite@3.37.0"
_FOLDER = Path(__file__).parents[2] / "build" / "azurite"
_PROGRAM = _FOLDER / "node_modules" / "azurite" / "dist" / "src" / "blob" / "main.js"


class Azurite:
    """A server that keeps everything in memory, ready when ``start`` returns."""

    account = "devstoreaccount1"
    key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="meibo-azurite-"))
        self._process: ServerProcess | None = None
        self.port = 0

    @property
    def endpoint(self) -> str:
        """URL of the account."""
        return f"http://127.0.0.1:{self.port}/{self.account}"

    @property
    def connection_string(self) -> str:
        """What ``AZURE_STORAGE_CONNECTION_STRING`` is set to."""
        return (
            f"DefaultEndpointsProtocol=http;AccountName={self.account};AccountKey={self.key};"
            f"BlobEndpoint={self.endpoint};"
        )

    def start(self) -> None:
        """Install it where it is missing, and start it, which takes seconds."""
        install()
        self.port = free_port()
        command = (
            f"node {_PROGRAM} --blobHost 127.0.0.1 --blobPort {self.port}"
            " --inMemoryPersistence --disableTelemetry --skipApiVersionCheck --silent"
        )
        self._process = ServerProcess(command.split(), self._folder / "log")
        self._process.wait_until(lambda: is_listening(self.port))

    def stop(self) -> None:
        """Stop it; what it kept is gone."""
        if self._process is not None:
            self._process.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def make_container(self, container: str) -> None:
        """An empty container."""
        self._ask("PUT", f"/{container}", {"restype": "container"})

    def put(self, container: str, key: str, content: bytes) -> None:
        """A blob, or its next state."""
        self._ask("PUT", f"/{container}/{urllib.parse.quote(key)}", {}, content, {"x-ms-blob-type": "BlockBlob"})

    def remove(self, container: str, key: str) -> None:
        """Delete a blob."""
        self._ask("DELETE", f"/{container}/{urllib.parse.quote(key)}", {})

    def archive(self, container: str, key: str) -> None:
        """Move a blob to the archive tier, from which it would have to be rehydrated."""
        path = f"/{container}/{urllib.parse.quote(key)}"
        self._ask("PUT", path, {"comp": "tier"}, b"", {"x-ms-access-tier": "Archive"})

    def find_tier(self, container: str, key: str) -> tuple[str, str]:
        """A blob's tier, and the state of its rehydration, which is empty where none was ever asked for."""
        headers = self._ask("HEAD", f"/{container}/{urllib.parse.quote(key)}", {})
        return headers.get("x-ms-access-tier", ""), headers.get("x-ms-archive-status", "")

    def _ask(
        self, method: str, path: str, query: dict[str, str], body: bytes = b"", headers: dict[str, str] | None = None
    ) -> dict[str, str]:
        """A request signed with the account's key; the answer's headers.

        Signed as "Authorize with Shared Key" in the reference of the storage services' REST API says.
        """
        told = {
            "x-ms-date": email.utils.formatdate(usegmt=True),
            "x-ms-version": "2021-12-02",
            "content-type": "application/octet-stream",
            **(headers or {}),
        }
        named = "".join(f"{name}:{value}\n" for name, value in sorted(told.items()) if name.startswith("x-ms-"))
        asked = "".join(f"\n{name}:{value}" for name, value in sorted(query.items()))
        length = str(len(body)) if body else ""
        place = f"/{self.account}/{self.account}{path}{asked}"
        text = f"{method}\n\n\n{length}\n\n{told['content-type']}\n\n\n\n\n\n\n{named}{place}"
        signature = base64.b64encode(hmac.digest(base64.b64decode(self.key), text.encode(), hashlib.sha256)).decode()
        told["Authorization"] = f"SharedKey {self.account}:{signature}"
        url = f"{self.endpoint}{path}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
        request = urllib.request.Request(url, body if method == "PUT" else None, told, method=method)  # noqa: S310 - loopback
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
            return {name.lower(): value for name, value in answer.headers.items()}


def install() -> None:
    """Install the package where it isn't yet; one test process does, the others wait."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    with (_FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _PROGRAM.exists():
            command = ["npm", "install", "--prefix", _FOLDER, "--no-save", "--no-audit", "--no-fund", PACKAGE]
            (_FOLDER / "package.json").write_text("{}")
            subprocess.run(command, check=True, capture_output=True, timeout=300)
