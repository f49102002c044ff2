"""The examples in the detectors' docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import meibo_detectors

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(meibo_detectors.__path__, "meibo_detectors.") if not module.ispkg
)


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples(name: str) -> None:
    """Each example gives what it says."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0
