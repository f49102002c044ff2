"""The examples in the repository are what the generator makes."""

from __future__ import annotations

from pathlib import Path

from meibo.samples import write_share

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_examples_are_made_by_the_generator(tmp_path: Path) -> None:
    """`meibo demo examples --seed 20261122 --persons 40` gives the committed files, byte for byte."""
    write_share(tmp_path / "made", 20261122, 40)
    made = {path.relative_to(tmp_path / "made") for path in (tmp_path / "made").rglob("*") if path.is_file()}
    kept = {path.relative_to(EXAMPLES) for path in EXAMPLES.rglob("*") if path.is_file()}
    assert kept - made == {Path("README.md")}
    for path in made:
        assert (EXAMPLES / path).read_bytes() == (tmp_path / "made" / path).read_bytes(), path
