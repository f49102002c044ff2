"""The build's own step: word lists are kept compressed in the repository and mapped from tables once installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DICTIONARIES = Path("detectors", "meibo_detectors", "dictionaries")


class WordTables(BuildHookInterface):  # type: ignore[type-arg]  # the build's interface is generic over its own settings
    """Makes the table of each word list, for wheels and editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the build's signature
        """Called before files are gathered."""
        folder = Path(self.root, DICTIONARIES)
        spec = importlib.util.spec_from_file_location("expand", folder / "expand.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError(folder / "expand.py")
        expand = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(expand)
        tables = expand.expand_all(folder)
        build_data["artifacts"].extend(str(table.relative_to(self.root)).replace("\\", "/") for table in tables)
