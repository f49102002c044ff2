"""Orders and parcels: real names beside long numbers that are none of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.numbers import compute_my_number_digit
from meibo.samples.page import Decoy, Page, Part
from meibo.samples.spelling import group, spell_address, spell_name, spell_phone

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast


def write_orders(page: Page, cast: Cast, dice: Dice) -> None:
    """Orders with 12-digit numbers; some happen to end in a valid check digit of an Individual Number."""
    rows: list[list[Part]] = [["受注番号", "受注日時", "顧客名", "品番", "数量", "金額"]]
    for at in range(30):
        body = dice.digits(11)
        number = body + (compute_my_number_digit(body) if at % 4 == 0 else dice.digits(1))
        moment = f"202604{dice.between(1, 30):02}{dice.between(9, 18):02}{dice.between(0, 59):02}"
        part = Decoy("part-number", f"{dice.between(100, 999)}-{dice.between(1000, 9999)}")
        person = dice.pick(cast.customers)
        quantity = dice.between(1, 24)
        amount = str(quantity * dice.between(3, 90) * 110)
        order, time = Decoy("order-number", number), Decoy("timestamp", moment)
        rows.append([order, time, spell_name(person), part, str(quantity), amount])
    page.write_table(rows)


def write_parcels(page: Page, cast: Cast, dice: Dice) -> None:
    """Parcels on their way, with tracking numbers in groups of four."""
    rows: list[list[Part]] = [["お問い合わせ番号", "お届け先", "お届け先住所", "電話番号", "状態"]]
    for _ in range(18):
        person = dice.pick(cast.customers)
        tracking = Decoy("tracking-number", group(dice.digits(12), (4, 4, 4), "-"))
        phone = spell_phone(person.mobile, person)
        state = dice.pick(("配達完了", "持戻り", "配達中", "保管中"))
        rows.append([tracking, spell_name(person), spell_address(person, "chome"), phone, state])
    page.write_table(rows, delimiter="\t")


def write_order_details(page: Page, _cast: Cast, dice: Dice) -> None:
    """Lines of orders without anybody's data: columns of 12 and 16 digits and of times, which often pass a check."""
    rows: list[list[Part]] = [["受注番号", "明細ID", "受注日時", "品番", "数量", "単価"]]
    for _ in range(120):
        order, line = dice.digits(12), f"{dice.between(3, 6)}{dice.digits(15)}"
        day, clock = f"{dice.between(1, 28):02}", f"{dice.between(0, 23):02}{dice.between(0, 59):02}"
        moment = f"20260{dice.between(1, 3)}{day}{clock}"
        part = Decoy("part-number", f"{dice.between(100, 999)}-{dice.between(1000, 9999)}")
        numbers = (Decoy("order-number", order), Decoy("serial-number", line), Decoy("timestamp", moment))
        rows.append([*numbers, part, str(dice.between(1, 24)), str(dice.between(3, 90) * 110)])
    page.write_table(rows)
