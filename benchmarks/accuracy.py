"""Accuracy, measured and published: python benchmarks/accuracy.py --data DIR --peers --write docs/accuracy.md

Without arguments the parts that need nothing from outside are measured (a generated sample share, and columns of
numbers beside orders) and printed. ``--data DIR`` adds labelled sets of other makers: DIR holds ``gold/`` and ``real/``
with a ``manifest.jsonl`` each (see scoring/labelled.py), ``negatives/`` with ``negatives.jsonl`` and ``types.json``
(detector id to kind). ``--peers`` adds other tools, which the dependency group ``peers`` installs. ``--write PAGE``
writes the page; sections that were not measured stay as it had them. Only counts, file names and places are told,
never text of the sets.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from meibo.pipeline.rule_set import rule_set_version
from meibo.samples.share import write_share
from meibo_detectors.registry import DETECTORS
from peers import FINDERS, JUDGES, Peer, PeerMissingError, open_judges, open_peer
from scoring import aims, sections
from scoring.aims import Aim
from scoring.confidence import calibrate
from scoring.cues import compare_named
from scoring.figures import Outcome, Row, compare
from scoring.findings import DetectionError, Finding, find
from scoring.formats import ask_of_formats, compare_formats, show_formats
from scoring.kinds import TEXT_FORMATS, read_kinds
from scoring.labelled import LabelledSet, is_in, read_manifest, read_share
from scoring.negatives import measure_negatives
from scoring.page import TEMPLATE, stamp, write_page
from scoring.people import Counted, compare_people, count_people, read_people, read_people_of_manifest
from scoring.rosters import measure_rosters
from scoring.side_by_side import compare_peers, examine_all, read_with

REGISTERED = frozenset(detector.id for detector in DETECTORS)
NEEDED = ("types.json", "gold/manifest.jsonl", "real/manifest.jsonl", "negatives.jsonl", "negatives")


class Measured:
    """One labelled set, what is reported of it by default, and how that compares."""

    def __init__(self, labelled: LabelledSet) -> None:
        self.labelled = labelled
        self.findings: list[Finding] = [finding for finding in find(labelled) if finding.is_shown]
        self.outcome: Outcome = compare(labelled.truths, self.findings)


class Sets:
    """The labelled sets of a data folder; raises DataMissingError where one is missing."""

    def __init__(self, data: Path, formats: tuple[str, ...]) -> None:
        if missing := [name for name in NEEDED if not (data / name).exists()]:
            raise DataMissingError(f"{data} lacks {', '.join(missing)}; --help tells what belongs there")
        kinds = read_kinds(data / "types.json")
        self.data = data
        self.gold = Measured(read_manifest(data / "gold" / "manifest.jsonl", formats, kinds))
        self.every_format = Measured(read_manifest(data / "gold" / "manifest.jsonl", (), kinds))
        self.real = Measured(read_manifest(data / "real" / "manifest.jsonl", (), kinds))


class DataMissingError(Exception):
    """A data folder lacks what belongs there."""


def measure_own(seed: int) -> tuple[dict[str, str], list[Aim], Outcome]:
    """What the repository can measure by itself: the sections, what is asked of them, and the sample's outcome."""
    with tempfile.TemporaryDirectory() as place:
        made = write_share(Path(place) / "demo", seed)
        outcome = Measured(read_share(made.share, made.key, REGISTERED)).outcome
        people = compare_people(read_people(made.key), count_people(made.share, Path(place) / "meibo.db"))
    rosters = measure_rosters(REGISTERED)
    sample = f"{sections.show_outcome(outcome, is_asked=False)}\n{sections.show_people(people)}"
    return {"sample": sample, "rosters": sections.show_rosters(rosters)}, aims.ask_of_rosters(rosters), outcome


