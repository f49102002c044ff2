"""The sheet of terms and criteria: what every word and figure of the workbook means, with the values in force."""

from __future__ import annotations

from meibo.assessment.law import FINAL_DAYS, PRELIMINARY_DAYS, TRIGGERS, WRONGFUL_FINAL_DAYS
from meibo.assessment.risk import Level, level_of
from meibo.catalogue.report import word
from meibo.reports.material import Material
from meibo.reports.wording import name_detector, name_flag
from meibo.reports.xlsx_book import LEVEL_COLOURS, NAVY, Book
from meibo.reports.xlsx_page import FIRST, LAST, TWO_LINES_HEIGHT, Page
from meibo_detectors.registry import DETECTORS


def write_terms(book: Book, material: Material) -> None:
    """A page."""
    page = Page(book, book.add_cover(word("sheet-terms", material.options.language)), material.options)
    page.end_row(10)
    page.put(FIRST, LAST, page.say("sheet-terms"), bold=True, font_size=18, font_color=NAVY)
    page.end_row(34)
    _write_levels(page)
    _write_triggers(page)
    _write_damages(page)
    _write_words(page)


def _write_levels(page: Page) -> None:
    """The classes with their weights and what belongs to each."""
    options = page.options
    page.write_section("terms-levels")
    page.write_headings((1, 1, "column-level"), (2, 2, "terms-weight"), (3, 11, "terms-items"))
    ids = [*(detector.id for detector in DETECTORS), *options.rules.classes]
    separator = page.say("list-separator")
    for level in reversed(Level):
        background, letters = LEVEL_COLOURS[level]
        names = [name_detector(name, options) for name in ids if level_of(name, options.rules) is level]
        page.put_cell(1, 1, page.say(f"level-{level}"), align="center", bg_color=background, font_color=letters)
        page.put_cell(2, 2, options.rules.weights[level.grade], align="center")
        page.put_cell(3, 11, separator.join(names), text_wrap=True)
        page.end_row(TWO_LINES_HEIGHT)
    page.write_line(page.say("note-score", cap=options.rules.score_cap))


def _write_triggers(page: Page) -> None:
    page.write_section("terms-triggers")
    page.write_headings((1, 3, "column-flags"), (4, 11, "figure-meaning"))
    for trigger in TRIGGERS:
        page.put_cell(1, 3, name_flag(trigger.id, page.options), bold=True)
        page.put_cell(4, 11, page.say(f"meaning-{trigger.id}"), text_wrap=True)
        page.end_row(TWO_LINES_HEIGHT)
    first, last = PRELIMINARY_DAYS
    page.write_line(page.say("terms-sure"))
    page.write_line(
        page.say("terms-clock-text", first=first, last=last, final=FINAL_DAYS, wrongful=WRONGFUL_FINAL_DAYS)
    )
    page.write_line(page.say("terms-wrongful"))


def _write_damages(page: Page) -> None:
    rules = page.options.rules
    page.write_section("terms-damages")
    page.write_line(
        page.say(
            "terms-damages-text", base=rules.base_yen, responsibility=rules.responsibility, response=rules.response
        )
    )
    page.write_line(page.say("terms-damages-own"))


def _write_words(page: Page) -> None:
    page.write_section("terms-words")
    levels = page.say(f"least-{page.options.least_confidence.word}")
    for name in ("levels", "counts", "persons", "roster", "examples", "values", "names", "marks"):
        page.write_line(f"・{page.say(f'note-{name}', levels=levels, sheet=page.say('sheet-findings'))}")
    page.write_line(f"・{page.say('terms-union')}")
