"""A customer roster of any length, for measuring speed on text that is full of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meibo.samples.draw import Dice
from meibo.samples.numbers import compute_my_number_digit
from meibo.samples.people import make_people
from meibo.samples.spelling import spell_address, spell_birth, spell_kana, spell_mail, spell_name, spell_postal

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROWS_PER_CHUNK: Final = 256
_POOL_PERSONS: Final = 1000
_HEADER: Final = (
    "会員番号,氏名,フリガナ,生年月日,郵便番号,住所,"
    "電話番号,携帯電話,メールアドレス,個人番号,区分,登録日,最終利用日,備考\r\n"
)
_SPELLINGS: Final = (spell_name, spell_kana, spell_birth, spell_postal, spell_address)
_CLASSES: Final = ("一般会員", "優待会員", "法人窓口", "休会中")
_REMARKS: Final = (
    "毎月のご案内は不要、年末のカタログのみ送付を希望",
    "代金引換を希望、平日の夕方以降にお届けすること",
    "店頭受取の予定、取り置きは一週間までとする",
    "前回は一部欠品のため後送、次回の送料は当社負担",
)


def dense_roster(rows: int, seed: int) -> Iterator[bytes]:
    """A UTF-8 customer CSV in chunks of whole rows, about 30 findings a kilobyte.

    Every row has its own member id, phones, mail address and Individual Number; names and addresses come from 1,000
    people.
    """
    dice = Dice("roster", seed)
    people = [
        (
            ",".join(spell(person).text for spell in _SPELLINGS),
            "-".join(person.home_phone.groups[:2]),
            spell_mail(person).text.split("@"),
        )
        for person in make_people(dice, _POOL_PERSONS)
    ]
    lines = [_HEADER]
    for row in range(rows):
        known, exchange, (mailbox, domain) = dice.pick(people)
        body = dice.digits(11)
        cells = (
            f"M{row + 1:08}",
            known,
            f"{exchange}-{dice.between(1002, 9989)}",
            f"{dice.pick(('090', '080', '070'))}-{dice.between(1002, 9989)}-{dice.between(1002, 9989)}",
            f"{mailbox}{row}@{domain}",
            body + compute_my_number_digit(body),
            dice.pick(_CLASSES),
            f"20{dice.between(10, 23)}-0{dice.between(1, 9)}-{dice.between(10, 28)}",
            f"2025-1{dice.below(3)}-{dice.between(10, 28)}",
            dice.pick(_REMARKS),
        )
        lines.append(",".join(cells) + "\r\n")
        if len(lines) == _ROWS_PER_CHUNK:
            yield "".join(lines).encode()
            lines.clear()
    if lines:
        yield "".join(lines).encode()
