"""Other tools beside this one: the same files, the same labels, the same scorer."""

from __future__ import annotations

from typing import Final

import msgspec

from meibo_detectors.model import Confidence
from peers import Judge, Peer
from scoring.case_tables import Accepted, CaseTable, examine, make_judge, read_table
from scoring.figures import Row, compare
from scoring.findings import Finding, keep_surest, list_files, read_text
from scoring.kinds import family_of
from scoring.labelled import LabelledSet
from scoring.spelling import fold

OWN_NAME: Final = "meibo"


class Contest(msgspec.Struct, frozen=True):
    """What one tool reaches on one kind of one set."""

    tool: str
    row: Row


class Examination(msgspec.Struct, frozen=True):
    """What one judge does with a case table."""

    judge: str
    table: CaseTable
    accepted: Accepted


def compare_peers(
    labelled: LabelledSet, own: list[Finding], others: list[tuple[Peer, list[Finding]]], *, only_labelled: bool = False
) -> dict[str, list[Contest]]:
    """By labelled kind, this project and each tool that finds it.

    With ``only_labelled`` a kind is judged only on files that have a label of it in some tier: what a set of addresses
    says of names is little.
    """
    outcome = compare(labelled.truths, own)
    kinds = [kind for kind, row in outcome.rows.items() if row.labelled and family_of(kind) == kind]
    contests: dict[str, list[Contest]] = {kind: [] for kind in kinds}
    for tool, known, findings in (
        (OWN_NAME, frozenset(kinds), own),
        *((f"{peer.name} {peer.version}", frozenset(peer.kinds), found) for peer, found in others),
    ):
        rows = compare(labelled.truths, _keep_labelled(labelled, findings) if only_labelled else findings).rows
        for kind in known.intersection(kinds):
            contests[kind].append(Contest(tool, rows[kind]))
    return {kind: found for kind, found in contests.items() if len(found) > 1}


def _keep_labelled(labelled: LabelledSet, findings: list[Finding]) -> list[Finding]:
    """Findings in files that have a label of their kind."""
    known = {(truth.path, family_of(truth.kind)) for truth in labelled.truths}
    return [finding for finding in findings if (finding.path, family_of(finding.kind)) in known]


def read_with(peer: Peer, labelled: LabelledSet) -> list[Finding]:
    """What a tool finds in the text of every file of a set."""
    return keep_surest(
        Finding(path, kind, peer.name, "high", written, value, "")
        for path, file in list_files(labelled).items()
        for kind, written in peer.find(read_text(file))
        if (value := fold(kind, written))
    )


def examine_all(judges: list[Judge]) -> list[Examination]:
    """This project and each judge on the case tables of the kinds that judges know."""
    rows: list[Examination] = []
    for detector in sorted({judge.detector for judge in judges}):
        table = read_table(detector)
        for name, least in ((OWN_NAME, Confidence.MEDIUM), (f"{OWN_NAME}, low too", Confidence.LOW)):
            rows.append(Examination(name, table, examine(table, make_judge(table, least))))
        rows += [
            Examination(f"{judge.name} {judge.version}", table, examine(table, judge.accepts))
            for judge in judges
            if judge.detector == detector
        ]
    return rows
