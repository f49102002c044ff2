"""Targets: each kernel by its property tests: the bytes decide what hypothesis draws.

A kernel that differs from its plain twin, reads beyond a bound or crashes is a finding. Coverage is that of the twin,
whose branches the fuzzer follows. Meant for kernels built with bounds checks (``tools/build_kernels.py --checked``).
"""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path

from fuzz.target import Run, Target

PLACE = Path(__file__).parents[1] / "kernels"
WITHOUT_PROPERTIES = ("checked_builds",)


def find_properties(stem: str) -> list[Run]:
    """What runs one property test on bytes, of every such test of a file."""
    spec = importlib.util.spec_from_file_location(stem, PLACE / f"test_{stem}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    properties = [member for member in vars(module).values() if hasattr(member, "hypothesis")]
    return [each.hypothesis.fuzz_one_input for each in properties if not hasattr(each, "pytestmark")]


def make_run(stems: tuple[str, ...]) -> Run:
    """The first byte picks the property, the rest is what it draws from."""
    properties = [each for stem in stems for each in find_properties(stem)]

    def run(data: bytes) -> None:
        if len(data) > 1:
            properties[data[0] % len(properties)](data[1:])

    return run


def list_seeds() -> list[bytes]:
    """Enough bytes for something to be drawn."""
    return [bytes(64), bytes(range(256))]


STEMS = tuple(stem for path in sorted(PLACE.glob("test_*.py")) if (stem := path.stem[5:]) not in WITHOUT_PROPERTIES)
_COVERS = ("reference",)

KERNELS = tuple(
    Target(f"kernel/{stem}", functools.partial(make_run, (stem,)), list_seeds, _COVERS, most_bytes=4096)
    for stem in STEMS
)
ALL_KERNELS = Target("kernels", functools.partial(make_run, STEMS), list_seeds, _COVERS, most_bytes=4096)
"""All in one, where there is little time."""
