"""The container file takes what a wheel is built of, and gives its program few rights."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINES = re.sub(r"\\\n\s*", "", (ROOT / "Containerfile").read_text("utf-8")).splitlines()


def read(instruction: str) -> list[str]:
    return [line.removeprefix(instruction).strip() for line in LINES if line.startswith(f"{instruction} ")]


def test_everything_that_a_wheel_is_built_of_is_copied() -> None:
    """As the source distribution lists it; each of it is there."""
    copied = {name.rstrip("/") for words in read("COPY") if "--from" not in words for name in words.split()[:-1]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needed = {name.lstrip("/") for name in project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]}
    assert needed <= copied
    assert all((ROOT / name).exists() for name in copied)


def test_the_program_runs_as_an_ordinary_user() -> None:
    """By its number, so that "run as non-root" can be enforced; only the inventory is its own."""
    assert read("USER") == ["10001:10001"]
    assert read("WORKDIR")[-1] == read("VOLUME")[0] == "/inventory"
    assert read("ENTRYPOINT") == ['["meibo"]']
