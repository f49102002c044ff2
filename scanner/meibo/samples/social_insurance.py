"""Social insurance: lists and notices with insured persons' numbers beside those of offices and insurers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import HOME, PARTNERS
from meibo.samples.numbers import draw_corporate_number
from meibo.samples.page import Decoy, Page, Part
from meibo.samples.papers import draw_digits
from meibo.samples.spelling import (
    group,
    spell_address,
    spell_birth,
    spell_gender,
    spell_kana,
    spell_name,
    spell_staff_id,
)
from meibo.samples.spelling_papers import (
    spell_care,
    spell_employment_insurance,
    spell_insured,
    spell_pension,
    spell_resident_code,
    spell_sensitive,
)

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast

_CARE_LEVELS = ("要支援１", "要支援２", "要介護１", "要介護２", "要介護３", "要介護４", "要介護５")


def write_insured_list(page: Page, cast: Cast, _dice: Dice) -> None:
    """Employees with the symbol and number of their health insurance, in columns."""
    rows: list[list[Part]] = [
        ["社員番号", "氏名", "生年月日", "性別", "保険者番号", "記号", "番号", "枝番", "資格取得日"]
    ]
    for person in cast.staff:
        symbol = person.papers.insured[0]
        rows.append(
            [
                *(spell_staff_id(person), spell_name(person), spell_birth(person, "era-short"), spell_gender(person)),
                *(person.papers.insurer, symbol, spell_insured(person), "00"),
                f"R{person.born.year % 6 + 1}.4.1",
            ]
        )
    page.write_table(rows)


def write_insurance_card(page: Page, cast: Cast, dice: Dice) -> None:
    """A confirmation of insurance as typed off a scan."""
    person = dice.pick(cast.staff)
    page.fill(
        """
健康保険 資格確認書　本人（被保険者）　　令和7年12月1日交付
記号 {symbol}　番号 {number}　（枝番）00
氏名　{name}
生年月日　{birth}
性別　{gender}
保険者番号　{insurer}
保険者名称　デモ名簿健康保険組合
""",
        symbol=person.papers.insured[0],
        number=spell_insured(person),
        name=spell_name(person, "　"),
        birth=spell_birth(person, "era"),
        gender=spell_gender(person),
        insurer=person.papers.insurer,
    )


def write_leaving_certificates(page: Page, cast: Cast, dice: Dice) -> None:
    """Certificates for the employment office; the office's own number has the same form as the person's."""
    for person in cast.retired[:6]:
        page.fill(
            """
雇用保険被保険者離職証明書（事業主控）
　事業所番号　{office}　{company}
　被保険者番号　{number}
　離職者氏名　{name}（{kana}）
　離職年月日　令和{year}年3月31日
　離職理由　{reason}
""",
            office=Decoy("office-number", "1307-248165-3"),
            company=HOME.name,
            number=spell_employment_insurance(person),
            name=spell_name(person, "　"),
            kana=spell_kana(person, "　"),
            year=str(dice.between(5, 8)),
            reason=dice.pick(("労働者の個人的な事情による離職", "契約期間満了", "定年")),
        )
        page.write_line("-" * 48)


def write_pension_claims(page: Page, cast: Cast, _dice: Dice) -> None:
    """The oldest, who claim a pension: with resident register codes, which must not be asked for."""
    claimants = sorted(cast.retired + cast.staff, key=lambda person: person.born)[:24]
    rows: list[list[Part]] = [["整理番号", "氏名", "生年月日", "基礎年金番号", "住民票コード", "住所"]]
    rows += [
        [
            *(f"N{at:03}", spell_name(person), spell_birth(person, "era"), spell_pension(person)),
            *(spell_resident_code(person), spell_address(person, "chome", gap="　")),
        ]
        for at, person in enumerate(claimants, 1)
    ]
    page.write_table(rows)


def write_care_users(page: Page, cast: Cast, dice: Dice) -> None:
    """Users of a day-care centre with their numbers and levels of care, and the provider's number of as many digits."""
    page.write_line("通所介護　利用者の要介護認定一覧（令和8年4月）")
    rows: list[list[Part]] = [
        [
            "利用者氏名",
            "フリガナ",
            "生年月日",
            "性別",
            "保険者番号",
            "介護保険被保険者番号",
            "要介護度",
            "認定有効期限",
            "事業所番号",
        ]
    ]
    provider = f"13704{draw_digits(dice, 5)}"
    rows += [
        [
            *(spell_name(person, "　"), spell_kana(person), spell_birth(person, "era"), spell_gender(person), "131052"),
            *(spell_care(person), spell_sensitive(person, dice.pick(_CARE_LEVELS))),
            *(f"2027/{dice.between(1, 12)}/28", Decoy("provider-number", provider)),
        ]
        for person in sorted(cast.customers, key=lambda person: person.born)[: max(6, len(cast.customers) // 3)]
    ]
    page.write_table(rows)


def write_offices(page: Page, _cast: Cast, dice: Dice) -> None:
    """Offices and companies with their own numbers in the social insurance: nobody's data."""
    rows: list[list[Part]] = [["会社名", "法人番号", "雇用保険適用事業所番号", "労働保険番号", "健康保険 保険者番号"]]
    for partner in (HOME, *PARTNERS):
        office = group(f"{dice.between(1301, 4799)}{draw_digits(dice, 6)}{dice.below(10)}", (4, 6, 1), "-")
        labour = f"13-1-0{dice.between(1, 9)}-{draw_digits(dice, 6)}-000"
        rows.append(
            [
                *(partner.name, Decoy("corporate-number", draw_corporate_number(dice))),
                *(Decoy("office-number", office), Decoy("office-number", labour)),
                f"0613{dice.between(1021, 9870)}",
            ]
        )
    page.write_table(rows)
