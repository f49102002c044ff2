"""Forms that a person filled in, with the labels and the spellings that people use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import HOME
from meibo.samples.spelling import (
    HYPHENS,
    spell_address,
    spell_birth,
    spell_card,
    spell_gender,
    spell_international,
    spell_kana,
    spell_licence,
    spell_mail,
    spell_my_number,
    spell_name,
    spell_phone,
    spell_postal,
    spell_staff_id,
    swap_hyphens,
    widen,
)

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page, Value
    from meibo.samples.people import Cast, Person


def write_collection_form(page: Page, cast: Cast, dice: Dice) -> None:
    """An employee's notice of the Individual Number; every copy groups the digits in its own way."""
    person = dice.pick(cast.staff)
    hyphen = dice.pick(HYPHENS[page.encoding])
    gap = dice.pick(("", " ", "-"))
    number = swap_hyphens(spell_my_number(person, gap), hyphen)
    if dice.happens(50):
        number = widen(number, hyphen)
    page.fill(
        "\n個人番号（マイナンバー）届出書\n"
        "{company}　御中\n\n"
        "届出日　　令和７年１１月{day}日\n"
        "フリガナ　{kana}\n"
        "氏　　名　{name}\n"
        "生年月日　{birth}（{gender}）\n"
        "郵便番号　〒{postal}\n"
        "住　　所　{address}\n"
        "個人番号　{number}\n"
        "電話番号　{phone}\n\n"
        "本人確認書類：□通知カード　■マイナンバーカード　□その他\n"
        "※この届出書は施錠できる場所に保管し、法定の期間が過ぎたら廃棄します。\n",
        company=HOME.name,
        day=str(dice.between(10, 28)),
        kana=spell_kana(person, "　"),
        name=spell_name(person, "　"),
        birth=spell_birth(person, "era"),
        gender=spell_gender(person),
        postal=widen(spell_postal(person), hyphen),
        address=widen(spell_address(person, dice.pick(("dash", "chome", "kanji")), gap="　"), hyphen),
        number=number,
        phone=swap_hyphens(spell_phone(person.mobile, person), hyphen),
    )


def write_membership_form(page: Page, cast: Cast, dice: Dice) -> None:
    """A customer's application for membership, with a card for the yearly fee."""
    person = dice.pick(cast.customers)
    hyphen = dice.pick(HYPHENS[page.encoding])
    page.fill(
        "\n【会員入会申込書】　受付No.{receipt}\n\n"
        "お名前　　　：{name}　（{kana}）\n"
        "生年月日　　：{birth}\n"
        "ご住所　　　：〒{postal}\n"
        "　　　　　　　{address}\n"
        "ご自宅電話　：{home}\n"
        "携帯電話　　：{mobile}\n"
        "メール　　　：{mail}\n"
        "ご職業　　　：{job}\n"
        "お支払方法　：■クレジットカード（{brand}）　□口座振替\n"
        "カード番号　：{card}　有効期限 {expiry}\n\n"
        "上記のとおり会員規約に同意のうえ申し込みます。\n",
        receipt=f"{dice.between(26001, 26999)}",
        name=spell_name(person),
        kana=spell_kana(person, script="full" if page.encoding == "iso2022_jp" else "half"),
        birth=spell_birth(person, dice.pick(("年", "/", "era-short"))),
        postal=spell_postal(person, hyphen),
        address=spell_address(person, dice.pick(("dash", "chome"))),
        home=_vary(dice, spell_phone(person.home_phone, person), hyphen),
        mobile=_vary(dice, spell_phone(person.mobile, person), hyphen),
        mail=widen(spell_mail(person), HYPHENS[page.encoding][0]) if dice.happens(40) else spell_mail(person),
        job=dice.pick(("会社員", "自営業", "公務員", "パート", "学生")),
        brand=person.card.brand,
        card=_vary(dice, spell_card(person, dice.pick(("-", " ", ""))), hyphen),
        expiry=person.card.expiry,
    )


def write_move_notice(page: Page, cast: Cast, dice: Dice) -> None:
    """An employee's notice of a move; labels are spaced out so that they are all of one width."""
    person = dice.pick(cast.staff)
    colon = dice.pick(("：", "　", " : "))
    page.fill(
        "\n　　　　転　居　届\n\n"
        "届 出 日{colon}令和8年4月{day}日\n"
        "社員番号{colon}{staff}\n"
        "氏　　名{colon}{name}\n"
        "ふりがな{colon}{kana}\n"
        "生年月日{colon}{birth}\n"
        "新 住 所{colon}〒{postal}\n"
        "　　　　　{address}\n"
        "電　　話{colon}{home}\n"
        "携　　帯{colon}{mobile}\n\n"
        "※通勤経路が変わる場合は、通勤届も提出してください。\n",
        colon=colon,
        day=str(dice.between(1, 9)),
        staff=spell_staff_id(person),
        name=spell_name(person, "　"),
        kana=spell_kana(person, "　", "hiragana"),
        birth=spell_birth(person, dice.pick(("年", "era", "/"))),
        postal=spell_postal(person),
        address=spell_address(person, dice.pick(("dash", "chome")), gap="　"),
        home=spell_phone(person.home_phone, person, "{}({}){}"),
        mobile=spell_phone(person.mobile, person),
    )


def write_driver_cards(page: Page, cast: Cast, dice: Dice) -> None:
    """Cards of company-car drivers with their licence numbers as printed."""
    page.write_line("社有車運転者台帳\n")
    for at, person in enumerate(dice.sample(cast.staff, 6), 1):
        licence = spell_licence(person)
        page.fill(
            "\n[{at}] 運転者　{name}　　生年月日　{birth}\n"
            "　　　免許証番号　第　{licence}　号　　（{renewed}交付）\n"
            "　　　緊急連絡先　{contact}\n",
            at=str(at),
            name=spell_name(person, "　"),
            birth=spell_birth(person, "era"),
            licence=widen(licence) if at % 2 else licence,
            renewed=f"令和{dice.between(3, 7)}年{person.born.month}月",
            contact=_spell_contact(person, at),
        )
    page.write_line("\n免許証の写しは更新のたびに差し替えること。")


def _spell_contact(person: Person, at: int) -> Value:
    return spell_international(person.mobile, person) if at % 3 == 0 else spell_phone(person.home_phone, person)


def _vary(dice: Dice, value: Value, hyphen: str) -> Value:
    way = dice.below(3)
    if way == 0:
        return widen(value, hyphen)
    return swap_hyphens(value, hyphen) if way == 1 else value
