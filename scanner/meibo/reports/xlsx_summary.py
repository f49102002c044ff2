"""The first sheet: a scan on one page, for those who read nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from meibo import __version__
from meibo.assessment.found import count_found
from meibo.assessment.rated_file import RatedFile
from meibo.assessment.risk import Level, level_of
from meibo.catalogue.issues import IssueClass
from meibo.catalogue.report import word
from meibo.inventory.model import Counts, ScanSummary
from meibo.reports.columns import Cell
from meibo.reports.figures import RISKIEST, Figures
from meibo.reports.material import Material
from meibo.reports.model import ReportOptions
from meibo.reports.wording import class_of_issue, name_detector, name_persons, name_target
from meibo.reports.xlsx_book import BAD, CONFIDENCE_COLOURS, FAINT, GOOD, LEVEL_COLOURS, NAVY, PALE, Book, Sheet
from meibo.reports.xlsx_list import colour_levels
from meibo.reports.xlsx_page import FIRST, LAST, TWO_LINES_HEIGHT, Page
from meibo.reports.xlsx_whole import write_audiences, write_folders, write_triggers, write_whole
from meibo_detectors.model import Confidence

_BYTES: Final = '[>=1000000000]#,##0.0,,," GB";[>=1000000]#,##0.0,," MB";#,##0.0," KB"'
_CONFIDENCE_COLUMNS: Final = ((5, Confidence.HIGH), (6, Confidence.MEDIUM), (7, Confidence.LOW))
_MAINLY: Final = 3
"""Detectors named for one of the riskiest files."""


def write_summary(book: Book, sheet: Sheet, material: Material) -> None:
    """Fill the sheet, once all files have passed by the figures."""
    page = Page(book, sheet, material.options)
    summary, figures = material.summary, material.figures
    _write_title(page, summary)
    _write_facts(page, summary)
    _write_equation(page, summary)
    write_whole(page, material)
    _write_levels(page, figures)
    write_triggers(page, material)
    _write_riskiest(page, figures)
    write_folders(page, material)
    write_audiences(page, material)
    _write_detectors(page, summary.findings, figures)
    _write_allowed(page, summary)


def _write_title(page: Page, summary: ScanSummary) -> None:
    page.end_row(10)
    page.put(FIRST, LAST, page.say("title"), bold=True, font_size=20, font_color=NAVY)
    page.end_row(34)
    is_good, verdict = _judge(page, summary)
    page.put(FIRST, LAST, verdict, bold=True, indent=1, **(GOOD if is_good else BAD))
    page.end_row(26)
    page.end_row(8)


def _judge(page: Page, summary: ScanSummary) -> tuple[bool, str]:
    """Whether the scan saw all it should, and a sentence on it."""
    sheet = page.say("sheet-unread")
    faults = sum(count for code, count in summary.issues.items() if class_of_issue(code) is IssueClass.FAULT)
    if summary.state != "finished":
        return False, page.say("verdict-unfinished", state=page.say(f"state-{summary.state}"))
    if not summary.listed:
        return False, page.say("verdict-empty")
    if faults:
        return False, page.say("verdict-fault", count=faults, sheet=sheet)
    return True, page.say("verdict-complete", sheet=sheet)


def _write_facts(page: Page, summary: ScanSummary) -> None:
    for number, target in enumerate(summary.targets):
        page.put_fact(FIRST, FIRST + 1, LAST, "" if number else page.say("fact-targets"), name_target(target))
        page.end_row()
    zone = page.options.zone_name
    made = datetime.now(page.options.zone).replace(microsecond=0)
    least = page.say(f"least-{page.options.least_confidence.word}")
    facts: tuple[tuple[str, Cell, dict[str, object]], ...] = (
        (page.say("fact-scan"), summary.scan, {}),
        (page.say("fact-state"), page.say(f"state-{summary.state}"), {}),
        (page.say("fact-started", zone=zone), _time(page, summary.started), {}),
        (page.say("fact-ended", zone=zone), _time(page, summary.ended), {}),
        (page.say("fact-seconds"), summary.seconds / 86_400, {"num_format": "[h]:mm:ss.0"}),
        (page.say("fact-bytes"), summary.bytes_read, {"num_format": _BYTES}),
        (page.say("fact-carried"), summary.carried, {"num_format": "#,##0"}),
        (page.say("fact-unseen"), summary.unseen, {"num_format": "#,##0"}),
        (page.say("fact-least"), least, {}),
        (page.say("fact-rule-set"), summary.rule_set, {}),
        (page.say("fact-made", zone=zone), made, {}),
        (page.say("fact-program"), f"meibo {__version__}", {}),
    )
    for left, right in zip(facts[::2], facts[1::2], strict=True):
        page.put_fact(1, 2, 5, left[0], left[1], **left[2])
        page.put_fact(6, 8, 11, right[0], right[1], **right[2])
        page.end_row()


def _time(page: Page, text: str | None) -> Cell:
    return datetime.fromisoformat(text).astimezone(page.options.zone) if text else None


def _write_equation(page: Page, summary: ScanSummary) -> None:
    """Listed = complete + partial + skipped."""
    page.write_section("section-files")
    tiles = (
        (1, 2, summary.listed, "listed"),
        (4, 5, summary.complete, "complete"),
        (7, 8, summary.partial, "partial"),
        (10, 11, summary.skipped, "skipped"),
    )
    for first, last, count, _ in tiles:
        page.put(first, last, count, bold=True, font_size=22, align="center", bg_color=PALE, font_color=NAVY)
    for at, sign in ((3, "＝"), (6, "＋"), (9, "＋")):
        page.put(at, at, sign, font_size=16, align="center", font_color=FAINT)
    page.end_row(40)
    for first, last, _, name in tiles:
        page.put(first, last, page.say(f"figure-{name}"), align="center", bg_color=PALE, font_color=FAINT)
    page.end_row()


def _write_levels(page: Page, figures: Figures) -> None:
    page.write_section("section-levels")
    tiles = tuple(zip(((1, 2), (3, 4), (5, 6), (7, 8), (9, 11)), reversed(Level), strict=True))
    for (first, last), level in tiles:
        page.put(first, last, figures.levels[level], bold=True, font_size=18, **_tile(level))
    page.end_row(36)
    for (first, last), level in tiles:
        name = "none-or-unread" if level is Level.NONE else level
        page.put(first, last, page.say(f"level-{name}"), **_tile(level))
    page.end_row()


def _tile(level: Level) -> dict[str, object]:
    background, letters = LEVEL_COLOURS[level]
    return {"align": "center", "bg_color": background, "font_color": letters, "left": 5, "left_color": "#FFFFFF"}


def _write_detectors(page: Page, findings: dict[str, Counts], figures: Figures) -> None:
    """Counts of all three levels of confidence, whatever the report counts elsewhere."""
    page.write_section("section-detectors")
    if not findings:
        page.write_nothing()
        return
    for at, confidence in _CONFIDENCE_COLUMNS:
        page.put_heading(at, at, f"confidence-{confidence.word}", bg_color=CONFIDENCE_COLOURS[confidence])
    page.write_headings((1, 3, "column-detector"), (4, 4, "figure-risk-class"), (8, 8, "figure-files"))
    top = page.row
    for name in sorted(findings, key=lambda name: (-level_of(name, page.options.rules).grade, name)):
        row = findings[name]
        page.put_cell(1, 3, name_detector(name, page.options))
        page.put_cell(4, 4, page.say(f"level-{level_of(name, page.options.rules)}"), align="center")
        for at, count in enumerate((row.high, row.medium, row.low, figures.detectors[name]), 5):
            page.put_cell(at, at, count)
        page.end_row()
    series = [(at, CONFIDENCE_COLOURS[confidence]) for at, confidence in _CONFIDENCE_COLUMNS]
    page.draw_bars(top, page.row - 1, series, 9)
    colour_levels(page.book, page.sheet, (top, 4, page.row - 1, 4))
    page.put_cell(1, 4, page.say("figure-total"), bold=True)
    totals = [
        sum(counts) for counts in zip(*((row.high, row.medium, row.low) for row in findings.values()), strict=True)
    ]
    for at, total in enumerate(totals, 5):
        page.put_cell(at, at, total, bold=True)
    page.end_row()


def _write_riskiest(page: Page, figures: Figures) -> None:
    page.write_section("section-riskiest", count=RISKIEST)
    if not figures.riskiest:
        page.write_nothing()
        return
    page.write_headings(
        (1, 1, "column-level"),
        (2, 4, "column-path"),
        (5, 5, "column-score"),
        (6, 6, "figure-persons"),
        (7, 7, "column-audience"),
        (8, 11, "figure-found"),
    )
    top = page.row
    for file in figures.riskiest:
        asset = file.asset
        page.put_cell(1, 1, page.say(f"level-{file.risk.level}"), align="center")
        page.put_cell(2, 4, asset.path, text_wrap=True)
        page.put_cell(5, 5, file.risk.score, num_format="#,##0.0")
        page.put_cell(6, 6, name_persons(asset.persons_least, asset.persons_most), align="right")
        page.put_cell(7, 7, page.say(f"audience-{asset.audience}"), text_wrap=True)
        page.put_cell(8, 11, _name_found(file, page.options), text_wrap=True)
        page.end_row(TWO_LINES_HEIGHT)
    colour_levels(page.book, page.sheet, (top, 1, page.row - 1, 1))


def _name_found(file: RatedFile, options: ReportOptions) -> str:
    found = count_found(file.asset, options.least_score, options.rules)
    gravest = sorted(found, key=lambda name: (-level_of(name, options.rules).grade, -found[name]))[:_MAINLY]
    names = (f"{name_detector(name, options)} {found[name]:,}" for name in gravest)
    return word("list-separator", options.language).join(names)


def _write_allowed(page: Page, summary: ScanSummary) -> None:
    """What the user's allow list has left out; no section where there is none."""
    if not summary.allowed:
        return
    page.write_section("section-allowed")
    for at, confidence in _CONFIDENCE_COLUMNS:
        page.put_heading(at, at, f"confidence-{confidence.word}", bg_color=CONFIDENCE_COLOURS[confidence])
    page.write_headings((1, 4, "column-allowed-reason"))
    for reason, row in summary.allowed.items():
        page.put_cell(1, 4, reason, text_wrap=True)
        for at, count in enumerate((row.high, row.medium, row.low), 5):
            page.put_cell(at, at, count)
        page.end_row()
