"""What is found in generated tables, forms and texts, and how many people are counted, by the real command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from meibo.samples.draw import Dice
from meibo.samples.people import Person, make_people

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Files = dict[str, "str | bytes"]
Rows = list[dict[str, Any]]


@pytest.fixture(scope="session")
def people() -> tuple[Person, ...]:
    """Forty invented people, no two of one name."""
    return make_people(Dice("end to end"), 40)


@pytest.fixture
def detect(meibo: Any) -> Callable[..., dict[str, Rows]]:
    """Searches generated files in one run of ``meibo detect``; the findings with their values, by file."""

    def run(files: Files, least: str = "medium", *options: object) -> dict[str, Rows]:
        folder = write_files(meibo.folder / "files", files)
        done = meibo("detect", folder, "--format", "jsonl", "--reveal", "--min-confidence", least, *options)
        assert (done.returncode, done.stderr) == (0, "")
        found: dict[str, Rows] = {name: [] for name in files}
        for line in done.stdout.splitlines():
            row = json.loads(line)
            found[row["path"].removeprefix(f"{folder}/")].append(row)
        return found

    return run


@pytest.fixture
def scan_files(meibo: Any, list_files: Callable[..., dict[str, dict[str, Any]]]) -> Callable[..., dict[str, Any]]:
    """Scans generated files; what ``meibo list`` says of each."""

    def run(files: Files, *options: object) -> dict[str, Any]:
        done = meibo("scan", write_files(meibo.folder / "files", files), "--quiet", *options)
        assert done.returncode == 0, done.stderr
        return list_files()

    return run


@pytest.fixture
def count_persons(scan_files: Callable[..., dict[str, Any]]) -> Callable[[Files], dict[str, tuple[int, int]]]:
    """The least and the most people of each generated file."""

    def run(files: Files) -> dict[str, tuple[int, int]]:
        return {path: (row["persons_least"], row["persons"]) for path, row in scan_files(files).items()}

    return run


def write_files(folder: Path, files: Files) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
