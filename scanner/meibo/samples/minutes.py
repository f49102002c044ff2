"""Minutes and notes: people in the middle of sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import HOME, PARTNERS
from meibo.samples.page import Decoy, Page
from meibo.samples.service_contacts import spell_role_mail, spell_service_phone
from meibo.samples.spelling import (
    spell_address,
    spell_birth,
    spell_kana,
    spell_mail,
    spell_name,
    spell_phone,
    spell_surname,
)

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast


def write_sales_meeting(page: Page, cast: Cast, dice: Dice) -> None:
    """Minutes of a sales meeting in Markdown."""
    chair, writer, seller, other = dice.sample(cast.staff, 4)
    caller, mover = dice.sample(cast.customers, 2)
    partner = dice.pick(PARTNERS)
    page.fill(
        """
# 営業会議 議事録

- 日時：2026年4月15日（水）10:00〜11:30
- 場所：本社3階 第2会議室
- 出席：{chair}（議長）、{seller}、{other}、{writer}（記録）

## 1. 前月の実績

売上は前年同月比104.2%、受注は318件。{partner}向けの値引きは{chair_surname}部長が再検討する。

## 2. お客様からの申し出

- {caller}様より、請求書の宛名が誤っているとのお電話。折り返し先は{caller_phone}、{seller_surname}さんが連絡する。
- {mover}様が転居された。新住所は{mover_address}。DMの送付先を直すこと。メールは{mover_mail}のまま。
- 製品番号{part_no}の在庫について問い合わせが3件。

## 3. その他

次回は5月13日（水）10:00から。資料は前日までに{writer_mail}へ送付のこと。
不明な点は総務代表（{service}）または{role}まで。
""",
        chair=spell_name(chair),
        chair_surname=spell_surname(chair),
        seller=spell_name(seller),
        seller_surname=spell_surname(seller),
        other=spell_name(other, ""),
        writer=spell_name(writer),
        writer_mail=spell_mail(writer, HOME.domain),
        partner=partner.name,
        caller=spell_name(caller),
        caller_phone=spell_phone(caller.mobile, caller),
        mover=spell_name(mover, ""),
        mover_address=spell_address(mover, "chome"),
        mover_mail=spell_mail(mover),
        part_no=Decoy("part-number", f"{dice.between(100, 999)}-{dice.between(1000, 9999)}"),
        service=spell_service_phone(dice),
        role=spell_role_mail(HOME.domain),
    )


def write_deal_notes(page: Page, cast: Cast, dice: Dice) -> None:
    """Short notes of calls with customers, one paragraph each."""
    page.write_line("商談記録（2026年5月）　※社外秘\n")
    for at, customer in enumerate(dice.sample(cast.customers, 7)):
        seller = dice.pick(cast.staff)
        page.fill(
            _DEALS[at % len(_DEALS)],
            day=f"5/{dice.between(7, 29)}",
            customer=spell_name(customer, ""),
            surname=spell_surname(customer),
            phone=spell_phone(customer.mobile, customer),
            home=spell_phone(customer.home_phone, customer, "{}({}){}"),
            mail=spell_mail(customer),
            address=spell_address(customer, building=False),
            seller=spell_surname(seller),
            amount=f"{dice.between(12, 96)}万円",
        )


_DEALS = (
    "{day}　{customer}様を訪問。見積{amount}で前向きな返事。次回は{surname}様のご都合を{phone}に伺う。（{seller}）\n\n",
    "{day}　{customer}様から電話。現場は{address}とのこと。駐車場は2台分ある。（{seller}）\n\n",
    "{day}　展示会で名刺交換した{customer}様に資料を送付。宛先は{mail}、到着確認は{home}。（{seller}）\n\n",
    "{day}　{customer}様、予算{amount}。決裁は来月。特に課題なし。担当は{seller}のまま。\n\n",
)


def write_interview_notes(page: Page, cast: Cast, dice: Dice) -> None:
    """Notes of interviews with applicants in Markdown."""
    interviewer = dice.pick(cast.staff)
    page.fill("\n# 面接メモ（2026年度 中途採用）\n\n面接官：{name}\n", name=spell_name(interviewer))
    for person in dice.sample(cast.applicants, 4):
        page.fill(
            """

## {name}（{kana}）

- 生年月日：{birth}、連絡先：{phone} / {mail}
- 志望動機は明確。前職では店舗の運営を{years}年経験した。
- 評価：{grade}。二次面接の案内は{surname}さんの希望により夜間に電話する。
""",
            name=spell_name(person),
            kana=spell_kana(person),
            birth=spell_birth(person, dice.pick(("年", "/", "-"))),
            phone=spell_phone(person.mobile, person),
            mail=spell_mail(person),
            years=str(dice.between(2, 15)),
            grade=dice.pick(("A", "B", "B+")),
            surname=spell_surname(person),
        )


def write_handover(page: Page, cast: Cast, dice: Dice) -> None:
    """What a leaving employee passes on, with customers' contacts in a Markdown table."""
    leaver, successor = dice.pick(cast.retired), dice.pick(cast.staff)
    page.fill(
        "\n# 引継ぎ資料\n\n{leaver}（3月末退職）から{successor}さんへ。\n\n"
        "| お客様 | 電話 | メール | メモ |\n| --- | --- | --- | --- |\n",
        leaver=spell_name(leaver),
        successor=spell_surname(successor),
    )
    for person in dice.sample(cast.customers, 8):
        page.write("| ", spell_name(person), " | ", spell_phone(person.mobile, person), " | ", spell_mail(person))
        page.write_line(" | ", dice.pick(("毎月訪問", "年1回の更新", "値引き交渉中", "紹介元")), " |")
    page.fill("\n\n退職後の連絡先は{phone}です。\n", phone=spell_phone(leaver.mobile, leaver))
