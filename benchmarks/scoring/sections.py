"""What was measured, as sections of the page."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Mapping

from scoring.aims import LEVELS, NUMBER_KINDS, NUMBERS_A_MB, Aim, kind_f1
from scoring.confidence import Tally
from scoring.figures import Outcome, Row, Verdict
from scoring.kinds import DETECTORS_OF, family_of
from scoring.negatives import Negatives
from scoring.page import write_table
from scoring.people import Counted
from scoring.rosters import ROWS, Found, Result
from scoring.side_by_side import Contest, Examination

FIGURES = ("labelled", "found", "false", "precision", "recall", "F1")


def show_aims(aims: Iterable[Aim]) -> str:
    """Everything that is asked, and what was reached."""
    rows = [(aim.what, aim.asked, aim.measured, "yes" if aim.is_met else "**no**") for aim in aims]
    return write_table(("what", "asked", "measured", "reached"), list(rows))


def show_outcome(outcome: Outcome, *, is_asked: bool) -> str:
    """The figures of every kind and the means; with hard values and what is asked of each kind, or without."""
    rows: list[tuple[object, ...]] = []
    for kind, row in outcome.rows.items():
        if row.labelled:
            rows.append((kind, _detectors(kind), *_figures(row, family_of(kind) == kind), *_show_asked(row)))
    rows.append(("all (micro)", "", *_figures(outcome.micro), _show_hard(outcome.micro), None))
    head: tuple[str, ...] = ("kind", "detectors", *FIGURES, "hard ones found", "F1 asked")
    if not is_asked:
        head, rows = head[:-2], [row[:-2] for row in rows]
    others = {kind: row.wrong for kind, row in outcome.rows.items() if not row.labelled and row.wrong}
    unasked = ", ".join(f"{kind} {count}" for kind, count in others.items())
    return (
        write_table(head, rows)
        + f"\nMacro F1 {outcome.macro_f1:.3f}."
        + (f" Reported and not labelled at all: {unasked}." if unasked else "")
        + "\n"
    )


def show_real(outcome: Outcome, cued: Mapping[str, Row]) -> str:
    """The kinds of real text, the hard ones and the names beside a cue apart."""
    rows: list[tuple[object, ...]] = []
    for kind, row in outcome.rows.items():
        if row.labelled:
            rows.append((kind, *_figures(row)))
        if row.hard_labelled:
            recall = row.hard_found / row.hard_labelled
            rows.append((f"{kind}, hard", row.hard_labelled, row.hard_found, None, None, recall, None))
    rows += [(f"NAME beside a label or honorific, {name}", *_figures(row)) for name, row in cued.items()]
    for kind, row in outcome.rows.items():
        if not row.labelled and not row.hard_labelled and row.wrong:
            rows.append((f"{kind}, not labelled", 0, 0, row.wrong, None, None, None))
    return write_table(("kind", *FIGURES), rows)


def show_people(counted: list[Counted]) -> str:
    """How many ranges hold the truth, how many rosters are exact, and the files where it is not so."""
    rosters = [row for row in counted if row.people.is_roster]
    text = f"**People**: least and most hold the truth in {sum(row.holds for row in counted)} of {len(counted)} files"
    text += f", exact in {sum(row.is_exact for row in rosters)} of {len(rosters)} rosters" if rosters else ""
    wrong = [row for row in counted if not row.holds or (row.people.is_roster and not row.is_exact)]
    files = "; ".join(f"{row.people.path}: {row.people.persons}, counted {row.least}-{row.most}" for row in wrong)
    return f"{text}.{' Not so: ' + files + '.' if files else ''}\n"


def show_negatives(negatives: Negatives) -> str:
    """Findings a megabyte by detector."""
    numbers = {detector for kind in NUMBER_KINDS for detector in DETECTORS_OF[kind]}
    detectors = sorted(negatives.in_prose.keys() | negatives.in_code.keys() | numbers)
    rows = [
        (
            detector,
            *(f"{rate(detector):.2f}" for rate in (negatives.rate_in_prose, negatives.rate_in_code, negatives.rate)),
            f"{NUMBERS_A_MB:g}" if detector in numbers else None,
        )
        for detector in detectors
    ]
    sizes = (
        f"{negatives.prose_bytes / 1e6:.2f} MB of Japanese prose, {negatives.code_bytes / 1e6:.2f} MB of code and logs"
    )
    return f"{sizes}:\n\n" + write_table(("detector", "prose", "code and logs", "all", "asked at most"), list(rows))


def show_rosters(results: Iterable[Result]) -> str:
    """Found in the roster's column, and orders reported, by what stands over the orders."""
    rows = [
        (
            result.roster.detector,
            result.roster.header,
            result.roster.form,
            *map(_show_found, (result.named, result.unnamed, result.headless)),
        )
        for result in results
    ]
    head = ("detector", "header", "form", "orders under 注文番号", "orders under no name", "no header line")
    return f"Found of {ROWS}, and orders reported:\n\n" + write_table(head, list(rows))


