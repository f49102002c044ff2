"""The personnel office's workbook: who works here, and on a hidden sheet who has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import HOME
from meibo.samples.draft import Line, draft
from meibo.samples.rosters import write_retired_roster, write_staff_roster
from meibo.samples.spelling import spell_mail, spell_name, spell_phone
from meibo.samples.writers.model import Comment, Properties, Sheet, Workbook

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast

_TITLE = (Line(("社員名簿　2026年度",)), Line(("2026年5月20日現在　総務部　取扱注意",)), Line(()))
_FIRST_ROW = 5
"""Of the people, below titles and header."""
_PHONE_COLUMN = 10


def make_staff_workbook(cast: Cast, dice: Dice) -> Workbook:
    """Two rosters below titles, with a comment beside a telephone number, a header and a footer."""
    keeper = dice.pick(cast.staff)
    at = dice.below(len(cast.staff))
    moved = cast.staff[at]
    return Workbook(
        (
            Sheet(
                "社員名簿",
                (*_TITLE, *draft(write_staff_roster, cast, dice)),
                comments=(
                    Comment(
                        _FIRST_ROW + at,
                        _PHONE_COLUMN,
                        ("休職中の連絡先：", spell_phone(moved.home_phone, moved, "{}({}){}"), "（実家）"),
                    ),
                ),
                header=("社員名簿　作成者：", spell_name(keeper, "　")),
                footer=("問い合わせ先 ", spell_mail(keeper, HOME.domain)),
            ),
            Sheet("退職者_2024", draft(write_retired_roster, cast, dice), is_hidden=True),
        ),
        Properties("社員名簿", spell_name(keeper)),
    )
