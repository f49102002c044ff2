"""Files on single people that need special care: a physician's notes, disability, union, and an old statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.places import PLACES
from meibo.samples.spelling import (
    spell_address,
    spell_birth,
    spell_gender,
    spell_kana,
    spell_name,
    spell_phone,
    spell_staff_id,
)
from meibo.samples.spelling_papers import spell_attribute, spell_sensitive

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page
    from meibo.samples.people import Cast

_COMPLAINTS = ("不眠と動悸が続く", "頭痛とめまい", "腰痛で長時間の着席が難しい", "食欲不振と倦怠感")
_HISTORIES = ("パニック障害", "気管支喘息", "胃潰瘍", "甲状腺機能低下症", "てんかん")
_DRUGS = ("エスシタロプラム 10mg", "アムロジピン 5mg", "レボチロキシン 50μg", "バルプロ酸 200mg")


def write_physician_notes(page: Page, cast: Cast, dice: Dice) -> None:
    """Talks with the industrial physician, one after the other."""
    page.write_line("産業医面談記録（2026年5月）　※産業保健スタッフ限り\n")
    for at, person in enumerate(dice.sample(cast.staff, 6)):
        page.fill(
            """
社員番号：{staff}
氏名：{name}
性別：{gender}
主訴：{complaint}
既往歴：{history}
服薬：{drug}
就業区分：{work}

""",
            staff=spell_staff_id(person),
            name=spell_name(person, "　"),
            gender=spell_gender(person),
            complaint=spell_sensitive(person, _COMPLAINTS[at % len(_COMPLAINTS)]),
            history=spell_sensitive(person, _HISTORIES[at % len(_HISTORIES)]),
            drug=spell_sensitive(person, _DRUGS[at % len(_DRUGS)]),
            work=dice.pick(("通常勤務", "就業制限（残業禁止）")),
        )


def write_disabilities(page: Page, cast: Cast, dice: Dice) -> None:
    """Whom the company counts towards its quota of disabled employees."""
    page.write_line("社員番号,氏名,生年月日,障害種別,障害等級,手帳交付日,配属先")
    kinds = ("身体障害（下肢）", "聴覚障害", "精神障害", "内部障害（心臓）", "視覚障害", "知的障害")
    for at, person in enumerate(dice.sample(cast.staff, 8)):
        page.write_row(
            [
                *(spell_staff_id(person), spell_name(person), spell_birth(person)),
                *(spell_sensitive(person, kinds[at % len(kinds)]), spell_sensitive(person, f"{dice.between(1, 6)}級")),
                *(f"20{dice.between(10, 24)}/{dice.between(1, 12)}/1", dice.pick(("総務部", "経理部", "物流課"))),
            ]
        )


def write_union_members(page: Page, cast: Cast, dice: Dice) -> None:
    """Who belongs to the union and pays its dues, and who does not."""
    page.write_line("社員番号,氏名,性別,労働組合加入,組合費控除,所属")
    for person in cast.staff:
        belongs = dice.happens(70)
        page.write_row(
            [
                *(spell_staff_id(person), spell_name(person), spell_gender(person)),
                *(
                    spell_sensitive(person, "加入" if belongs else "未加入"),
                    spell_sensitive(person, "1800") if belongs else "",
                ),
                dice.pick(("営業一課", "総務部", "経理部")),
            ]
        )


def write_statement(page: Page, cast: Cast, dice: Dice) -> None:
    """A statement of personal circumstances on an old form that asks for more than it may."""
    person, home = dice.pick(cast.applicants), dice.pick(PLACES)
    page.fill(
        """
身上調書（平成様式）

氏名：{name}
ふりがな：{kana}
性別：{gender}
生年月日：{birth}
本籍：{home}
現住所：{address}
電話番号：{phone}
最終学歴：{school}
信仰：{creed}
支持政党：{party}
犯罪歴：{crime}
家族の職業：記入不要
""",
        name=spell_name(person, "　"),
        kana=spell_kana(person, "　", "hiragana"),
        gender=spell_gender(person),
        birth=spell_birth(person, "era"),
        home=spell_sensitive(person, home.prefecture),
        address=spell_address(person, "chome", gap="　"),
        phone=spell_phone(person.mobile, person),
        school=spell_attribute(person, dice.pick(("高校卒業", "大学卒業"))),
        creed=spell_sensitive(person, dice.pick(("浄土真宗", "カトリック", "曹洞宗"))),
        party="なし",
        crime="なし",
    )
