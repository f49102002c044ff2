"""One large file read by one worker with one thread and with two: python benchmarks/threads.py [--mb 128]

Wall time, turn by turn; the results are compared before a time is printed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from corpora import make_corpus
from meibo.pipeline.model import Part, Settings, Unit
from meibo.pipeline.worker import Worker
from meibo_connectors.model import Entry, Target
from meibo_connectors.registry import connect


def main() -> None:
    """Make the file, read it, print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--corpus", default="dense")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meibo-threads-") as place:
        corpus = make_corpus(options.corpus, options.mb << 20)
        (Path(place) / f"file{corpus.suffix}").write_bytes(corpus.data)
        target = Target(uri=Path(place).as_uri())
        (entry,) = (item for item in connect(target).list(lambda _: False) if isinstance(item, Entry))
        worker = Worker(Settings((target,), (), bytes(32)))
        worker.prepare()
        seconds: dict[int, list[float]] = {1: [], 2: []}
        results = []
        for _ in range(options.rounds):
            for threads, taken in seconds.items():
                started = time.perf_counter()
                results.append(list(worker.process(Unit((Part(0, 0, entry),), threads))))
                taken.append(time.perf_counter() - started)
        assert all(result == results[0] for result in results), "threads change the result"
        one, two = (statistics.median(taken) for taken in seconds.values())
        size = len(corpus.data)
        print(
            json.dumps(
                {"mb_per_s": [round(size / one / 1e6, 1), round(size / two / 1e6, 1)], "ratio": round(one / two, 2)}
            )
        )


if __name__ == "__main__":
    main()