def measure_sets(sets: Sets, sample: Outcome) -> tuple[dict[str, str], list[Aim]]:
    """The sections that labelled sets fill, and what is asked of them."""
    gold, real = sets.gold.outcome, sets.real.outcome
    cued = {name: compare_named(measured.outcome, measured.labelled) for name, measured in
            (("real", sets.real), ("gold", sets.gold))}  # fmt: skip
    both = Row(*(sum(getattr(row, name) for row in cued.values()) for name in Row.__struct_fields__))
    levels, negatives = calibrate([gold, real]), measure_negatives(sets.data)
    people = sections.show_people(count_people_of_gold(sets.gold.labelled))
    formats = compare_formats(sets.every_format.labelled.truths, sets.every_format.findings)
    measured = {
        "gold": f"{sections.show_outcome(gold, is_asked=True)}\n{people}",
        "formats": show_formats(formats),
        "real": sections.show_real(real, cued),
        "negatives": sections.show_negatives(negatives),
        "levels": sections.show_levels({"gold and real": levels, "sample": calibrate([sample])}),
        "misses": sections.show_misses({"gold": gold, "real": real}),
    }
    asked = [*aims.ask_of_gold(gold), ask_of_formats(formats), *aims.ask_of_real(real, both)]
    return measured, [*asked, *aims.ask_of_negatives(negatives), *aims.ask_of_levels(levels)]


def count_people_of_gold(gold: LabelledSet) -> list[Counted]:
    """The people of each file of the business set, against the names that are labelled in it."""
    people = [
        row for row in read_people_of_manifest(gold.folder.parent / "manifest.jsonl") if is_in(row.path, gold.parts)
    ]
    with tempfile.TemporaryDirectory() as place:
        return compare_people(people, count_people(gold.folder, Path(place) / "meibo.db"))


def compare_finders(sets: Sets, peers: list[Peer]) -> str:
    """The section of other tools; of real text also on those files alone that label a kind."""
    contests = {}
    for name, measured in (("gold", sets.gold), ("real", sets.real)):
        others = [(peer, read_with(peer, measured.labelled)) for peer in peers]
        contests[name] = compare_peers(measured.labelled, measured.findings, others)
    kept = compare_peers(sets.real.labelled, sets.real.findings, others, only_labelled=True)
    differing = {kind: rows for kind, rows in kept.items() if rows != contests["real"][kind]}
    return sections.show_contests({**contests, "real, files that label the kind": differing})


def measure(options: argparse.Namespace) -> tuple[dict[str, str], list[Aim]]:
    """Every section that the options ask for, and what is asked of the figures."""
    finders = [open_peer(name) for name in FINDERS] if options.peers else []
    judges = [judge for name in JUDGES for judge in open_judges(name)] if options.peers else []
    sets = Sets(options.data.resolve(), tuple(options.formats.split(","))) if options.data else None
    measured, asked, sample = measure_own(options.seed)
    if judges:
        measured["cases"] = sections.show_examinations(examine_all(judges))
    if sets:
        added, more = measure_sets(sets, sample)
        measured, asked = measured | added, [*more, *asked]
        measured["asked"] = sections.show_aims(asked)
        if finders:
            measured["peers"] = compare_finders(sets, finders)
    return measured, asked


def main() -> int:
    """Measure; print or write; 1 with ``--check`` where less is reached than asked, 2 where it can't be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the labelled sets")
    parser.add_argument("--formats", default=",".join(TEXT_FORMATS), help="folders of gold/files, separated by commas")
    parser.add_argument("--peers", action="store_true", help="compare other tools too; all must be installed")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="write this page instead of printing")
    parser.add_argument("--seed", type=int, default=1, help="of the sample share")
    parser.add_argument("--check", action="store_true", help="fail where less is reached than asked")
    options = parser.parse_args()
    try:
        measured, asked = measure(options)
    except (DataMissingError, PeerMissingError, DetectionError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.write:
        write_to(options.write, measured)
    else:
        print_sections(measured)
    for aim in asked:
        if not aim.is_met:
            print(f"not reached: {aim.what}: {aim.measured}, asked {aim.asked}", file=sys.stderr)
    return int(options.check and not all(aim.is_met for aim in asked))


def write_to(page: Path, measured: dict[str, str]) -> None:
    """Write the page with the sections that were measured."""
    stamped = {name: stamp(body, rule_set_version()) for name, body in measured.items()}
    former = page.read_text("utf-8") if page.exists() else ""
    page.write_text(write_page(TEMPLATE.read_text("utf-8"), stamped, former), "utf-8")


def print_sections(measured: dict[str, str]) -> None:
    """Print the sections that were measured."""
    for name, body in measured.items():
        print(f"## {name}\n\n{body}")


if __name__ == "__main__":
    sys.exit(main())
