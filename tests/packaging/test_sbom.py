"""The bill of materials says what the sources say, and is the same whenever it is made."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from cyclonedx.model.bom import Bom

ROOT = Path(__file__).parents[2]
COMMITTED = (ROOT / "docs" / "sbom" / "meibo.cdx.json").read_text("utf-8")


def test_the_committed_one_is_what_the_tool_makes() -> None:
    """python tools/make_sbom.py > docs/sbom/meibo.cdx.json."""
    made = subprocess.run([sys.executable, ROOT / "tools" / "make_sbom.py"], capture_output=True, text=True, check=True)
    assert made.stdout == COMMITTED


def test_it_can_be_read() -> None:
    """By CycloneDX's own library; each component has a licence, and everything that is needed is a component."""
    bom: Any = Bom.from_json(json.loads(COMMITTED))  # type: ignore[attr-defined]  # made by a decorator
    assert all(component.licenses for component in bom.components)
    known = {str(component.bom_ref) for component in bom.components} | {"meibo"}
    assert {str(dependency.ref) for dependency in bom.dependencies} <= known
    assert bom.metadata.component.name == "meibo"


def test_versions_are_those_that_are_pinned() -> None:
    """And nothing tells when, where or from which index it was made."""
    pinned = set(re.findall(r"^(\S+)==([^ ;]+)", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE))
    libraries = [row for row in json.loads(COMMITTED)["components"] if "version" in row]
    assert len(libraries) > 50
    assert {(row["name"], row["version"]) for row in libraries} <= pinned
    assert not re.search(r"timestamp|serialNumber|https?://(?!cyclonedx\.org/schema)", COMMITTED)
