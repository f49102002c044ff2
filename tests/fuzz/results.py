"""The figures of fuzzing: kept in results.json, and written as the table of docs/security/fuzzing.md."""

from __future__ import annotations

from pathlib import Path

import msgspec

from fuzz.measuring import Measured

HERE = Path(__file__).parent
PLACE = HERE / "results.json"
PAGE = HERE.parents[1] / "docs" / "security" / "fuzzing.md"
CRASHERS = HERE / "crashers"
BEGIN, END = "<!-- written by tests/fuzz/run.py -->", "<!-- end -->"
_HEAD = (
    "| Target | Seconds | Executions | a second | Edges | Lines | Crashes | Hangs | Kept |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
)


def read_results() -> dict[str, Measured]:
    """What is known of each target, by its name."""
    return msgspec.json.decode(PLACE.read_bytes(), type=dict[str, Measured]) if PLACE.exists() else {}


def write_results(results: dict[str, Measured]) -> None:
    """Keep the figures, sorted by name."""
    raw = msgspec.json.encode(dict(sorted(results.items())))
    fresh = PLACE.with_suffix(".new")
    fresh.write_bytes(msgspec.json.format(raw, indent=1) + b"\n")
    fresh.replace(PLACE)


def write_table(results: dict[str, Measured]) -> None:
    """Write the table between the marks of the page."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text("".join((before, BEGIN, "\n", make_table(results), END, after)), "utf-8")


def make_table(results: dict[str, Measured]) -> str:
    """The figures in Markdown, with a row of their sums."""
    rows = [_row(f"`{name}`", one, count_kept(name)) for name, one in sorted(results.items())]
    total = (
        f"| {len(results)} targets | {sum(one.seconds for one in results.values()):,}"
        f" | {sum(one.executions for one in results.values()):,} | | |"
        f" | {sum(one.crashes for one in results.values())} | {sum(one.hangs for one in results.values())}"
        f" | {sum(count_kept(name) for name in results)} |"
    )
    return "\n".join((*_HEAD, *rows, total, ""))


def _row(name: str, one: Measured, kept: int) -> str:
    speed = one.executions / max(one.seconds, 1)
    lines = f"{100 * one.lines / one.of_lines:.0f} % of {one.of_lines:,}" if one.of_lines else ""
    return (
        f"| {name} | {one.seconds:,} | {one.executions:,} | {speed:,.0f} | {one.edges:,} | {lines}"
        f" | {one.crashes} | {one.hangs} | {kept} |"
    )


def count_kept(name: str) -> int:
    """Inputs that once were findings, and are tried by the tests for ever."""
    folder = CRASHERS / name
    return sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0
