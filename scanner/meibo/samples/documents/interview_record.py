"""A record of an interview with an applicant, written with a word processor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import HOME
from meibo.samples.draft import Line, Table, fill
from meibo.samples.spelling import (
    spell_address,
    spell_birth,
    spell_kana,
    spell_mail,
    spell_name,
    spell_phone,
    spell_postal,
)
from meibo.samples.writers.model import Properties, TextDocument

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast


def make_interview_record(cast: Cast, dice: Dice) -> TextDocument:
    """The applicant's data in a table, then what was said; and something in every place that is no body."""
    asker, writer = dice.sample(cast.staff, 2)
    applicant, other = dice.pick(cast.applicants), dice.pick(cast.retired)
    table = Table(
        (
            ("応募者氏名", spell_name(applicant), "フリガナ", spell_kana(applicant)),
            ("生年月日", spell_birth(applicant, "年"), "電話番号", spell_phone(applicant.mobile, applicant)),
            ("郵便番号", spell_postal(applicant), "住所", spell_address(applicant)),
        )
    )
    said = fill(
        """

１．志望動機
前職では倉庫の管理を担当。連絡はメール（{mail}）を希望。
２．所見
面接官は{asker}。{name}様は来月から勤務できる。
""",
        mail=spell_mail(applicant),
        asker=spell_name(asker),
        name=spell_name(applicant),
    )
    return TextDocument(
        (Line(("採用面接記録",)), Line(()), table, *said),
        Properties("採用面接記録", spell_name(writer)),
        header=("採用面接記録　記入者：", spell_name(writer, "　")),
        footer=(f"{HOME.name}　人事部　連絡先 ", spell_mail(writer, HOME.domain)),
        comment=("前職の照会先は", spell_phone(applicant.home_phone, applicant), "です。"),
        footnote=("自宅の電話番号 ", spell_phone(applicant.home_phone, applicant, "{}({}){}")),
        deleted=("再入社の希望者：", spell_name(other), "　電話番号 ", spell_phone(other.mobile, other)),
        box=("至急の連絡先 ", spell_phone(asker.mobile, asker)),
    )
