"""``meibo show PATH``: everything that the inventory knows about one file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from meibo.catalogue.sizes import format_bytes
from meibo.cli.choosing import find_risk_rules, open_scan
from meibo.cli.options import Parser, UsageError, add_inventory, merge
from meibo.cli.rows import name_mark
from meibo.cli.terminal import Terminal, clean
from meibo.inventory.reader import Reader
from meibo.inventory.rows import Asset
from meibo_detectors.model import Confidence

if TYPE_CHECKING:
    from meibo.assessment.risk_rules import RiskRules

DEFAULTS: Final[dict[str, Any]] = {"inventory": Path("meibo.db"), "scan": None, "format": "text"}


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    parser.add_argument("path", metavar="PATH", help=parser.say("option-path"))
    add_inventory(parser)
    parser.add_argument("--scan", metavar="N", type=int, help=parser.say("option-scan"))
    parser.add_argument("--format", choices=("text", "json"), help=parser.say("option-format"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Print each file of that path; several targets may hold one."""
    options = merge(given, DEFAULTS, terminal)
    reader, scan = open_scan(options.inventory, options.scan)
    try:
        rules = find_risk_rules(reader, scan, options.configuration)
        found = [asset for asset in reader.assets(scan) if options.path in (asset.path, clean(asset.path))]
        if not found:
            raise UsageError("error-no-asset", path=clean(options.path))
        for asset in found:
            if options.format == "json":
                terminal.print_json(msgspec.json.encode(_as_object(reader, scan, asset, rules)))
            else:
                _print(reader, scan, asset, rules, terminal)
    finally:
        reader.close()
    return 0


def _as_object(reader: Reader, scan: int, asset: Asset, rules: RiskRules) -> dict[str, Any]:
    from meibo.assessment.risk import assess
    from meibo.assessment.roster import roster_score

    return {
        "asset": msgspec.structs.replace(asset, content_hash=b""),
        "content_hash": asset.content_hash.hex(),
        "risk": assess(asset, rules=rules),
        "roster_score": roster_score(asset.roster_points),
        "positions": list(reader.positions(scan, asset.version_id)),
        "issues": [row for row in reader.issues(scan, asset.path) if row.target == asset.target],
        "history": [
            {
                "first_scan": row.first_scan,
                "last_scan": row.last_scan,
                "size_bytes": row.size_bytes,
                "status": row.status,
            }
            for row in reader.history(asset.target, asset.path)
        ],
        "marks": reader.marks.mark_history(asset.target, asset.path),
    }


def _print(reader: Reader, scan: int, asset: Asset, rules: RiskRules, terminal: Terminal) -> None:
    from meibo.assessment.risk import assess
    from meibo.assessment.roster import roster_score
    from meibo.reports.wording import name_evidence, name_mask, name_place

    say = terminal.say
    risk = assess(asset, rules=rules)
    terminal.print(clean(asset.path))
    persons = (
        f"{asset.persons_least:,}"
        if asset.persons_least == asset.persons_most
        else f"{asset.persons_least:,}-{asset.persons_most:,}"
    )
    facts = [
        ("column-status", asset.status.value + (f" ({asset.issue_code})" if asset.issue_code else "")),
        ("column-risk", f"{risk.level} ({risk.score:.1f})"),
        ("column-persons", persons),
        ("column-roster-score", str(roster_score(asset.roster_points))),
        ("column-bytes", format_bytes(asset.size_bytes)),
        ("show-format", " ".join(filter(None, (asset.format, asset.encoding)))),
        ("show-owner", asset.owner),
        ("show-access", f"{asset.audience} ({asset.audience_source})"),
        *(
            [("column-mark", name_mark(asset.mark.kind, terminal, is_outdated=asset.mark.is_outdated))]
            if asset.mark
            else []
        ),
    ]
    terminal.print_table([[f"  {say(key)}", clean(value)] for key, value in facts])
    if asset.counts:
        terminal.print()
        head = [f"  {say('summary-detector')}", say("summary-high"), say("summary-medium"), say("summary-low")]
        rows = [[f"  {name}", str(row.high), str(row.medium), str(row.low)] for name, row in asset.counts.items()]
        terminal.print_table([head, *rows], right=frozenset({1, 2, 3}))
    positions = list(reader.positions(scan, asset.version_id))
    if positions:
        terminal.print(f"\n  {say('show-positions')}")
        terminal.print_table([
            [f"  {clean(name_place(row.container, row.location, terminal.language))}", row.detector,
             Confidence.of_score(row.score).word, clean(name_mask(row.detector, row.masked, terminal.language)),
             clean(name_evidence(row.evidence, terminal.language))]
            for row in positions
        ])  # fmt: skip
    issues = [row for row in reader.issues(scan, asset.path) if row.target == asset.target]
    if issues:
        terminal.print(f"\n  {say('show-issues')}")
        for row in issues:
            words = f"{terminal.explain(row.code)}. {terminal.remedy(row.code)}"
            terminal.print(f"  {row.stage} {row.code} x{row.count}: {words}")
    terminal.print(f"\n  {say('show-history')}")
    for version in reader.history(asset.target, asset.path):
        terminal.print(
            f"  {version.first_scan}-{version.last_scan}: {format_bytes(version.size_bytes)} {version.status.value}"
        )
    marks = reader.marks.mark_history(asset.target, asset.path)
    if marks:
        terminal.print(f"\n  {say('show-marks')}")
        terminal.print_table([
            [f"  {mark.made}", mark.kind or say("mark-removed"), clean(mark.person), clean(mark.reason),
             say("mark-moved", path=clean(mark.moved_from)) if mark.moved_from else ""]
            for mark in marks
        ])  # fmt: skip
