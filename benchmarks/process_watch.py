"""Looks at a process and all below it from outside while they run: memory, descriptors and threads, by role (Linux)."""

from __future__ import annotations

import contextlib
import re
import subprocess
import time
from collections.abc import Collection
from pathlib import Path
from typing import Final

import msgspec

PROC: Final = Path("/proc")
POLL_SECONDS: Final = 0.1


class Figures(msgspec.Struct):
    """Of one process, the most that was seen, but for ``end_kb``."""

    role: str
    peak_kb: int = 0
    """As the kernel keeps it (VmHWM)."""
    half_kb: int = 0
    """Resident when half of what was seen of it had passed."""
    end_kb: int = 0
    """Resident when it was last seen."""
    descriptors: int = 0
    """Most that were open at two looks in a row."""
    threads: int = 0
    seen_kb: list[int] = []
    last_descriptors: int = 0


def look(pid: int, figures: Figures) -> None:
    """Add what a process is now; nothing where it is gone."""
    with contextlib.suppress(OSError):
        status = (PROC / str(pid) / "status").read_text()
        told = {
            name: int(value) for name, value in re.findall(r"^(VmHWM|VmRSS|Threads):\s+(\d+)", status, re.MULTILINE)
        }
        if "VmRSS" in told:
            figures.peak_kb = max(figures.peak_kb, told["VmHWM"])
            figures.end_kb = told["VmRSS"]
            figures.seen_kb.append(told["VmRSS"])
            figures.threads = max(figures.threads, told["Threads"])
            count = sum(1 for _ in (PROC / str(pid) / "fd").iterdir())
            figures.descriptors = max(figures.descriptors, min(count, figures.last_descriptors))
            figures.last_descriptors = count


def list_below(pid: int, depth: int = 0) -> list[tuple[int, int]]:
    """A process and those below it, with their depth; not what is just being made, and its parent's copy so far."""
    found = [(pid, depth)]
    own = _read_command(pid)
    with contextlib.suppress(OSError):
        for task in (PROC / str(pid) / "task").iterdir():
            for child in (task / "children").read_text().split():
                if _read_command(int(child)) != own:
                    found += list_below(int(child), depth + 1)
    return found


def watch(process: subprocess.Popen[bytes]) -> dict[str, list[Figures]]:
    """Look until a process ends; figures of each process that lived, by role: scan, worker, parser."""
    seen: dict[int, Figures] = {}
    while process.poll() is None:
        for pid, depth in list_below(process.pid):
            look(pid, seen.setdefault(pid, Figures(("scan", "worker", "parser")[min(depth, 2)])))
        time.sleep(POLL_SECONDS)
    roles: dict[str, list[Figures]] = {}
    for figures in seen.values():
        if figures.seen_kb:
            figures.half_kb = figures.seen_kb[len(figures.seen_kb) // 2]
            roles.setdefault(figures.role, []).append(figures)
    return roles


def list_sessions(sessions: Collection[int]) -> list[int]:
    """Processes of these sessions, which stay in them when their parent is gone; nobody else's are looked into."""
    found = []
    for place in PROC.iterdir():
        if place.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (place / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) in sessions and fields[0] != "Z":
                    found.append(int(place.name))
    return found


def _read_command(pid: int) -> bytes:
    """The command line; empty where the process is gone."""
    with contextlib.suppress(OSError):
        return (PROC / str(pid) / "cmdline").read_bytes()
    return b""
