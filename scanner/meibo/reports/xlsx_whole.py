"""The part of the summary that takes all files together: people, duty to report, yen, folders, readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from meibo.assessment.group import Group
from meibo.assessment.law import TRIGGERS, is_reportable
from meibo.reports.material import Material
from meibo.reports.wording import name_clock, name_flag, name_group, name_people, name_yen
from meibo.reports.xlsx_book import BAD, GOOD, LEVEL_COLOURS
from meibo.reports.xlsx_list import colour_levels
from meibo.reports.xlsx_page import FIRST, TWO_LINES_HEIGHT, Page

LARGEST: Final = 10
"""Folders that are named."""


def write_whole(page: Page, material: Material) -> None:
    """What a leak of everything would mean."""
    total = material.total
    people, language = total.holding.people, page.options.language
    page.write_section("section-whole")
    page.put_fact(1, 3, 5, page.say("fact-people"), page.say("people", count=name_people(people, language)))
    page.put_fact(6, 8, 11, page.say("fact-yen"), page.say("yen", count=name_yen(total, language)), bold=True)
    page.end_row()
    is_good, duty = _tell_duty(page, total)
    audience = page.say(f"audience-{total.holding.audience}")
    page.put_fact(1, 3, 5, page.say("fact-widest"), audience)
    page.put_fact(6, 8, 11, page.say("fact-reportable"), duty, bold=True, **(GOOD if is_good else BAD))
    page.end_row()


def _tell_duty(page: Page, total: Group) -> tuple[bool, str]:
    if not is_reportable(total.raised):
        return True, page.say("duty-none")
    if is_reportable(one for one in total.raised if one.is_sure):
        return False, page.say("duty-sure", clock=name_clock(page.options.language))
    return False, page.say("duty-possible")


def write_triggers(page: Page, material: Material) -> None:
    """Each trigger that a file or the whole raises, and what it means."""
    page.write_section("section-flags")
    whole = {one.trigger: one for one in material.total.raised}
    raised = [one.id for one in TRIGGERS if one.id in whole or material.figures.flags[one.id]]
    if not raised:
        page.write_nothing()
        return
    page.write_headings(
        (1, 3, "column-flags"), (4, 4, "figure-files"), (5, 5, "figure-judged"), (6, 11, "figure-meaning")
    )
    for name in raised:
        verdict = f"raised-{'sure' if whole[name].is_sure else 'possible'}" if name in whole else ""
        page.put_cell(1, 3, name_flag(name, page.options), bold=True)
        page.put_cell(4, 4, material.figures.flags[name])
        page.put_cell(5, 5, page.say(verdict) if verdict else "", align="center")
        page.put_cell(6, 11, page.say(f"meaning-{name}"), text_wrap=True)
        page.end_row(TWO_LINES_HEIGHT)


def write_folders(page: Page, material: Material) -> None:
    """The folders that directly hold most people, with bars."""
    page.write_section("section-folders", count=LARGEST)
    groups = [group for group in material.survey.groups("folder") if group.own_people.most]
    _write_bars(page, sorted(groups, key=lambda group: -group.own_people.figure)[:LARGEST], is_own=True)


def write_audiences(page: Page, material: Material) -> None:
    """How many people can be read by whom, with bars."""
    page.write_section("section-audiences")
    _write_bars(page, [group for group in material.survey.groups("audience") if group.found_files], is_own=False)


def _write_bars(page: Page, groups: Sequence[Group], *, is_own: bool) -> None:
    if not groups:
        page.write_nothing()
        return
    page.write_headings(
        (1, 1, "column-level"), (2, 5, "column-group"), (6, 6, "figure-files"), (7, 7, "figure-persons")
    )
    top = page.row
    for group in groups:
        people = group.own_people if is_own else group.holding.people
        page.put_cell(1, 1, page.say(f"level-{group.level}"), align="center")
        page.put_cell(2, 5, name_group(group, page.options), text_wrap=True)
        page.put_cell(6, 6, group.own_files if is_own else group.files)
        page.put_cell(7, 7, people.figure)
        page.end_row(TWO_LINES_HEIGHT if is_own else 20)
    colour_levels(page.book, page.sheet, (top, FIRST, page.row - 1, FIRST))
    colours = [LEVEL_COLOURS[group.level][0] for group in groups]
    page.draw_bars(top, page.row - 1, [(7, "#8FAADC")], 8, points=colours, height=TWO_LINES_HEIGHT if is_own else 20)
