"""What a process does to the world while it reads, and damage to what it reads: for tests of every format."""

from __future__ import annotations

import random
import sys
from typing import Any

FLIPS = 12


def flip(content: bytes, seed: int) -> bytes:
    """Bits of it the other way round: from one of them to one in a hundred bytes."""
    dice = random.Random(seed)
    raw = bytearray(content)
    for _ in range(1 + len(raw) * seed // (FLIPS * 100)):
        if raw:
            raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    return bytes(raw)


class Watch:
    """Collects what this process does to the world while it is looked at; a hook stays for good, so there is one."""

    _seen: list[str] | None = None
    _is_hooked = False
    _STARTS = ("os.", "shutil.", "socket.", "subprocess.", "tempfile.", "ctypes.dlopen", "winreg.")
    _HARMLESS = ("os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.getxattr", "os.listxattr")

    def __enter__(self) -> list[str]:
        if not Watch._is_hooked:
            sys.addaudithook(Watch._note)
            Watch._is_hooked = True
        Watch._seen = []
        return Watch._seen

    def __exit__(self, *_: object) -> None:
        Watch._seen = None

    @staticmethod
    def _note(event: str, arguments: tuple[Any, ...]) -> None:
        seen = Watch._seen
        if seen is None:
            return
        if event == "open":
            mode = arguments[1]
            if isinstance(mode, str) and set(mode) & set("wax+"):
                seen.append(event)
        elif event.startswith(Watch._STARTS) and event not in Watch._HARMLESS:
            seen.append(event)
