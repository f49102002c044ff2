"""Installs this checkout with nothing whose hash is not in constraints.txt: python tools/install.py --editable.

Into the environment of the Python that runs it. pip cannot hash a folder, so it does three things: pip itself, as
pinned; what the project needs (with ``--extra`` and ``--group``); then the project alone, whose build takes its tools
from the same file. Each step ends with an error where a file is not what was pinned (ADR 0036).
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


class InstallError(Exception):
    """pip did not install what it was asked for; it has told why."""


def find_requirements(project: dict[str, Any], extras: Iterable[str]) -> list[str]:
    """Requirement lines of the table [project] and of its extras; those that name the project itself are followed."""
    found = list(project["dependencies"])
    for extra in extras:
        for line in project["optional-dependencies"][extra]:
            own = re.fullmatch(rf"{re.escape(project['name'])}\[(.+)\]", line)
            found += find_requirements({**project, "dependencies": []}, own[1].split(",")) if own else [line]
    return found


def read_pins(constraints: str, name: str) -> str:
    """The lines of one package: its version and its hashes. Raises InstallError where it is not pinned."""
    pins = re.search(rf"^{re.escape(name)}==(?:.*\\\n)*.*$", constraints, re.MULTILINE)
    if pins is None:
        raise InstallError(f"{name} is not in constraints.txt")
    return pins[0]


def install(root: Path, *, extras: Sequence[str], groups: Sequence[str], is_editable: bool) -> None:
    """Install the checkout in a folder. Raises InstallError; what an earlier step installed stays."""
    constraints = root / "constraints.txt"
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    with tempfile.TemporaryDirectory(prefix="meibo-install-") as folder:
        # The pip that came with Python may be too old to take hashes from constraints, but any takes requirements.
        installer, needs = Path(folder, "pip.txt"), Path(folder, "needs.txt")
        installer.write_text(read_pins(constraints.read_text("utf-8"), "pip"), "utf-8")
        needs.write_text("\n".join(find_requirements(project, extras)), "utf-8")
        _run_pip("--require-hashes", "-r", installer)
        chosen = [word for group in groups for word in ("--group", f"{root / 'pyproject.toml'}:{group}")]
        pinned = ("--build-constraint", constraints)
        _run_pip("--require-hashes", "-c", constraints, *pinned, "-r", needs, *chosen)
        _run_pip(*pinned, "--no-deps", *(["-e"] if is_editable else []), root)


def _run_pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "install", *map(str, arguments)]
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own command line
        raise InstallError("pip did not install what constraints.txt pins; the lines above say why")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line of this file; 1 where something was not installed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--extra", action="append", default=[], help="an extra of pyproject.toml; may be repeated")
    parser.add_argument("--group", action="append", default=[], help="a dependency group of it; may be repeated")
    parser.add_argument("--editable", action="store_true", help="so that the installation follows this checkout")
    parser.add_argument("--root", type=Path, default=ROOT, metavar="FOLDER", help="the checkout")
    told = parser.parse_args(arguments)
    try:
        install(told.root.resolve(), extras=told.extra, groups=told.group, is_editable=told.editable)
    except InstallError as error:
        print(f"meibo: {error}; without a network, tell pip where files lie (PIP_NO_INDEX=1 PIP_FIND_LINKS=FOLDER)",
              file=sys.stderr)  # fmt: skip
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
