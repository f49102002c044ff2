"""Lists what meibo installs with it, and under which licence: python tools/licences.py; 1 where one is not allowed.

Walks the packages that ``pyproject.toml`` names for the product (core and extras, not the development tools) and
theirs, by the metadata of what is installed here; versions are those of ``constraints.txt``. What metadata does not
say, and each exception, stands in ``supply.toml`` with its reason.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parents[1]
SUPPLY: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("supply.toml").read_text("utf-8"))
UNKNOWN: Final = "LicenseRef-unknown"


@dataclass
class Package:
    """One package of the product."""

    name: str
    version: str
    licence: str
    """An SPDX expression."""
    requires: set[str] = field(default_factory=set)
    wanted_by: set[str] = field(default_factory=set)
    """``core``, or names of extras."""


def list_packages(root: Path) -> dict[str, Package]:
    """All packages that any platform installs with the product, by name."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    versions = read_versions((root / "constraints.txt").read_text("utf-8"))
    found: dict[str, Package] = {}
    for wanted_by, lines in {"core": project["dependencies"], **project["optional-dependencies"]}.items():
        _follow(lines, wanted_by, versions, found, set())
    found.pop(canonicalize_name(project["name"]), None)
    return found


def read_versions(constraints: str) -> dict[str, str]:
    """The pinned version of each package, by name; of the last Python where they differ."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^ ;]+)", constraints, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pins}


def is_allowed(package: Package) -> bool:
    """Whether the product may import it: each part of the expression is allowed, or the package is an exception."""
    if SUPPLY["exceptions"].get(package.name, "").partition(":")[0] == package.licence:
        return True
    parts = re.sub(r"[()]", "", package.licence).split(" AND ")
    return all(any(one in SUPPLY["allowed"] for one in part.split(" OR ")) for part in parts)


def _follow(
    lines: Iterable[str], wanted_by: str, versions: Mapping[str, str], found: dict[str, Package], seen: set[str]
) -> set[str]:
    """Add what these requirements lead to; their names. Conditions of platforms are not looked at, pins say enough."""
    names = set()
    for requirement in map(Requirement, lines):
        name = canonicalize_name(requirement.name)
        if name not in versions:  # no platform that is supported needs it
            continue
        names.add(name)
        package = found.get(name) or found.setdefault(name, _describe(name, versions[name]))
        package.wanted_by.add(wanted_by)
        key = f"{name}[{','.join(sorted(requirement.extras))}]"
        if key not in seen:
            seen.add(key)
            package.requires |= _follow(_list_requirements(name, requirement.extras), wanted_by, versions, found, seen)
    return names


def _find(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _list_requirements(name: str, extras: set[str]) -> list[str]:
    """What a package with these extras asks for, on any platform."""
    installed = _find(name)
    if installed is None:
        return list(SUPPLY["elsewhere"].get(name, {}).get("requires", []))
    lines = []
    for line in installed.requires or []:
        condition = re.search(r"""extra\s*==\s*["']([^"']+)["']""", line)
        if condition is None or canonicalize_name(condition[1]) in {canonicalize_name(extra) for extra in extras}:
            lines.append(line)
    return lines


def _describe(name: str, version: str) -> Package:
    installed = _find(name)
    if name in SUPPLY["read"]:
        return Package(name, version, SUPPLY["read"][name])
    if installed is None:
        return Package(name, version, SUPPLY["elsewhere"].get(name, {}).get("licence", UNKNOWN))
    metadata = installed.metadata
    classes = [line.split(" :: ")[-1] for line in metadata.get_all("Classifier") or [] if line.startswith("License")]
    told = [metadata.get("License-Expression"), metadata.get("License"), *classes]
    spelled = [SUPPLY["spelled"].get(one.strip(), one.strip()) for one in told if one and one.strip()]
    return Package(name, version, next((one for one in spelled if "\n" not in one), UNKNOWN))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line of this file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT, metavar="FOLDER", help="the checkout")
    packages = list_packages(parser.parse_args(arguments).root)
    for package in sorted(packages.values(), key=lambda one: one.name):
        verdict = "" if is_allowed(package) else "  NOT ALLOWED"
        print(f"{package.name} {package.version}: {package.licence} ({', '.join(sorted(package.wanted_by))}){verdict}")
    return int(not all(map(is_allowed, packages.values())))


if __name__ == "__main__":
    sys.exit(main())
