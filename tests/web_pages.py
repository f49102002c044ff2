"""The pages of meibo serve for tests: asked within the test's own process, or of the real command."""

from __future__ import annotations

import asyncio
import html
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

from meibo.web.doors import Doors
from meibo.web.site import Site

PORT = 8123
ORIGIN = f"http://127.0.0.1:{PORT}"
HOSTILE = (
    "<script>alert(1)<.csv",
    '"><img src=x onerror=alert(1)>.csv',
    "見積\u202egpj.csv",
    "=cmd|' calc'!A0.csv",
    "{{ 7*7 }}&amp;.csv",
)


class Client:
    """A browser without a window: it keeps cookies, and follows nothing."""

    def __init__(self, app: Doors) -> None:
        self._transport = httpx.ASGITransport(app)
        self.cookies = httpx.Cookies()

    def request(self, method: str, address: str, **options: Any) -> httpx.Response:
        """The answer to one request."""

        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url=ORIGIN, cookies=self.cookies, follow_redirects=False
            ) as client:
                answer = await client.request(method, address, **options)
                self.cookies = client.cookies
                return answer

        with ThreadPoolExecutor(1) as apart:  # Playwright may have an event loop running in this thread
            return apart.submit(lambda: asyncio.run(ask())).result()

    def get(self, address: str, **options: Any) -> httpx.Response:
        """A page."""
        return self.request("GET", address, **options)

    def post(self, address: str, **options: Any) -> httpx.Response:
        """A form."""
        return self.request("POST", address, **options)


class Pages:
    """The pages as a browser that has logged in sees them."""

    def __init__(self, app: Doors, site: Site) -> None:
        self.app, self.site = app, site
        self.client = Client(app)
        self.token = site.sessions.make_token()
        welcome = self.client.get("/login", params={"token": self.token})
        found = re.search(r'url=(/[^"]+)/"', welcome.text)
        assert found, welcome.text
        self.base = found.group(1)
        self.cookies = dict(self.client.cookies)
        [self.cookie] = [f"{name}={value}" for name, value in self.cookies.items() if name.startswith("meibo-81")]

    def get(self, path: str, **options: Any) -> str:
        """The text of a page."""
        answer = self.client.get(self.base + path, **options)
        assert answer.status_code == 200, answer.text
        return answer.text

    def guest(self) -> Client:
        """A browser that knows nothing."""
        return Client(self.app)


def run_meibo(*arguments: object) -> None:
    """A command that must not fail."""
    subprocess.run([sys.executable, "-m", "meibo", *map(str, arguments)], check=True, capture_output=True)


class Server:
    """The real command."""

    def __init__(self, inventory: Path, *options: str) -> None:
        self.inventory = inventory
        command = [sys.executable, "-m", "meibo", "serve", "-i", str(inventory), "--no-open", "--lang", "en", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.link = self.process.stdout.readline().strip()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.link.split(":")[2].partition("/")[0])

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Exit code, and all that it said on standard error."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        _, said = self.process.communicate(timeout=20)
        return self.process.returncode, said


def find_names(text: str) -> list[str]:
    """The files of a list, in its order."""
    return [html.unescape(name) for name in re.findall(r'class="name"[^>]*><bdi>(.*?)</bdi>', text)]


def find_file(pages: Pages, word: str) -> str:
    """The page of the one file with this word in its path."""
    [link] = re.findall(r'class="name" href="[^"]*?(/files/\d+)"', pages.get("/files", params={"q": word}))
    return str(link)
