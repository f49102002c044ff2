"""How Japanese business files write a person's data: full-width, half-width kana, several hyphens, era dates."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, Literal

from msgspec.structs import replace

from meibo.samples.numbers import CARD_BRANDS
from meibo.samples.page import Decoy, Encoding, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meibo.samples.people import Address, Person, Phone

HYPHENS: Final[dict[Encoding, str]] = {
    "utf-8": "－−–—‐ー",
    "utf-8-sig": "－−–—‐ー",
    "utf-16": "－−–—‐ー",
    "cp932": "－―‐ー",
    "euc_jp": "−―‐ー",
    "iso2022_jp": "−―‐ー",
}
"""What people type for a hyphen between digits, as far as the encoding can write it; the full-width one first."""

_WIDE: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) != "-"} | {0x20: 0x3000}
_HALF_KANA: Final = dict(
    zip(
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォッャュョー",
        "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｯｬｭｮｰ",
        strict=True,
    )
)
_VOICED: Final = dict(
    zip("ガギグゲゴザジズゼゾダヂヅデドバビブベボ", "カキクケコサシスセソタチツテトハヒフヘホ", strict=True)
)
_POPPED: Final = dict(zip("パピプペポ", "ハヒフヘホ", strict=True))
_KANJI_DIGITS: Final = "〇一二三四五六七八九"
_ERAS: Final = (
    ("令和", "R", 2019, (2019, 5, 1)),
    ("平成", "H", 1989, (1989, 1, 8)),
    ("昭和", "S", 1926, (1926, 12, 25)),
)

NameOrder = Literal["Given Surname", "SURNAME Given"]
DateForm = Literal["-", "/", "年", "era", "era-short", "compact"]
NumberForm = Literal["dash", "chome", "kanji"]


def widen(value: Value, hyphen: str = "－") -> Value:
    """The value in full-width characters."""
    return replace(value, text=value.text.translate(_WIDE).replace("-", hyphen))


def swap_hyphens(value: Value, hyphen: str) -> Value:
    """The value with another character for its hyphens."""
    return replace(value, text=value.text.replace("-", hyphen))


def spell_name(person: Person, gap: str = " ") -> Value:
    """The name in kanji, or in katakana with middle dots."""
    kanji = (person.surname.kanji, person.given.kanji)
    return Value("jp_name", gap.join(kanji), "".join(kanji).replace("・", ""), person.id)


def spell_surname(person: Person) -> Value:
    """The surname alone, as before an honorific."""
    return Value("jp_name", person.surname.kanji, person.surname.kanji, person.id, "part")


def spell_kana(person: Person, gap: str = " ", script: Literal["full", "half", "hiragana"] = "full") -> Value:
    """The reading of the name; normalised to full-width katakana."""
    kana = (person.surname.kana, person.given.kana)
    text = gap.join(kana)
    if script == "half":
        text = "".join(_halve(letter) for letter in text)
    elif script == "hiragana":
        text = "".join(chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter for letter in text)
    return Value("jp_name", text, "".join(kana), person.id)


def spell_romaji(person: Person, order: NameOrder = "Given Surname") -> Value:
    """The name in Latin letters; normalised to ``SURNAME GIVEN``."""
    surname, given = person.surname.romaji, person.given.romaji
    text = f"{given} {surname}" if order == "Given Surname" else f"{surname.upper()} {given}"
    return Value("jp_name", text, f"{surname} {given}".upper(), person.id)


def spell_birth(person: Person, form: DateForm = "/") -> Value:
    """The date of birth; normalised to ``YYYY-MM-DD``."""
    return Value("dob", format_date(person.born, form), person.born.isoformat(), person.id)


def format_date(day: dt.date, form: DateForm) -> str:
    """A date as Japanese files write it."""
    if form in ("era", "era-short"):
        name, letter, first, _ = next(era for era in _ERAS if day >= dt.date(*era[3]))
        year = day.year - first + 1
        if form == "era-short":
            return f"{letter}{year}.{day.month}.{day.day}"
        return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    if form == "年":
        return f"{day.year}年{day.month}月{day.day}日"
    return day.isoformat().replace("-", "" if form == "compact" else form)


def spell_gender(person: Person, words: tuple[str, str] = ("男", "女")) -> Value:
    """The gender as one of two words, a man's first."""
    text = words[person.is_woman]
    return Value("gender", text, text, person.id)