def show_levels(sets: Mapping[str, Mapping[tuple[str, str], Tally]]) -> str:
    """How often each level is right, for all detectors and for each, by the labelled sets that say so."""
    rows: list[tuple[object, ...]] = []
    for name, tallies in sets.items():
        for detector, level in sorted(tallies, key=lambda key: (key[0], list(LEVELS).index(key[1]))):
            tally = tallies[detector, level]
            low, high = tally.interval
            share = (tally.share, f"{low:.3f}-{high:.3f}", f"{LEVELS[level]:.2f}")
            rows.append((name, detector or "**all**", level, tally.reported, tally.right, *share))
    return write_table(("set", "detector", "level", "reported", "right", "share", "95 % interval", "asked"), rows)


def show_contests(sets: Mapping[str, Mapping[str, list[Contest]]]) -> str:
    """Each tool on each kind of each set."""
    rows = [
        (name, kind, contest.tool, *_figures(contest.row), _show_hard(contest.row))
        for name, kinds in sets.items()
        for kind, contests in kinds.items()
        for contest in contests
    ]
    return write_table(("set", "kind", "tool", *FIGURES, "hard ones found"), list(rows))


def show_examinations(examinations: Iterable[Examination]) -> str:
    """Each judge on each case table."""
    rows = [
        (row.table.detector, row.judge, f"{row.accepted.valid_accepted} of {len(row.table.valid)}",
         f"{row.accepted.invalid_refused} of {len(row.table.invalid)}")
        for row in examinations
    ]  # fmt: skip
    return write_table(("case table", "judge", "valid accepted", "invalid refused"), list(rows))


def show_misses(outcomes: Mapping[str, Outcome]) -> str:
    """Core values that were missed and findings that are false, by file and place only."""
    rows: list[tuple[object, ...]] = []
    for name, outcome in outcomes.items():
        missed = ((truth.kind, truth.path, truth.place) for truth in outcome.missed)
        wrong = (
            (found.kind, found.path, found.place) for found, verdict in outcome.verdicts if verdict is Verdict.WRONG
        )
        for what, places in (("missed", missed), ("false", wrong)):
            rows += [(name, what, kind, files) for kind, files in _group_places(places)]
    return write_table(("set", "", "kind", "files and places"), rows) if rows else "None.\n"


def _group_places(places: Iterable[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """By kind, the files with their places."""
    grouped: dict[str, dict[str, list[str]]] = collections.defaultdict(lambda: collections.defaultdict(list))
    for kind, path, place in places:
        grouped[kind][path].append(place)
    return [
        (kind, "; ".join(f"{path}: {', '.join(files[path])}" for path in sorted(files)))
        for kind, files in sorted(grouped.items())
    ]


def _figures(row: Row, has_reports: bool = True) -> tuple[object, ...]:
    return (row.labelled, row.found, row.wrong if has_reports else None, row.precision, row.recall, row.f1)


def _detectors(kind: str) -> str:
    return ", ".join(DETECTORS_OF.get(kind, (kind,)))


def _show_asked(row: Row) -> tuple[object, ...]:
    return _show_hard(row), f"{kind_f1(row):.2f}"


def _show_hard(row: Row) -> str | None:
    return f"{row.hard_found} of {row.hard_labelled}" if row.hard_labelled else None


def _show_found(found: Found) -> str:
    return f"{found.roster}, {found.orders}"
