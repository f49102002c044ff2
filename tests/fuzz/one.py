"""Fuzzes one target with atheris, for good: python tests/fuzz/one.py TARGET CORPUS [-max_total_time=600 ...]

Arguments go to libFuzzer. All code of ours is instrumented; seeds are written into the corpus and run once before, so
that what is imported late is instrumented too. ``run.py`` runs many targets, each in a process like this.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import warnings
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[0] = str(TESTS)

import atheris  # noqa: E402 - the folder of this file must not be where modules are looked for

OURS = ("meibo", "meibo_detectors", "meibo_connectors", "reference")


def fuzz(name: str, corpus: Path, arguments: list[str]) -> None:
    """Run one target; the process ends with it."""
    logging.disable()
    warnings.simplefilter("ignore")  # of libraries, about what damaged files hold
    with atheris.instrument_imports(include=list(OURS)):
        from fuzz.registry import find_target
        from fuzz.target import HANG_SECONDS, MEMORY_MEGABYTES

        target = find_target(name)
        run = target.make()
        seeds = list(target.seeds())
        for seed in seeds:
            run(seed)
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        (corpus / hashlib.sha1(seed, usedforsecurity=False).hexdigest()).write_bytes(seed)
    most_bytes = target.most_bytes or 2 * max(map(len, seeds)) + 1000
    options = [f"-max_len={most_bytes}", f"-timeout={HANG_SECONDS}", f"-rss_limit_mb={MEMORY_MEGABYTES}"]
    change = {"custom_mutator": target.mutate} if target.mutate else {}
    atheris.Setup([sys.argv[0], *options, *arguments, str(corpus)], run, **change)
    atheris.Fuzz()


if __name__ == "__main__":
    fuzz(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
