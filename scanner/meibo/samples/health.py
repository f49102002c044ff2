"""Health: what an industrial physician's office keeps, and a letter from one doctor to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.spelling import (
    spell_address,
    spell_birth,
    spell_gender,
    spell_name,
    spell_phone,
    spell_staff_id,
)
from meibo.samples.spelling_papers import spell_insured, spell_sensitive

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page, Part
    from meibo.samples.people import Cast

_FINDINGS = ("要精密検査", "高血圧症（経過観察）", "脂質異常症", "肝機能障害（要再検査）", "糖尿病疑い", "貧血（軽度）")
_DIAGNOSES = ("適応障害", "うつ病", "腰椎椎間板ヘルニア", "潰瘍性大腸炎", "乳がん", "心筋梗塞", "双極性障害", "脳梗塞")
_ILLNESSES = (("２型糖尿病", "高血圧症", "メトホルミン 250mg"), ("気管支喘息", "アトピー性皮膚炎", "フルチカゾン吸入"))


def write_check_ups(page: Page, cast: Cast, dice: Dice) -> None:
    """Results of the yearly medical examination."""
    page.write_line("2026年度　定期健康診断結果一覧")
    page.write_line()
    page.write_line("社員番号,氏名,生年月日,性別,受診日,血圧,HbA1c,所見,受診機関")
    for person in cast.staff:
        high, sugar = dice.between(98, 168), f"{dice.between(48, 79) / 10:.1f}"
        note = spell_sensitive(person, dice.pick(_FINDINGS)) if dice.happens(40) else "特になし"
        page.write_row(
            [
                *(spell_staff_id(person), spell_name(person), spell_birth(person), spell_gender(person)),
                f"2026/5/{dice.between(11, 22)}",
                spell_sensitive(person, f"{high}/{high - dice.between(32, 60)}"),
                *(spell_sensitive(person, sugar), note, "デモ名簿健診センター"),
            ]
        )


def write_leaves(page: Page, cast: Cast, dice: Dice) -> None:
    """Employees on leave with their diagnoses; parental leave is none."""
    page.write_line("社員番号,氏名,所属,休職事由,診断名,休職開始日,復職予定,備考")
    for at, person in enumerate(dice.sample(cast.staff, 14)):
        is_ill = at % 4 != 3
        diagnosis: list[Part] = ["育児休業", ""]
        if is_ill:
            diagnosis = [spell_sensitive(person, "私傷病"), spell_sensitive(person, _DIAGNOSES[at % len(_DIAGNOSES)])]
        page.write_row(
            [
                *(spell_staff_id(person), spell_name(person), dice.pick(("営業一課", "総務部", "経理部")), *diagnosis),
                *(f"2026/{dice.between(1, 5)}/1", "未定" if is_ill else "2027/4/1"),
                dice.pick(("復職面談の予定あり", "傷病手当金申請済", "")) if is_ill else "",
            ]
        )


def write_referral(page: Page, cast: Cast, dice: Dice) -> None:
    """A doctor's letter of referral, brought along by an employee."""
    person = dice.pick(cast.staff)
    illness, former, drug = dice.pick(_ILLNESSES)
    page.fill(
        """
診療情報提供書（紹介状）
紹介先　デモ名簿総合病院　内科　御中　　　　　令和8年5月{day}日
紹介元　名簿デモ内科クリニック

患者氏名　{name}
性別　{gender}
生年月日　{birth}
住所　{address}
電話番号　{phone}
保険者番号　{insurer}
記号・番号　{insured}

傷病名　{illness}
既往歴　{former}
処方　{drug}

ご高診のほどよろしくお願い申し上げます。
""",
        day=str(dice.between(1, 28)),
        name=spell_name(person, "　"),
        gender=spell_gender(person),
        birth=spell_birth(person, "era"),
        address=spell_address(person, "chome", gap="　"),
        phone=spell_phone(person.home_phone, person),
        insurer=person.papers.insurer,
        insured=spell_insured(person, "{}・{}"),
        illness=spell_sensitive(person, illness),
        former=spell_sensitive(person, former),
        drug=spell_sensitive(person, drug),
    )
