"""Accounts that money goes to or comes from: a list of refunds, and forms that spread one account over lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meibo.samples.companies import HOME
from meibo.samples.page import Decoy, Part
from meibo.samples.spelling import spell_address, spell_kana, spell_member_id, spell_name, spell_phone, widen
from meibo.samples.spelling_papers import spell_account, spell_postal_account

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page
    from meibo.samples.people import Cast

BANKS: Final = (("1001", "デモ名簿銀行"), ("1002", "名簿デモ信用金庫"), ("1003", "デモ中央信託銀行"))
BRANCHES: Final = ("本町", "駅前", "星見台", "白鷺", "若楠", "港南")
_POSTAL_CODE: Final = ("9900", "ゆうちょ銀行")


def write_refunds(page: Page, cast: Cast, dice: Dice) -> None:
    """Customers who get money back; every fifth has an account at the Japan Post Bank, with columns of its own."""
    page.write_line("返金先一覧,2026年5月分")
    rows: list[list[Part]] = [
        ["会員番号", "氏名", "銀行コード", "銀行名", "支店コード", "支店名", "預金種目", "口座番号", "ゆうちょ記号番号",
         "口座名義", "返金額", "振込依頼番号"],
    ]  # fmt: skip
    for at, person in enumerate(dice.sample(cast.customers, 26)):
        branch, amount = f"{dice.between(101, 899)}", str(dice.between(3, 90) * 110)
        order = Decoy("order-number", f"{dice.between(1, 9)}{dice.digits(6)}")
        if at % 5 == 3:
            account: list[Part] = [*_POSTAL_CODE, "", "", "", "", spell_postal_account(person)]
        else:
            code, bank = dice.pick(BANKS)
            account = [code, bank, branch, f"{dice.pick(BRANCHES)}支店", dice.pick(("普通", "普通", "当座")),
                       spell_account(person), ""]  # fmt: skip
        rows.append(
            [spell_member_id(person), spell_name(person), *account, spell_kana(person, script="half"), amount, order]
        )
    page.write_table(rows)


def write_debit_form(page: Page, cast: Cast, dice: Dice) -> None:
    """A customer's order to draw the yearly fee from a bank account, one field a line."""
    person = dice.pick(cast.customers)
    code, bank = dice.pick(BANKS)
    account = spell_account(person)
    page.fill(
        """
預金口座振替依頼書
{company}　御中　　　　　　　令和8年4月{day}日

私は、下記の口座から会費を口座振替によって支払います。

金融機関名：{bank}（金融機関コード {code}）
支店名　　：{branch}支店（店番 {number}）
預金種目　：■普通　□当座
口座番号　：{account}
口座名義　：{kana}

お名前　　：{name}
ご住所　　：{address}
電話番号　：{phone}
暗証番号やパスワードは記入しないでください。
""",
        company=HOME.name,
        day=str(dice.between(1, 28)),
        bank=bank,
        code=code,
        branch=dice.pick(BRANCHES),
        number=f"{dice.between(101, 899)}",
        account=widen(account) if dice.happens(50) else account,
        kana=spell_kana(person, "　"),
        name=spell_name(person, "　"),
        address=spell_address(person, "chome", gap="　"),
        phone=spell_phone(person.mobile, person),
    )


def write_postal_debit_form(page: Page, cast: Cast, dice: Dice) -> None:
    """The same order for an account at the Japan Post Bank, whose symbol and number stand on one line."""
    for person in dice.sample(cast.customers, 2):
        page.fill(
            """
自動払込利用申込書（ゆうちょ銀行）
　おところ　　{address}
　おなまえ　　{name}（{kana}）
　通帳の記号・番号　{account}
　払込日　毎月{day}日
------------------------------------------------
""",
            address=spell_address(person, gap="　"),
            name=spell_name(person, "　"),
            kana=spell_kana(person, script="half"),
            account=spell_postal_account(person, dice.pick(("{}-{}", "記号 {}　番号 {}"))),
            day=dice.pick(("10", "20", "25")),
        )
