"""Files without anybody's data: what a scanner must stay silent about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import HOME, PARTNERS
from meibo.samples.numbers import compute_luhn_digit, draw_corporate_number, draw_jan
from meibo.samples.page import Decoy, Page, Part
from meibo.samples.places import PLACES
from meibo.samples.service_contacts import spell_dummy, spell_role_mail, spell_service_phone

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast


def write_blank_form(page: Page, _cast: Cast, _dice: Dice) -> None:
    """The form before anybody filled it in, with an example beside the blank."""
    page.fill(
        """
個人番号（マイナンバー）届出書　　　　　　　　年　　月　　日

フリガナ　＿＿＿＿＿＿＿＿＿＿＿＿
氏　　名　＿＿＿＿＿＿＿＿＿＿＿＿　　印
生年月日　昭和・平成　　　年　　月　　日
郵便番号　〒□□□－□□□□
住　　所　＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿
電話番号　（　　　　）　　　－
個人番号　□□□□ □□□□ □□□□

【記入例】氏名：{name}　個人番号：{number}　電話番号：{phone}
""",
        name=spell_dummy("jp_name", "山田　花子", "山田花子"),
        number=spell_dummy("jp_my_number", "1234 5678 9018", "123456789018"),
        phone=spell_dummy("jp_phone", "03-1234-5678", "0312345678"),
    )


def write_privacy_policy(page: Page, _cast: Cast, dice: Dice) -> None:
    """A policy that names every kind of personal data and holds none."""
    page.fill(
        """
個人情報取扱方針

{company}（以下「当社」といいます）は、お客様の氏名、住所、電話番号、メールアドレス、生年月日、
クレジットカード番号などの個人情報を、次の方針に従って取り扱います。

第1条　当社は、利用目的をあらかじめ公表し、その範囲の中でのみ個人情報を利用します。
第2条　従業員の個人番号（マイナンバー）は、法令で定められた事務のほかには利用しません。
第3条　保管する期間は、受付の日から7年間とします。期間が過ぎたものは復元できない方法で消去します。
第4条　開示、訂正、利用停止のご請求は、下の窓口で承ります。本人確認のため運転免許証の提示をお願いします。

お客様相談窓口　電話 {service}（受付時間 9:00〜17:30）　{role}
2021年4月1日制定　2025年10月1日改定
""",
        company=HOME.name,
        service=spell_service_phone(dice),
        role=spell_role_mail(HOME.domain, "privacy"),
    )


def write_products(page: Page, _cast: Cast, dice: Dice) -> None:
    """Products with article codes, part numbers and prices."""
    rows: list[list[Part]] = [["JANコード", "品番", "商品名", "規格", "単価", "改定日"]]
    for _ in range(30):
        part = Decoy("part-number", f"{dice.between(100, 999)}-{dice.between(1000, 9999)}")
        name = dice.pick(("桜", "松", "竹", "富士", "月", "星")) + dice.pick(
            ("湯のみ", "急須", "手ぬぐい", "弁当箱", "文具セット")
        )
        size = f"{dice.between(2, 40)}個入"
        day = f"2026/{dice.between(1, 4)}/{dice.between(1, 28)}"
        rows.append([Decoy("jan-code", draw_jan(dice)), part, name, size, str(dice.between(20, 980) * 10), day])
    page.write_table(rows)


def write_statistics(page: Page, _cast: Cast, dice: Dice) -> None:
    """Sales by prefecture and month."""
    rows: list[list[Part]] = [["都道府県", "1月", "2月", "3月", "前年比", "店舗数"]]
    for prefecture in dict.fromkeys(place.prefecture for place in PLACES):
        sales = [f"{dice.between(800, 99000) * 1000}" for _ in range(3)]
        rows.append([prefecture, *sales, f"{dice.between(82, 131)}.{dice.below(10)}%", str(dice.between(1, 38))])
    page.write_table(rows)


def write_partners(page: Page, _cast: Cast, dice: Dice) -> None:
    """Business partners with corporate and invoice registration numbers."""
    rows: list[list[Part]] = [["取引先コード", "取引先名", "法人番号", "登録番号", "代表電話"]]
    for at, partner in enumerate(PARTNERS, 1):
        number = draw_corporate_number(dice)
        corporate, invoice = Decoy("corporate-number", number), Decoy("invoice-registration", f"T{number}")
        rows.append([f"{at * 10:05}", partner.name, corporate, invoice, spell_service_phone(dice)])
    page.write_table(rows)


def write_assets(page: Page, _cast: Cast, dice: Dice) -> None:
    """Machines with 16-digit serial numbers, some of which pass the check of card numbers."""
    rows: list[list[Part]] = [["資産番号", "機種", "シリアル番号", "MACアドレス", "ライセンスキー", "購入日"]]
    for at in range(20):
        body = f"{dice.between(4, 8)}{dice.digits(14)}"
        serial = Decoy("serial-number", body + (compute_luhn_digit(body) if at % 3 == 0 else dice.digits(1)))
        key = Decoy("licence-key", "-".join(dice.digits(4) for _ in range(4)))
        mac = ":".join(f"{dice.below(256):02x}" for _ in range(6))
        model = dice.pick(("ノートPC", "複合機", "ルーター", "ハンディ端末"))
        rows.append([f"PC{at + 101:05}", model, serial, mac, key, f"2023-{dice.between(1, 12):02}-01"])
    page.write_table(rows)


def write_batch_log(page: Page, _cast: Cast, dice: Dice) -> None:
    """A nightly job that stamps its lines in three ways."""
    for _ in range(40):
        moment = f"202604{dice.between(1, 30):02}{dice.between(0, 23):02}{dice.between(0, 59):02}"
        unix = Decoy("timestamp", f"17{dice.between(75, 77)}{dice.digits(9)}")
        job = Decoy("hash", "".join(dice.pick("0123456789abcdef") for _ in range(32)))
        page.write(Decoy("timestamp", moment), f" batch[{dice.between(1200, 9800)}] step={dice.between(1, 9)} started=")
        page.write(unix, f" rows={dice.below(120000)} job=", job, " version=")
        page.write_line(Decoy("version", "3.12.0.1"))


def write_read_me(page: Page, _cast: Cast, _dice: Dice) -> None:
    """Rules of the shared folder."""
    page.fill(
        """
共有フォルダのご利用について

・このフォルダは全社員が閲覧できます。個人情報を含むファイルは置かないでください。
・作成から1年を過ぎたファイルは、毎年4月に総務部が整理します。
・容量は1部署あたり20GBまでです。大きな動画は専用の領域をご利用ください。
・ファイル名には日付（例 20260401）を付けてください。
"""
    )
