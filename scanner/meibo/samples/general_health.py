"""Words of illness, creed and crime that are about nobody: a newsletter, work rules, a lecture's statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import HOME
from meibo.samples.page import Decoy, Page, Part

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast


def write_health_news(page: Page, _cast: Cast, _dice: Dice) -> None:
    """A newsletter for all employees."""
    page.fill(
        """
# 健康だより 2026年春号

## {topic}を防ぐ食事

{topic}は、血糖値が高い状態が続く病気です。40代から増えるため、年に一度の健診を必ず受けましょう。

- 野菜から食べる
- 一駅分を歩く

## こころの健康

長引く不調は{mental}のサインかもしれません。気になるときは産業医面談をご利用ください。内容が会社に伝わることはありません。

## お知らせ

{cancer}検診の補助は今年度も継続します。費用は会社が負担します。
""",
        topic=_word("糖尿病"),
        mental=_word("うつ病"),
        cancer=_word("がん"),
    )


def write_work_rules(page: Page, _cast: Cast, _dice: Dice) -> None:
    """Rules that name what may never be asked."""
    page.fill(
        """
{company}　就業規則（抜粋）

第12条（休職）　従業員が{illness}その他の傷病により欠勤するときは、診断書を提出しなければならない。
第13条（復職）　復職の可否は、産業医の意見を聴いて会社が決める。
第31条（採用）　選考では、{origin}、{creed}、{party}その他の思想信条に関する事項を尋ねてはならない。
第32条（提出書類）　採用された者は、住民票記載事項証明書、基礎年金番号及び雇用保険被保険者番号の分かるものを提出する。
第48条（懲戒）　{crime}を含む刑事事件で有罪の判決が確定した者は、懲戒の対象とすることがある。
第60条（情報管理）　パスワードは10文字以上とし、他人に教えてはならない。

附則　この規則は2025年4月1日から施行する。
""",
        company=HOME.name,
        illness=_word("うつ病"),
        origin=_word("本籍"),
        creed=_word("宗教"),
        party=_word("支持政党"),
        crime=_word("横領"),
    )


def write_illness_statistics(page: Page, _cast: Cast, dice: Dice) -> None:
    """How many were on leave, by illness and year."""
    rows: list[list[Part]] = [["傷病名", "2023年度", "2024年度", "2025年度", "平均日数"]]
    rows += [
        [_word(illness), *(f"{dice.below(19)}人" for _ in range(3)), f"{dice.between(8, 96)}日"]
        for illness in ("うつ病", "適応障害", "腰痛症", "骨折", "糖尿病")
    ]
    page.write_table(rows)


def _word(text: str) -> Decoy:
    return Decoy("sensitive-word", text)
