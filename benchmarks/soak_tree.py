"""The tree that benchmarks/soak.py scans again and again, and a day of work on it; it knows what it holds."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from meibo.samples.draft import Line
from meibo.samples.page import Value
from meibo.samples.writers.docx import write_docx
from meibo.samples.writers.model import File, Print, Properties, Sheet, TextDocument, Workbook, Written
from meibo.samples.writers.pdf import write_pdf
from meibo.samples.writers.xlsx import write_xlsx
from meibo.samples.writers.zip_file import write_zip

FILES_A_FOLDER: Final = 200
FOLDERS_A_FOLDER: Final = 100
PARSED_EVERY: Final = 25
"""One file in so many needs a parser; the others are text."""
PHONE_EVERY: Final = 10
_PROPERTIES: Final = Properties("議事録", Value("jp_name", "総務課", "総務課"))

WRITERS: Final[dict[str, Callable[[str], Written]]] = {
    "docx": lambda text: write_docx(TextDocument((Line((text,)),), _PROPERTIES)),
    "xlsx": lambda text: write_xlsx(Workbook((Sheet("議事録", (Line((text,)),)),), _PROPERTIES)),
    "pdf": lambda text: write_pdf(Print((Line((text,)),), _PROPERTIES)),
    "zip": lambda text: write_zip((File("議事録.txt", Written(text.encode())),)),
}


class Expected(msgspec.Struct, frozen=True):
    """What a scan of the tree as it is must say."""

    listed: int
    complete: int
    phones: int
    read: int
    """Of the listed: those that the next scan has to look into."""


class Entry:
    """One file."""

    def __init__(self, number: int, place: Path, suffix: str) -> None:
        self.number, self.place, self.suffix = number, place, suffix
        self.revision = 0
        self.is_open = True
        self.is_whole = True

    @property
    def has_phone(self) -> bool:
        """In any revision but each third."""
        return (self.number + self.revision) % PHONE_EVERY == 0

    def write(self) -> None:
        """The file as it is in its revision."""
        text = f"{'改訂した' * self.revision}議事録 第{self.number}回\n" + "本日は晴天なり。\n" * (1 + self.number % 5)
        if self.has_phone:
            text += f"電話 090-{self.number // 10_000 % 9000 + 1000:04d}-{self.number % 10_000:04d}\n"
        self.place.write_bytes(WRITERS[self.suffix](text).content if self.suffix in WRITERS else text.encode())


class Tree:
    """Files of five kinds in folders; ``change`` is one day of work on them."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        self._draw = random.Random(10)  # which files change, the same in each run
        self._made = 0
        self._entries = list(self._add(count))
        self._touched = count

    def change(self) -> None:
        """One file of each kind that needs a parser is edited, and of each thousand 4 more, 2 are added,
        2 removed, 2 renamed, 2 given to others, 1 closed, 1 damaged.

        Those that were closed the day before are open again.
        """
        thousand = max(len(self._entries) // 1000, 1)
        self._draw.shuffle(self._entries)
        reopened = [entry for entry in self._entries if not entry.is_open]
        for entry in reopened:
            entry.place.chmod(0o644)
            entry.is_open = True
        calm = iter([entry for entry in self._entries if entry.is_whole and entry not in set(reopened)])
        take = lambda count: [next(calm) for _ in range(count * thousand)]  # noqa: E731 - a word for what follows
        of_each = [next(entry for entry in calm if entry.suffix == suffix) for suffix in WRITERS]
        edited, removed, renamed, given, closed = of_each + take(4), take(2), take(2), take(2), take(1)
        for entry in edited:
            entry.revision += 1
            entry.write()
        for entry in renamed:
            entry.place = entry.place.rename(entry.place.with_name(f"旧{entry.place.name}"))
        for entry in given:
            entry.place.chmod(0o600 if entry.place.stat().st_mode & 0o044 else 0o644)
        for entry in closed:
            entry.place.chmod(0)
            entry.is_open = False
        damaged = self._damage(calm, thousand)
        for entry in removed:
            entry.place.unlink()
        gone = set(removed)
        self._entries = [entry for entry in self._entries if entry not in gone]
        self._entries += self._add(2 * thousand)
        changed = (edited, renamed, given, closed, damaged, reopened)
        self._touched = sum(map(len, changed)) + 2 * thousand

    def expect(self) -> Expected:
        """What the next scan must say."""
        seen = [entry for entry in self._entries if entry.is_open and entry.is_whole]
        return Expected(len(self._entries), len(seen), sum(entry.has_phone for entry in seen), self._touched)

    def _damage(self, calm: Iterator[Entry], count: int) -> list[Entry]:
        """Cut archives and office files in the middle."""
        packed = (entry for entry in calm if entry.suffix in ("docx", "xlsx", "zip") and not entry.has_phone)
        damaged = [entry for _, entry in zip(range(count), packed, strict=False)]
        for entry in damaged:
            os.truncate(entry.place, entry.place.stat().st_size // 2)
            entry.is_whole = False
        return damaged

    def _add(self, count: int) -> Iterator[Entry]:
        suffixes = tuple(WRITERS)
        for number in range(self._made, self._made + count):
            folder = number // FILES_A_FOLDER
            suffix = suffixes[number // PARSED_EVERY % len(suffixes)] if number % PARSED_EVERY == 0 else "txt"
            place = (
                self._folder / f"部{folder // FOLDERS_A_FOLDER:03d}" / f"課{folder:05d}" / f"議事録{number}.{suffix}"
            )
            place.parent.mkdir(parents=True, exist_ok=True)
            entry = Entry(number, place, suffix)
            entry.write()
            yield entry
        self._made += count


def can_be_closed() -> list[str]:
    """The beginning of a command from which files without rights are closed: to root they are only without two rights.

    Raises FileNotFoundError where root has no program to give them up.
    """
    if os.geteuid() != 0:
        return []
    program = shutil.which("setpriv")
    if program is None:
        raise FileNotFoundError("setpriv (util-linux)")
    return [program, "--bounding-set", "-dac_override,-dac_read_search", "--"]
