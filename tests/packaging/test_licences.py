"""What meibo imports, and what it carries of others, is under licences that let everybody use it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SUPPLY = tomllib.loads((ROOT / "tools" / "supply.toml").read_text("utf-8"))
FREE = re.compile(r"\.(py|pyi|pyx|pxd|h|so|html|css|md|table|c|pyc|unfinished)$|^py\.typed$")
"""Names of this project's own sources."""
OWN = (
    "scanner/meibo/reports/html_parts/",
    "scanner/meibo/web/static/meibo.",
    "scanner/meibo/assessment/path_words.toml",
    "scanner/meibo/assessment/promise_words.toml",
)


def list_licences(root: Path, *paths: Path) -> subprocess.CompletedProcess[str]:
    """What the tool says of a checkout; packages in the folders stand before those that are installed."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))}
    command = [sys.executable, ROOT / "tools" / "licences.py", "--root", root]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def make_project(folder: Path, told: str) -> subprocess.CompletedProcess[str]:
    """The answer for a project of one package, whose dependency has this in its metadata."""
    (folder / "pyproject.toml").write_text('[project]\nname = "a"\ndependencies = ["b"]\noptional-dependencies = {}\n')
    (folder / "constraints.txt").write_text("b==1 \\\n    --hash=sha256:0\nc==1 \\\n    --hash=sha256:0\n")
    for name, more in (("b", "License-Expression: MIT\nRequires-Dist: c\n"), ("c", told)):
        (folder / f"{name}-1.dist-info").mkdir()
        text = f"Metadata-Version: 2.4\nName: {name}\nVersion: 1\n{more}"
        (folder / f"{name}-1.dist-info" / "METADATA").write_text(text)
    return list_licences(folder, folder)


def test_every_package_of_the_product_is_allowed() -> None:
    """Core and extras, and all that they lead to, on any platform; development tools are not among them."""
    done = list_licences(ROOT)
    assert done.returncode == 0, done.stdout
    names = {line.split()[0] for line in done.stdout.splitlines()}
    assert {"numpy", "cffi", "py7zr", "krb5", "sspilib"} <= names
    assert not names & {"pytest", "hypothesis", "mypy"}


@pytest.mark.parametrize(
    "told",
    [
        "License-Expression: GPL-3.0-only\n",
        "License-Expression: MIT AND AGPL-3.0-or-later\n",
        "License-Expression: LGPL-2.1-or-later\n",
        "License: GNU GPL\n",
        "Classifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)\n",
        "License: do what you want\n",
        "",
    ],
)
def test_other_licences_are_not(tmp_path: Path, told: str) -> None:
    """Also where a dependency's dependency brings them, and where nobody has said which."""
    done = make_project(tmp_path, told)
    assert done.returncode == 1, done.stdout
    assert [line.split()[0] for line in done.stdout.splitlines() if "NOT ALLOWED" in line] == ["c"]


@pytest.mark.parametrize(
    "told", ["License-Expression: MIT OR GPL-3.0-only\n", "Classifier: License :: OSI Approved :: MIT License\n"]
)
def test_one_of_two_that_are_offered_suffices(tmp_path: Path, told: str) -> None:
    """And older metadata is read too."""
    assert make_project(tmp_path, told).returncode == 0


def test_every_row_of_the_tables_is_needed() -> None:
    """An exception for a package that is gone goes too; what stands in for metadata says the same as it does."""
    told = dict(re.findall(r"^(\S+) \S+: (.*?) \(", list_licences(ROOT).stdout, re.MULTILINE))
    assert set(SUPPLY["exceptions"]) | set(SUPPLY["read"]) | set(SUPPLY["elsewhere"]) <= set(told)
    assert {row["package"] for row in SUPPLY["inside"]} <= set(told)
    for name, row in SUPPLY["elsewhere"].items():
        assert told[name] == row["licence"]
    for name, reason in SUPPLY["exceptions"].items():
        assert re.fullmatch(r"[^:]+: .{10,}", reason), name


@pytest.mark.parametrize("row", SUPPLY["files"], ids=lambda row: row["match"][0])
def test_files_of_others_have_their_licence_beside_them(row: dict[str, object]) -> None:
    """In the same folder, so that whoever copies it has both; the licence file names each of them."""
    folder = ROOT / str(row["folder"])
    told = (folder / str(row["told"])).read_text("utf-8")
    for pattern in row["match"] if isinstance(row["match"], list) else ():
        found = list(folder.glob(pattern))
        assert found, pattern
        for path in found:
            assert path.name in told or path.name in (folder / "htmx.md").read_text("utf-8")


def test_every_file_that_is_no_source_is_in_the_table() -> None:
    """Of the three packages: a list or a script of others cannot come in without its licence."""
    places = (path for name in ("scanner", "detectors", "connectors") for path in (ROOT / name).rglob("*"))
    names = {path.relative_to(ROOT).as_posix() for path in places if path.is_file() and "__pycache__" not in path.parts}
    data = {name for name in names if not FREE.search(name.split("/")[-1]) and not name.startswith(OWN)}
    known = {
        path.relative_to(ROOT).as_posix()
        for row in SUPPLY["files"]
        for pattern in [*row["match"], row["told"]]
        for path in (ROOT / row["folder"]).glob(pattern)
    }
    assert data <= known


def test_what_is_told_of_a_package_that_is_not_here_is_only_that() -> None:
    """Metadata of an installed package comes first: nobody can hide a change of licence in the table."""
    for name in SUPPLY["elsewhere"]:
        try:
            expression = distribution(name).metadata.get("License-Expression")
        except PackageNotFoundError:
            continue
        assert expression in (None, SUPPLY["elsewhere"][name]["licence"])
