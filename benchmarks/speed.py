"""Speed, measured and published: python benchmarks/speed.py --patterns FILE --json FILE --write docs/performance.md

Corpora are made from a seed (corpora.py), each is read by meibo on one core with all detectors on, from the file to
what goes into the inventory, and by ripgrep with ``--patterns`` (one regular expression a line), turn by turn; medians
of processor time. What was found is compared with what was planted before any time is printed. Rivals that are Python
packages (dependency group ``peers``) read a smaller part, since they take minutes for more. ``--check`` fails below
what is asked of the ratios.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from corpora import CORPORA, Corpus, make_corpus
from one_core import Measured, OneCore, bind_to_one_core
from rivals import LIBRARIES, open_rival, ripgrep

LEAST: Final = {
    "sparse": (3.0, 500),
    "dense": (1.8, 120),
    "numeric": (2.0, 200),
    "prose": (2.5, 200),
    "cp932": (0.0, 80),
}
"""What is asked for: times as fast as ripgrep, MB/s on a quiet machine of two cores."""
AIM: Final = {
    "sparse": (4.0, 800),
    "dense": (3.0, 220),
    "numeric": (3.0, 300),
    "prose": (4.0, 350),
    "cp932": (0.0, 160),
}
RIVAL_BYTES: Final = 128 << 10
"""What the slowest of them reads in some seconds."""
MARKS: Final = ("<!-- figures: begin -->\n", "<!-- figures: end -->\n")


def main() -> int:
    """Measure, print, write."""
    options = _read_options()
    names = options.only or list(CORPORA)
    bind_to_one_core()
    report: dict[str, Any] = {"python": platform.python_version(), "machine": platform.machine(), "corpora": {}}
    with tempfile.TemporaryDirectory(prefix="meibo-speed-") as place:
        folder = Path(place)
        corpora = [make_corpus(name, options.mb << 20) for name in names]
        for corpus in corpora:
            (folder / (corpus.name + corpus.suffix)).write_bytes(corpus.data)
        report["ripgrep"] = ripgrep.version() if options.patterns else ""
        core = OneCore(folder)
        for corpus in corpora:
            report["corpora"][corpus.name] = row = _measure(core, folder, corpus, options)
            print(json.dumps({"corpus": corpus.name, **row}), flush=True)
    report["rivals"] = _measure_rivals(names) if options.rivals else []
    if options.json:
        options.json.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    page = _format(report)
    print(page)
    if options.write:
        _put(options.write, page)
    return 0 if not options.check or _is_enough(report) else 1


def _measure(core: OneCore, folder: Path, corpus: Corpus, options: argparse.Namespace) -> dict[str, Any]:
    name = corpus.name + corpus.suffix
    first = core.read(name)  # also warms caches up
    _check(corpus, first)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(options.rounds):
        again = core.read(name)
        assert again.findings == first.findings, "two readings of one file differ"
        ours.append(again.seconds)
        if options.patterns and ripgrep.version() and corpus.name != "cp932":
            theirs.append(ripgrep.run(options.patterns, folder / name))
    size = len(corpus.data)
    row = {
        "bytes": size,
        "findings": sum(first.findings.values()),
        "mb_per_s": round(size / statistics.median(ours) / 1e6, 1),
        "mb_per_s_best": round(size / min(ours) / 1e6, 1),
    }
    if theirs:
        row["ripgrep_mb_per_s"] = round(size / statistics.median(theirs) / 1e6, 1)
        row["times_ripgrep"] = round(statistics.median(theirs) / statistics.median(ours), 2)
    return row


def _check(corpus: Corpus, measured: Measured) -> None:
    found = measured.findings.get("email", 0)
    assert found == corpus.mails, f"{corpus.name}: {found} mail addresses found, {corpus.mails} planted"


def _measure_rivals(names: list[str]) -> list[dict[str, Any]]:
    """MB/s of each rival that is installed, on a part of each corpus."""
    rows = []
    for library in LIBRARIES:
        rival = open_rival(library)
        if rival is None:
            print(f"{library} is not installed; python -m pip install --group peers", file=sys.stderr)
            continue
        row: dict[str, Any] = {"name": rival.name, "version": rival.version}
        for name in names:
            if name == "cp932":
                continue
            corpus = make_corpus(name, RIVAL_BYTES)
            text = corpus.data.decode()
            started = time.process_time()
            found = rival.scan(text)
            seconds = time.process_time() - started
            assert found >= corpus.mails, f"{rival.name} found {found} of {corpus.mails}"
            row[name] = round(len(corpus.data) / seconds / 1e6, 3)
        rows.append(row)
    return rows


def _format(report: dict[str, Any]) -> str:
    """The tables of the page."""
    names = list(report["corpora"])
    lines = ["| one core, all detectors | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]

    def line(title: str, values: list[object]) -> None:
        lines.append(f"| {title} | " + " | ".join("" if value is None else str(value) for value in values) + " |")

    rows = [report["corpora"][name] for name in names]
    line("MB/s", [row["mb_per_s"] for row in rows])
    line("asked at least / aim", [f"{LEAST[name][1]} / {AIM[name][1]}" for name in names])
    if report["ripgrep"]:
        line(f"ripgrep {report['ripgrep']}, 26 regexes, MB/s", [row.get("ripgrep_mb_per_s") for row in rows])
        line("times ripgrep", [row.get("times_ripgrep") for row in rows])
        line(
            "asked at least / aim", [f"{LEAST[name][0]} / {AIM[name][0]}" if LEAST[name][0] else None for name in names]
        )
    line("findings a KB", [round(row["findings"] / row["bytes"] * 1000, 2) for row in rows])
    for rival in report["rivals"]:
        line(f"{rival['name']} {rival['version']}, MB/s", [rival.get(name) for name in names])
    return "\n".join(lines) + "\n"


def _is_enough(report: dict[str, Any]) -> bool:
    return all(row.get("times_ripgrep", LEAST[name][0]) >= LEAST[name][0] for name, row in report["corpora"].items())


def _put(page: Path, tables: str) -> None:
    """Replace what stands between the marks of the page."""
    text = page.read_text(encoding="utf-8")
    begin, end = (re.escape(mark) for mark in MARKS)
    changed, count = re.subn(f"{begin}.*?{end}", lambda _: MARKS[0] + tables + MARKS[1], text, flags=re.DOTALL)
    assert count == 1, f"{page} has no place for the figures"
    page.write_text(changed, encoding="utf-8")


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=int, default=16, help="of each corpus (default: 16)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=list(CORPORA))
    parser.add_argument("--patterns", type=Path, metavar="FILE", help="regular expressions for ripgrep")
    parser.add_argument("--rivals", action="store_true", help="measure other scanners too")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    parser.add_argument("--check", action="store_true", help="fail below what is asked")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
