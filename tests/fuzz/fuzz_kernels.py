"""Fuzzes the kernels with atheris: python tests/fuzz/fuzz_kernels.py [-max_total_time=600]

Each property test of tests/kernels is a target: the fuzzer's bytes decide what hypothesis draws, the twin's branches
are the coverage that it follows, and a kernel that differs from its twin, reads beyond a bound or crashes is a finding.
Meant for kernels built with bounds checks (tools/build_kernels.py --checked); arguments go to libFuzzer.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path

import atheris

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

with atheris.instrument_imports(include=["reference"]):
    import reference

    for twin in sorted((TESTS / "reference").glob("*.py")):
        importlib.import_module(f"{reference.__name__}.{twin.stem}")


def find_targets() -> list[Callable[[bytes], bytes | None]]:
    """What runs one property test on bytes, of every such test of tests/kernels."""
    targets = []
    for place in sorted((TESTS / "kernels").glob("test_*.py")):
        spec = importlib.util.spec_from_file_location(place.stem, place)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(place)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        properties = [member for member in vars(module).values() if hasattr(member, "hypothesis")]
        properties = [member for member in properties if not hasattr(member, "pytestmark")]  # these need more arguments
        targets.extend(member.hypothesis.fuzz_one_input for member in properties)
    return targets


TARGETS = find_targets()


def run_one(data: bytes) -> None:
    """The first byte picks the test, the rest is what it draws from."""
    if len(data) > 1:
        TARGETS[data[0] % len(TARGETS)](data[1:])


if __name__ == "__main__":
    atheris.Setup(sys.argv, run_one)
    atheris.Fuzz()
