"""The examples in the repository are what the generator makes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extraction.reading import core_of, read_content
from meibo.extraction.model import Notice
from meibo.samples import write_share
from meibo.samples.contents import DOCUMENTS
from meibo.samples.office_files import OFFICE_FILES

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `meibo demo examples --seed 20261122 --persons 40` writes."""
    folder = tmp_path_factory.mktemp("made")
    write_share(folder, 20261122, 40)
    return folder


def test_text_files_are_the_same(made: Path) -> None:
    """Byte for byte, and the answer key too; there are no other files."""
    kept = {path.relative_to(EXAMPLES) for path in EXAMPLES.rglob("*") if path.is_file()}
    paths = {Path("share", file.path) for file in (*DOCUMENTS, *OFFICE_FILES)}
    assert kept == paths | {Path("README.md"), Path("answer-key.jsonl")}
    for path in (Path("answer-key.jsonl"), *(Path("share", document.path) for document in DOCUMENTS)):
        assert (EXAMPLES / path).read_bytes() == (made / path).read_bytes(), path


@pytest.mark.parametrize("path", [file.path for file in OFFICE_FILES])
def test_other_files_read_the_same(made: Path, path: str) -> None:
    """Their bytes come from libraries of many versions; their text and its places do not."""
    assert read_all(EXAMPLES, path) == read_all(made, path)


def read_all(folder: Path, path: str) -> list[object]:
    """The texts of a file with their places, and notices."""
    key = map(json.loads, (folder / "answer-key.jsonl").read_text("utf-8").splitlines())
    passwords = [row["password"] for row in key if "password" in row]
    items = read_content((folder / "share" / path).read_bytes(), path.rpartition("/")[2], passwords=passwords)
    assert items
    return [item if isinstance(item, Notice) else (item.position, core_of(item)) for item in items]
