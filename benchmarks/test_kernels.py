"""Each kernel alone, on what it is given in a scan: pytest benchmarks/test_kernels.py --benchmark-only

A kernel's largest call in scans of 1 MB (dense roster, code and prose, numbers) is kept and made again, and must return
the same each time.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import meibo_detectors.kernels
from corpora import make_corpus
from meibo_detectors.engine import Engine
from meibo_detectors.model import Block
from meibo_detectors.persons import find_person_keys
from meibo_detectors.registry import DETECTORS
from meibo_detectors.structure.recognise import recognise

CORPUS_BYTES = 1 << 20
Call = tuple[tuple[Any, ...], dict[str, Any]]


def find_kernels() -> dict[str, Callable[..., Any]]:
    """Every function of every kernel module, by module and name."""
    package = meibo_detectors.kernels
    modules = [
        importlib.import_module(f"{package.__name__}.{one.name}") for one in pkgutil.iter_modules(package.__path__)
    ]
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": function
        for module in modules
        for name, function in vars(module).items()
        if type(function).__name__ == "cython_function_or_method" and not name.startswith("__")
    }


KERNELS = find_kernels()


@functools.cache
def largest_calls() -> dict[str, Call]:
    """Of each kernel that the corpora need the call with the most bytes of arrays."""
    calls: dict[str, Call] = {}
    sizes: dict[str, int] = {}

    def record(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def kept(*arguments: Any, **named: Any) -> Any:
            size = sum(value.nbytes for value in (*arguments, *named.values()) if isinstance(value, np.ndarray))
            if size >= sizes.get(name, 0):
                sizes[name], calls[name] = size, _copy((arguments, named))
            return function(*arguments, **named)

        return kept

    recorders = {id(function): record(name, function) for name, function in KERNELS.items()}
    replaced = []
    engine = Engine(DETECTORS)
    for module in [one for name, one in sys.modules.items() if name.startswith("meibo_detectors.")]:
        for name, value in list(vars(module).items()):
            if id(value) in recorders and not module.__name__.startswith(meibo_detectors.kernels.__name__):
                replaced.append((module, name, value))
                setattr(module, name, recorders[id(value)])
    try:
        for corpus in ("dense", "sparse", "numeric"):
            text = make_corpus(corpus, CORPUS_BYTES).data
            scan = engine.scan([Block(text, layout=recognise(text[:4096].decode(errors="ignore")))])
            find_person_keys(scan, DETECTORS, bytes(32))
    finally:
        for module, name, value in replaced:
            setattr(module, name, value)
    return calls


def _copy(call: Call) -> Call:
    """The same call with arrays of its own; objects of kernels, such as tables of words, are never written to."""
    return _copy_arrays(call[0]), {name: _copy_arrays(value) for name, value in call[1].items()}


def _copy_arrays(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.copy()
    return type(value)(map(_copy_arrays, value)) if type(value) in (tuple, list) else value


@pytest.mark.parametrize("name", KERNELS)
def test_kernel(benchmark: BenchmarkFixture, name: str) -> None:
    """One call of a kernel; kernels write into what they are given, so each round has a copy of its own."""
    if name not in largest_calls():
        pytest.skip("none of the corpora needs it")
    call = _copy(largest_calls()[name])
    expected = KERNELS[name](*call[0], **call[1])
    made = benchmark.pedantic(KERNELS[name], setup=lambda: _copy(largest_calls()[name]), rounds=20)
    for one, other in zip(*(x if isinstance(x, tuple) else (x,) for x in (expected, made)), strict=True):
        if isinstance(one, np.ndarray):
            np.testing.assert_array_equal(one, other)
