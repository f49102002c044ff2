"""A list of companies: addresses and telephone numbers that are no person's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meibo.samples.numbers import draw_corporate_number
from meibo.samples.page import Decoy, Page, Value
from meibo.samples.people import draw_address, draw_fixed_phone
from meibo.samples.places import PLACES
from meibo.samples.spelling import format_house

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Part
    from meibo.samples.people import Cast

_SUBJECTS: Final = ("山本", "渡辺", "中村", "星見", "白鷺", "朝霧", "若楠", "花水", "丸山", "青木")
_TRADES: Final = ("製作所", "運輸", "食品", "電機", "紙業", "化成", "商会", "物産")


def write_suppliers(page: Page, _cast: Cast, dice: Dice) -> None:
    """Suppliers, some of them named after a person, with their head offices."""
    rows: list[list[Part]] = [["法人番号", "会社名", "郵便番号", "本社所在地", "代表電話", "業種", "取引開始"]]
    for at in range(36):
        place = dice.pick(PLACES)
        home, phone = draw_address(dice, place), draw_fixed_phone(dice, place)
        address = f"{home.prefecture}{home.municipality}{home.town}{format_house(home, 'dash')}"
        name = f"デモ{dice.pick(_SUBJECTS)}{dice.pick(_TRADES)}"
        company = (f"株式会社{name}", f"{name}株式会社", f"有限会社{name}", f"(株){name}")[at % 4]
        rows.append(
            [
                Decoy("corporate-number", draw_corporate_number(dice)),
                Decoy("company-name", company),
                Value("jp_postal", f"{home.postal[:3]}-{home.postal[3:]}", home.postal, None, "organisation"),
                Value("jp_address", address, address, None, "organisation"),
                Value("jp_phone", "-".join(phone.groups), phone.digits, None, "organisation"),
                dice.pick(("製造", "卸売", "運送", "印刷", "小売")),
                f"{dice.between(1998, 2024)}/{dice.between(1, 12)}/1",
            ]
        )
    page.write_table(rows)
