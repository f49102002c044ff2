"""The build's own steps: word lists become tables that are mapped once installed, kernels become compiled modules."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = Path("detectors", "meibo_detectors")


class Build(BuildHookInterface):  # type: ignore[type-arg]  # the build's interface is generic over its own settings
    """Makes what the repository does not hold, for wheels and editable installs."""

    def dependencies(self) -> list[str]:
        """What this build needs besides: a C compiler from the index where the machine has none."""
        kernels = self._load("tools/build_kernels.py")
        kernels.require_headers()  # before minutes of fetching and compiling
        return [] if kernels.has_compiler() else ["ziglang>=0.13"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the build's signature
        """Called before files are gathered."""
        package = Path(self.root, PACKAGE)
        made = self._load(str(PACKAGE / "dictionaries" / "expand.py")).expand_all(package / "dictionaries")
        made += self._load("tools/build_kernels.py").build(package)
        build_data["artifacts"].extend(str(path.relative_to(self.root)).replace("\\", "/") for path in made)
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def _load(self, path: str) -> ModuleType:
        """A module of this repository, which is not installed yet."""
        place = Path(self.root, path)
        spec = importlib.util.spec_from_file_location(place.stem, place)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(place)
        module = importlib.util.module_from_spec(spec)
        sys.modules[place.stem] = module
        spec.loader.exec_module(module)
        return module
