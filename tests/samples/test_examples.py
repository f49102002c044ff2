"""The examples in the repository are what the generator makes."""

from __future__ import annotations

import json
from pathlib import Path

from meibo.samples import write_share
from meibo.samples.contents import DOCUMENTS

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_examples_are_made_by_the_generator(tmp_path: Path) -> None:
    """`meibo demo examples --seed 20261122 --persons 40` gives the committed text files and their key, exactly."""
    write_share(tmp_path, 20261122, 40)
    kept = {path.relative_to(EXAMPLES / "share") for path in (EXAMPLES / "share").rglob("*") if path.is_file()}
    assert kept == {Path(document.path) for document in DOCUMENTS}
    for path in kept:
        assert (EXAMPLES / "share" / path).read_bytes() == (tmp_path / "share" / path).read_bytes(), path
    made = (tmp_path / "answer-key.jsonl").read_bytes().splitlines(keepends=True)
    of_texts = [line for line in made if Path(json.loads(line)["path"]) in kept]
    assert (EXAMPLES / "answer-key.jsonl").read_bytes() == b"".join(of_texts)
