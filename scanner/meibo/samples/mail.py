"""Mail messages as saved from a mail client: plain text, one part, not encoded for transport."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import HOME, PARTNERS
from meibo.samples.page import Decoy
from meibo.samples.service_contacts import spell_role_mail, spell_service_phone
from meibo.samples.spelling import (
    spell_address,
    spell_mail,
    spell_name,
    spell_phone,
    spell_postal,
    spell_romaji,
    spell_surname,
)

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page
    from meibo.samples.people import Cast


def write_quotation_mail(page: Page, cast: Cast, dice: Dice) -> None:
    """A seller answers a customer, copies the sales desk, and signs."""
    seller, customer = dice.pick(cast.staff), dice.pick(cast.customers)
    page.fill(
        """
From: {seller_romaji} <{seller_mail}>
To: {customer_mail}
Cc: {role}
Date: Wed, 22 Apr 2026 14:05:31 +0900
Subject: Your quotation No. 26-0417
Message-ID: <{message_id}>
MIME-Version: 1.0
Content-Type: text/plain; charset={charset}
Content-Transfer-Encoding: {transfer}

{customer}様

いつもお世話になっております。{company}の{seller_surname}です。
お問い合わせの件、見積書を作成いたしました。送付先は下記でよろしいでしょうか。

　〒{postal}
　{address}
　{customer}様　（TEL {phone}）

ご不明な点がございましたら、フリーダイヤル{service}でも承ります。

--
{company}　営業一課
{seller}
携帯 {seller_phone}
{seller_mail}
""",
        seller_romaji=spell_romaji(seller),
        seller_mail=spell_mail(seller, HOME.domain),
        seller_surname=spell_surname(seller),
        seller=spell_name(seller),
        seller_phone=spell_phone(seller.mobile, seller),
        customer=spell_name(customer),
        customer_mail=spell_mail(customer),
        postal=spell_postal(customer),
        address=spell_address(customer),
        phone=spell_phone(customer.home_phone, customer),
        role=spell_role_mail(HOME.domain, "sales"),
        service=spell_service_phone(dice),
        company=HOME.name,
        message_id=Decoy("message-id", f"20260422050531.8841@{HOME.domain}"),
        charset="ISO-2022-JP" if page.encoding == "iso2022_jp" else "UTF-8",
        transfer="7bit" if page.encoding == "iso2022_jp" else "8bit",
    )


def write_delivery_mail(page: Page, cast: Cast, dice: Dice) -> None:
    """A customer asks about a delivery, with the quoted answer below."""
    seller, customer = dice.pick(cast.staff), dice.pick(cast.customers)
    partner = dice.pick(PARTNERS)
    page.fill(
        """
From: {customer_mail}
To: {seller_mail}
Date: Thu, 14 May 2026 09:12:08 +0900
Subject: Re: delivery date
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit

{seller_surname}様

{customer_surname}です。お世話になっております。
納品は5月20日の午後でお願いします。当日は私の携帯（{phone}）へご連絡ください。

{customer}

> {seller_surname}です。ご注文の品は{partner}より直送いたします。
> お届けの前に{role}から自動でご案内が届きます。
""",
        customer=spell_name(customer),
        customer_mail=spell_mail(customer),
        customer_surname=spell_surname(customer),
        phone=spell_phone(customer.mobile, customer),
        seller_mail=spell_mail(seller, HOME.domain),
        seller_surname=spell_surname(seller),
        partner=partner.name,
        role=spell_role_mail(HOME.domain, "noreply"),
    )
