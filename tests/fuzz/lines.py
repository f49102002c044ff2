"""Counts the lines that a corpus executes: python tests/fuzz/lines.py TARGET CORPUS SECONDS

Lines inside functions count, of the target's modules that are entered at all; what runs when a module is imported
does not. The last line printed is ``REACHED of ALL``.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import importlib
import logging
import sys
import time
import warnings
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[0] = str(TESTS)

import coverage  # noqa: E402 - the folder of this file must not be where modules are looked for


def replay(name: str, corpus: Path, seconds: float) -> tuple[int, int]:
    """Run a target on each input, small ones first, for at most so long; lines reached, and of how many."""
    logging.disable()
    warnings.simplefilter("ignore")
    from fuzz.registry import find_target

    target = find_target(name)
    places = [_find_place(module) for module in target.covers]
    include = [str(place / "*") if place.is_dir() else str(place) for place in places]
    tracer = coverage.Coverage(data_file=None, config_file=False, include=include)
    tracer.start()
    run = target.make()
    until = time.monotonic() + seconds
    inputs = [*target.seeds(), *_read(corpus)]
    for content in inputs:
        if time.monotonic() > until:
            break
        with contextlib.suppress(Exception):  # a finding is told by the fuzzer
            run(content)
    tracer.stop()
    reached = of = 0
    for file in tracer.get_data().measured_files():
        _, statements, missing, _ = tracer.analysis(file)
        inside = find_function_lines(Path(file)) & set(statements)
        executed = inside - set(missing)
        if executed:
            reached, of = reached + len(executed), of + len(inside)
    return reached, of


def _read(corpus: Path) -> list[bytes]:
    """The inputs of a corpus, the smallest first."""
    return sorted((path.read_bytes() for path in corpus.iterdir()), key=len) if corpus.is_dir() else []


def _find_place(module: str) -> Path:
    """The folder of a package, or the file of a module."""
    found = importlib.util.find_spec(module)
    assert found is not None
    if found.submodule_search_locations:
        return Path(next(iter(found.submodule_search_locations)))
    assert found.origin is not None
    return Path(found.origin)


@functools.cache
def find_function_lines(file: Path) -> set[int]:
    """The lines of the bodies of all functions of a source file."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno:
            lines.update(range(node.body[0].lineno, node.end_lineno + 1))
    return lines


if __name__ == "__main__":
    reached_lines, all_lines = replay(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
    print(f"{reached_lines} of {all_lines}")