def spell_postal(person: Person, hyphen: str = "-") -> Value:
    """The postal code without its mark."""
    code = person.address.postal
    return Value("jp_postal", f"{code[:3]}{hyphen}{code[3:]}", code, person.id)


def spell_address(
    person: Person, form: NumberForm = "dash", *, gap: str = " ", prefecture: bool = True, building: bool = True
) -> Value:
    """The home address; normalised with prefecture and dashed numbers, with the building when it is written."""
    home = person.address
    tail = f"{gap}{home.building}" if building and home.building else ""
    head = (home.prefecture if prefecture else "") + home.municipality + home.town
    normalised = f"{home.prefecture}{home.municipality}{home.town}{format_house(home, 'dash')}"
    if tail:
        normalised += f" {home.building}"
    return Value("jp_address", head + format_house(home, form) + tail, normalised, person.id)


def format_house(home: Address, form: NumberForm) -> str:
    """The numbers of an address after the town."""
    if form == "dash":
        return "-".join(map(str, home.numbers))
    if len(home.numbers) == 2:
        return "{}番地{}".format(*home.numbers)
    first, block, house = map(_spell_kanji if form == "kanji" else str, home.numbers)
    return f"{first}丁目{block}番{house}号"


def spell_phone(phone: Phone, person: Person | None, form: str = "{}-{}-{}") -> Value:
    """A phone number in a form such as ``{}-{}-{}`` or ``{}({}){}``; normalised to its national digits."""
    return Value("jp_phone", form.format(*phone.groups), phone.digits, person.id if person else None)


def spell_international(phone: Phone, person: Person) -> Value:
    """A phone number with the country code of Japan."""
    first, *rest = phone.groups
    return Value("jp_phone", "-".join(["+81", first.removeprefix("0"), *rest]), phone.digits, person.id)


def spell_mail(person: Person, domain: str = "") -> Value:
    """The private mail address, or the one at a domain."""
    address = f"{person.mailbox}@{domain or person.provider}"
    return Value("email", address, address, person.id)


def spell_my_number(person: Person, gap: str = "") -> Value:
    """The Individual Number in groups of four."""
    return Value("jp_my_number", group(person.my_number, (4, 4, 4), gap), person.my_number, person.id)


def spell_licence(person: Person) -> Value:
    """The driver's licence number."""
    return Value("jp_drivers_license", person.licence, person.licence, person.id)


def spell_card(person: Person, gap: str = "") -> Value:
    """The card number in the groups that its brand prints."""
    digits = person.card.digits
    return Value("payment_card", group(digits, CARD_BRANDS[person.card.brand][2], gap), digits, person.id)


def mask_card(person: Person) -> Decoy:
    """The card number with all but its last four digits hidden."""
    return Decoy("masked-card", f"****-****-****-{person.card.digits[-4:]}")


def spell_member_id(person: Person) -> Value:
    """The customer's member number."""
    return Value("org_id", person.member_id, person.member_id, person.id)


def spell_staff_id(person: Person) -> Value:
    """The employee number."""
    return Value("org_id", person.staff_id, person.staff_id, person.id)


def group(digits: str, sizes: Sequence[int], gap: str) -> str:
    """Digits cut into groups of the given sizes."""
    starts = [sum(sizes[:at]) for at in range(len(sizes))]
    return gap.join(digits[start : start + size] for start, size in zip(starts, sizes, strict=True))


def _halve(letter: str) -> str:
    if letter in _VOICED:
        return _HALF_KANA[_VOICED[letter]] + "ﾞ"
    if letter in _POPPED:
        return _HALF_KANA[_POPPED[letter]] + "ﾟ"
    return _HALF_KANA.get(letter, letter)


def _spell_kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (_KANJI_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_KANJI_DIGITS[ones] if ones else "")
