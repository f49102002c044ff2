"""How often harm was done, and what came of it: counted by the tests themselves."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Final

import msgspec

ROOT: Final = Path(__file__).parents[2]
COUNTED: Final = ("tried", "survived", "lost", "leaked", "hung")
"""What a test may record with ``record_property``; one that records nothing is one try."""


class Tally(msgspec.Struct, frozen=True):
    """How tries of one kind ended; those that neither survived nor are counted behind it ended unclearly."""

    tried: int = 0
    survived: int = 0
    lost: int = 0
    """Something that was stored was gone, or the same command did not end with the same inventory."""
    leaked: int = 0
    """A value was said or stored, or a file was left behind."""
    hung: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, name) + getattr(other, name) for name in COUNTED))


def count_tests(selection: tuple[str, ...]) -> Tally:
    """Run the tests of a selection, also the slow ones, and add up what they count."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        line = (
            sys.executable,
            "-m",
            "pytest",
            "--all",
            "--quiet",
            "--benchmark-skip",
            "-o",
            "junit_family=xunit1",
            f"--junitxml={report}",
        )
        subprocess.run([*line, *selection], cwd=ROOT, check=False)
        return read_report(report.read_text("utf-8"))


def read_report(text: str, files: tuple[str, ...] = ()) -> Tally:
    """The sum over the tests of a JUnit report, or of some files of it; tests that were skipped are no tries."""
    cases = ET.fromstring(text).iter("testcase")  # noqa: S314 - our own
    return sum((_read_test(case) for case in cases if not files or case.get("file") in files), Tally())


def count_inputs() -> Tally:
    """What the targets of the fuzzer were given so far; each hang and crash is an input that did not survive."""
    done = msgspec.json.decode((ROOT / "tests" / "fuzz" / "results.json").read_bytes(), type=dict[str, dict[str, int]])
    tried, crashes, hangs = (sum(one[name] for one in done.values()) for name in ("executions", "crashes", "hangs"))
    return Tally(tried, tried - crashes - hangs, hung=hangs)


def _read_test(test: ET.Element) -> Tally:
    if test.find("skipped") is not None:
        return Tally()
    told = {one.get("name"): one.get("value", "") for one in test.iter("property")}
    passed = test.find("failure") is None and test.find("error") is None
    if "tried" not in told:
        return Tally(1, int(passed))
    counts = Tally(*(int(told.get(name, "0")) for name in COUNTED))
    if passed and "survived" not in told:
        counts = msgspec.structs.replace(counts, survived=counts.tried)
    return counts
