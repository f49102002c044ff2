"""A transfer file of the Japanese banks' association (全銀): records of 120 half-width characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from meibo.samples.page import Decoy, Page, Value
from meibo.samples.spelling import spell_kana

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Part
    from meibo.samples.people import Cast, Person

RECORD_CHARS: Final = 120
_BANKS: Final = (("1001", "ﾃﾞﾓﾒｲﾎﾞ"), ("1002", "ﾒｲﾎﾞﾃﾞﾓｼﾝｷﾝ"), ("1003", "ﾃﾞﾓﾁﾕｳｵｳｼﾝﾀｸ"))
_BRANCHES: Final = ("ﾎﾝﾃﾝ", "ｴｷﾏｴ", "ﾎｼﾐﾀﾞｲ", "ｼﾗｻｷﾞ")
_LARGE: Final = str.maketrans("ァィゥェォッャュョｧｨｩｪｫｯｬｭｮ", "アイウエオツヤユヨｱｲｳｴｵﾂﾔﾕﾖ")
"""The files know no small kana."""


def write_salary_transfer(page: Page, cast: Cast, dice: Dice) -> None:
    """The salaries of a month: payees as half-width kana with their accounts."""
    code, bank = _BANKS[0]
    own = Value("jp_bank_account", f"2{dice.digits(6)}", "", None, "organisation")
    own = replace(own, normalised=own.text)
    _write_record(page, Decoy("client-code", f"1210{dice.between(10**9, 10**10 - 1)}"), f"{'ﾒｲﾎﾞﾃﾞﾓｼﾖｳｼﾞ(ｶ':<40}0425",
                  f"{code}{bank:<15}101{'ﾎﾝﾃﾝ':<15}1", own)  # fmt: skip
    total = 0
    for person in cast.staff:
        code, bank = dice.pick(_BANKS)
        amount = dice.between(180, 420) * 1000 + dice.below(1000)
        total += amount
        branch = f"{dice.between(101, 899)}{dice.pick(_BRANCHES):<15}"
        account = Value("jp_bank_account", person.account, person.account, person.id)
        payee = _spell_payee(person)
        filler = " " * (30 - len(payee.text))
        _write_record(page, f"2{code}{bank:<15}{branch}    1", account, payee, f"{filler}{amount:010}")
    _write_record(page, f"8{len(cast.staff):06}{total:012}")
    _write_record(page, "9")


def _spell_payee(person: Person) -> Value:
    value = spell_kana(person, script="half")
    return replace(value, text=value.text.translate(_LARGE), normalised=value.normalised.translate(_LARGE))


def _write_record(page: Page, *parts: Part) -> None:
    length = sum(len(part if isinstance(part, str) else part.text) for part in parts)
    page.write_line(*parts, " " * (RECORD_CHARS - length))
