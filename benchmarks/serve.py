"""How quick the pages of meibo serve are: python benchmarks/serve.py INVENTORY [--rounds N]

Starts the real command, waits for its index, and asks for every page over loopback. A page counts only when the rows
that it should show are there.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

_WORDS = (
    "名簿",
    "支払",
    "申告",
    "契約",
    "採用",
    "研修",
    "連絡",
    "議事",
    "csv",
    "xlsx",
    "pdf",
    "eml",
    "docx",
    "大阪",
    "福岡",
    "総務",
    "人事",
)
"""So many that no search of a round was kept from another."""
PAGES = {
    "overview": ("/",),
    "files": tuple(f"/files?page={number}" for number in range(1, 21)),
    "files, last page": ("/files?page=999999999",),
    "files, one level": ("/files?level=critical", "/files?level=high", "/files?level=medium", "/files?level=low"),
    "files, three filters": tuple(
        f"/files?level=high&level=critical&audience={audience}&detector={detector}"
        for audience in ("everyone", "groups", "owner", "public")
        for detector in ("email", "jp_name", "dob", "jp_phone", "payment_card")
    ),
    "files, sorted": tuple(
        f"/files?sort={name}&dir={way}"
        for name in ("path", "size", "modified", "yen", "most")
        for way in ("", "reverse")
    ),
    "files, one word": tuple(f"/files?q={quote(word)}" for word in _WORDS),
    "files, three words": tuple(f"/files?q={quote(f'{year} 0 {_WORDS[year % 16]}')}" for year in range(2015, 2024)),
    "files, one digit": tuple(f"/files?q={number}" for number in range(10)),
    "one file": ("FILES",),
    "folders": ("/folders",),
    "folder": ("FOLDERS",),
    "files of a folder": ("FOLDER FILES",),
    "owners": ("/owners",),
    "readers": ("/audiences",),
    "detectors": ("/detectors",),
    "not seen": ("/unread",),
}
_ROW = re.compile(rb"<tbody>\s*<tr")


class Browser:
    """One connection that is kept, with its cookie."""

    def __init__(self, link: str) -> None:
        address = urlsplit(link)
        self._connection = http.client.HTTPConnection(address.netloc, timeout=60)
        self._cookie = ""
        self._connection.request("GET", f"{address.path}?{address.query}")
        answer = self._connection.getresponse()
        body = answer.read()
        self._cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
        found = re.search(rb'url=([^"]+)/"', body)
        assert found, "no login"
        self.base = found.group(1).decode()

    def get(self, path: str) -> tuple[int, bytes, float]:
        """Status, body and milliseconds of a page."""
        start = time.perf_counter()
        try:
            self._connection.request("GET", self.base + path, headers={"Cookie": self._cookie})
            answer = self._connection.getresponse()
        except http.client.RemoteDisconnected:  # the server has ended a connection that said nothing for long
            self._connection.request("GET", self.base + path, headers={"Cookie": self._cookie})
            answer = self._connection.getresponse()
        body = answer.read()
        return answer.status, body, (time.perf_counter() - start) * 1000


def measure(inventory: Path, rounds: int) -> Iterator[str]:
    """Lines of the table."""
    command = [sys.executable, "-m", "meibo", "serve", "-i", str(inventory), "--no-open", "--lang", "ja"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        link = process.stdout.readline().strip()
        started = time.perf_counter()
        browser = Browser(link)
        while b'class="tiles"' not in (page := browser.get("/"))[1]:
            assert page[0] == 200, page[1][:300]
        yield f"index made in {time.perf_counter() - started:.1f} s"
        yield f"{'page':<26} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>8} {'KB':>6}"
        for name, path in PAGES.items():
            before = _cpu_seconds(process.pid)
            times, size = _time_page(browser, name, _find_paths(browser, path), rounds)
            cpu_ms = (_cpu_seconds(process.pid) - before) * 1000 / rounds
            p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
            yield f"{name:<26} {statistics.median(times):>8.1f} {p95:>8.1f} {cpu_ms:>8.1f} {size / 1000:>6.0f}"
        yield f"memory of the server: {_peak_mb(process.pid):.0f} MB"
    finally:
        served = _cpu_seconds(process.pid)
        process.send_signal(signal.SIGINT)
        _, state, usage = os.wait4(process.pid, 0)
    assert state == 0
    yield f"to make the index: {usage.ru_utime + usage.ru_stime - served:.0f} s of one processor"


def _find_paths(browser: Browser, paths: tuple[str, ...]) -> list[str]:
    """The addresses of a page, those too that only another page knows."""
    if paths[0].startswith("/"):
        return list(paths)
    listed = browser.get("/files" if paths[0] == "FILES" else "/folders")[1].decode()
    pattern = (
        r'href="[^"]*?(/files/\d+)"' if paths[0] == "FILES" else r'<th scope="row"><a href="[^"]*?(/folders\?[^"]+)"'
    )
    found = [address.replace("&amp;", "&") for address in re.findall(pattern, listed)]
    assert found, "no link"
    if paths[0] == "FOLDER FILES":
        return [address.replace("/folders?", "/files?").replace("path=", "folder=") for address in found]
    return found


def _time_page(browser: Browser, name: str, paths: list[str], rounds: int) -> tuple[list[float], int]:
    """Milliseconds of each round in order, and the bytes of the page."""
    times, body, seen = [], b"", 0
    for number in range(rounds):
        status, body, milliseconds = browser.get(paths[number % len(paths)])
        assert status == 200, (name, status)
        seen += bool(_ROW.search(body))
        times.append(milliseconds)
    assert seen > rounds / 2, f"{name}: no rows"
    return sorted(times), len(body)


def _cpu_seconds(pid: int) -> float:
    """What the server has computed so far: a figure that other work on the machine does not change."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmHWM:"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inventory", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    for line in measure(options.inventory, options.rounds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
