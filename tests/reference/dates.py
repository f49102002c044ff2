"""The plain twin of meibo_detectors.kernels.dates: every form as a regular expression or in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

FORMS: Final = (
    "year first",
    "year last",
    "first year",
    "unbroken",
    "unbroken with era",
    "numerals",
    "month between",
    "month before",
    "year alone",
    "by code",
    "by serial",
)
ERAS: Final = {"明治": 1, "大正": 2, "昭和": 3, "平成": 4, "令和": 5}
MARKS: Final = {
    sign: era for era, signs in enumerate(("明m㍾", "大t㍽", "昭s㍼", "平h㍻", "令r㋿"), 1) for sign in signs
}
FIRST_DAYS: Final = (
    dt.date(1, 1, 1),
    dt.date(1868, 1, 1),
    dt.date(1912, 7, 30),
    dt.date(1926, 12, 25),
    dt.date(1989, 1, 8),
    dt.date(2019, 5, 1),
)
LAST_DAYS: Final = (
    dt.date.max,
    dt.date(1912, 7, 29),
    dt.date(1926, 12, 24),
    dt.date(1989, 1, 7),
    dt.date(2019, 4, 30),
    dt.date.max,
)
LAST_YEARS: Final = (9999, 45, 15, 64, 31, 99)
BEFORE: Final = (0, 1867, 1911, 1925, 1988, 2018)
ERA_OF_CODE: Final = (0, 1, 2, 3, 4, 5, 0, 4, 0, 5)
MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
NUMERALS: Final = "〇一二三四五六七八九十"
_NUMERAL: Final = "[〇零一二三四五六七八九十]"


class Date(NamedTuple):
    """A date as written; month and day are 0 where they are not."""

    start: int
    end: int
    era: int
    year: int
    month: int
    day: int
    form: str

    @property
    def common_year(self) -> int:
        """The year of the common era."""
        return BEFORE[self.era] + self.year

    @property
    def exists(self) -> bool:
        """Whether the calendar has the day, and the era nearly had the year."""
        try:
            dt.date(self.common_year, self.month or 1, self.day or 1)
        except ValueError:
            return False
        whole = self.form == "year alone" or (self.month > 0 and self.day > 0)
        return whole and self.year >= 1 and self.year <= LAST_YEARS[self.era] + 10


class Found(NamedTuple):
    """A date that somebody alive can be born on."""

    date: Date
    is_out_of_era: bool
    is_born: bool
    is_usual: bool
    has_time: bool


def find_birth_dates(
    letters: str, kanji: Sequence[bool], fields: Sequence[tuple[int, int, bool]], today: dt.date
) -> list[Found]:
    """The dates, by their start. ``kanji``: which characters are; fields are start, end, and whether they are named."""
    dates = [*read_dates(letters, kanji), *read_named(letters, fields, today)]
    found = []
    for date in sorted(dates, key=lambda date: date.start):
        year, month, day = date.common_year, date.month, date.day
        age = today.year - year - ((month, day) > (today.month, today.day))
        if not date.exists or not 0 <= age <= 120:
            continue
        is_alone = date.form == "year alone"
        is_out = not is_alone and not FIRST_DAYS[date.era] <= dt.date(year, month, day) <= LAST_DAYS[date.era]
        is_born = is_born_behind(letters, kanji, date.end)
        has_time = has_time_behind(letters, date.end)
        before = [field for field in fields if field[0] <= date.start][-1:]
        is_named = any(is_named and date.end <= end for _, end, is_named in before)
        if is_named or not (has_time or (is_alone and not is_born)):
            found.append(Found(date, is_out, is_born, 15 <= age <= 100, has_time))
    return found


def read_day(letters: str, kanji: Sequence[bool]) -> str:
    """The first date of a value, by form and then by place; the year alone where the month is unknown."""
    dates = sorted(
        (date for date in read_dates(letters, kanji) if date.exists), key=lambda date: FORMS.index(date.form)
    )
    if not dates:
        return ""
    date = dates[0]
    return f"{date.common_year:04}-{date.month:02}-{date.day:02}" if date.month else f"{date.common_year:04}"


def read_dates(letters: str, kanji: Sequence[bool]) -> Iterator[Date]:
    """All dates as written."""
    runs = [match.span() for match in re.finditer("[0-9]+", letters)]
    for at in range(len(runs)):
        yield from read_group(letters, kanji, runs[at : at + 3])
        yield from read_unbroken(letters, *runs[at])
        yield from read_english(letters, runs[at : at + 2])
        yield from read_year(letters, *runs[at])
    for at in [match.start() for match in re.finditer("元", letters)]:
        yield from read_first_year(letters, at, [run for run in runs if run[0] > at][:2])
    yield from read_kanji(letters)


def read_group(letters: str, kanji: Sequence[bool], runs: Sequence[tuple[int, int]]) -> Iterator[Date]:
    """Three numbers with one sign between."""
    lengths = [end - start for start, end in runs]
    if not re.fullmatch("4,[12],[12]|[12],[12],[124]", ",".join(map(str, lengths))):
        return
    gaps = [(runs[at][1], runs[at + 1][0]) for at in range(2)]
    if any(right - left > 5 or not (kanji[left] or letters[left] in "-./ )") for left, right in gaps):
        return
    signs = [find_joint(letters[left:right]) for left, right in gaps]
    if signs not in (["年", "月"], ["-", "-"], [".", "."], ["/", "/"]):
        return
    first, second, third = (int(letters[start:end]) for start, end in runs)
    start, last = runs[0][0], runs[2][1]
    if lengths[2] == 4:
        if signs[0] != "年" and is_open_before(letters, start) and is_open_after(letters, last):
            month, day = (first, second) if first <= 12 else (second, first)
            yield Date(start, last, 0, third, month, day, "year last")
        return
    era, begin = find_era_mark(letters, start) if lengths[0] < 4 else (0, start)
    end = end_of_day(letters, last) if signs[0] == "年" else last
    if (era or (lengths[0] == 4 and is_open_before(letters, start))) and (end > last or is_open_after(letters, end)):
        yield Date(begin, end, era, first, second, third, "year first")


def read_unbroken(letters: str, start: int, end: int) -> Iterator[Date]:
    """Eight digits, or six behind the mark of an era."""
    if re.match(r"[a-z_*]|[-.][0-9]", letters[end:]):
        return
    digits = letters[start:end]
    month, day = int(digits[-4:-2] or 0), int(digits[-2:])
    if len(digits) == 8 and not re.search(r"\*\Z|[0-9][-.]\Z", letters[:start]) and is_open_before(letters, start):
        yield Date(start, end, 0, int(digits[:4]), month, day, "unbroken")
    if len(digits) == 6:
        era, begin = find_era_mark(letters, start)
        if era:
            yield Date(begin, end, era, int(digits[:2]), month, day, "unbroken with era")


def read_english(letters: str, runs: Sequence[tuple[int, int]]) -> Iterator[Date]:
    """A day and a year with the month's name between or before them."""
    if len(runs) < 2 or runs[0][1] - runs[0][0] > 2 or runs[1][1] - runs[1][0] != 4:
        return
    (start, day_end), (year_start, end) = runs
    between, day, year = letters[day_end:year_start], int(letters[start:day_end]), int(letters[year_start:end])
    if len(between) > 16 or not re.match(r"[-,./ a-z]", between) or not is_open_after(letters, end):
        return
    if len(between) < 3 and not re.search(r"[ .a-z]\Z", letters[:start]):
        return
    between = re.sub(r"\A(st|nd|rd|th)(?![a-z])", "", between)
    word = re.fullmatch(r"[-,./ ]*([a-z]{3,})[-,./ ]*", between)
    month = month_of(word.group(1)) if word else 0
    if month and is_open_before(letters, start):
        yield Date(start, end, 0, year, month, day, "month between")
    before = letters[max(start - 12, 0) : start]
    name = re.search(r"([a-z]{3,})[ .]{0,2}\Z", before)
    if name and month_of(name.group(1)) and not between.strip(" ,"):
        begin = start - len(before) + name.start()
        if is_open_before(letters, begin):
            yield Date(begin, end, 0, year, month_of(name.group(1)), day, "month before")


def read_year(letters: str, start: int, end: int) -> Iterator[Date]:
    """A year that stands without month and day."""
    if end - start not in (1, 2, 4) or not re.match(r"年(?! ?[0-9])", letters[end:]):
        return
    era, begin = find_era_mark(letters, start) if end - start < 4 else (0, start)
    if era or (end - start == 4 and is_open_before(letters, start)):
        yield Date(begin, end + 1, era, int(letters[start:end]), 0, 0, "year alone")


def read_first_year(letters: str, at: int, runs: Sequence[tuple[int, int]]) -> Iterator[Date]:
    """元 as the year."""
    era, begin = find_era_mark(letters, at)
    if not era or len(runs) < 2 or any(end - start > 2 for start, end in runs):
        return
    signs = [find_joint(letters[at + 1 : runs[0][0]]), find_joint(letters[runs[0][1] : runs[1][0]])]
    last = runs[1][1]
    end = end_of_day(letters, last) if signs[0] == "年" else last
    is_joined = signs in (["年", "月"], ["-", "-"], [".", "."], ["/", "/"])
    if is_joined and (end > last or is_open_after(letters, end)):
        month, day = (int(letters[start:end]) for start, end in runs)
        yield Date(begin, end, era, 1, month, day, "first year")


def read_kanji(letters: str) -> Iterator[Date]:
    """Dates in kanji numerals."""
    for match in re.finditer(f"年({_NUMERAL}{{1,3}})月({_NUMERAL}{{0,3}})日", letters):
        before = re.search(f"元\\Z|{_NUMERAL}{{1,4}}\\Z", letters[: match.start()][-4:])
        if before is None:
            continue
        year = before.group()
        era, begin = find_era_mark(letters, match.start() - len(year))
        if era or (len(year) == 4 and "十" not in year):
            number = 1 if year == "元" else read_numerals(year)
            month, day = (read_numerals(part) for part in match.groups())
            yield Date(begin, match.end(), era, number, month, day, "numerals")


def read_named(letters: str, fields: Sequence[tuple[int, int, bool]], today: dt.date) -> Iterator[Date]:
    """Numbers that only the name of their field turns into dates."""
    for start, end, is_named in fields:
        digits = letters[start:end]
        whole = is_named and digits.isascii() and digits.isdigit()
        if not whole or re.search(r"[0-9]\Z", letters[:start]) or re.match("[0-9]", letters[end:]):
            continue
        if len(digits) == 7:
            code, year, month, day = int(digits[0]), int(digits[1:3]), int(digits[3:5]), int(digits[5:])
            era = 3 if code == 5 and BEFORE[5] + year > today.year else ERA_OF_CODE[code]
            if era:
                yield Date(start, end, era, year, month, day, "by code")
        elif len(digits) in (4, 5) and 3000 <= int(digits) <= 60000:
            born = dt.date(1899, 12, 30) + dt.timedelta(days=int(digits))
            yield Date(start, end, 0, born.year, born.month, born.day, "by serial")


def find_joint(between: str) -> str:
    """The one sign between two numbers, blanks apart; empty where it is none or several."""
    if len(between) > 1 and re.search("[年月]", between):
        between = re.sub("[.)]", " ", between)
    signs = re.sub("[ \0]", "", between)
    return signs if len(signs) == 1 and len(between) <= 5 else ""


def find_era_mark(letters: str, year_start: int) -> tuple[int, int]:
    """The era before a year, and where its mark begins."""
    before = letters[:year_start]
    before = before[: len(before) - len(re.search(r"[ .]{0,2}\Z", before).group())]  # type: ignore[union-attr]
    if before[-2:] in ERAS:
        return ERAS[before[-2:]], len(before) - 2
    era = MARKS.get(before[-1:], 0)
    if era and before[-1:].isascii() and not is_open_before(letters, len(before) - 1):
        return 0, year_start
    return era, len(before) - 1 if era else year_start


def end_of_day(letters: str, end: int) -> int:
    """Behind the 日 that follows the day."""
    match = re.match(" {0,2}日", letters[end:])
    return end + match.end() if match else end


def is_open_before(letters: str, start: int) -> bool:
    """Whether nothing before a date makes it part of a longer word, number or path."""
    return not re.search(r"(?:[a-z0-9*_]|[a-z0-9][-./])\Z", letters[:start])


def is_open_after(letters: str, end: int) -> bool:
    """The same of what stands behind; a time may follow."""
    return not re.match(r"t(?![0-9])|[a-su-z0-9*_]|[-./][a-z0-9]", letters[end:])


def month_of(word: str) -> int:
    """The month that a word names by its first letters and its length."""
    for number, name in enumerate(MONTHS, 1):
        if word[:3] == name[:3] and (len(word) in (3, len(name)) or (number == 9 and len(word) == 4)):
            return number
    return 0


def read_numerals(signs: str) -> int:
    """The number that kanji numerals spell, by place or with 十."""
    values = [NUMERALS.index("〇" if sign == "零" else sign) for sign in signs]
    if 10 not in values:
        return int("".join(map(str, values)) or 0)
    head, rest = values[: values.index(10)], values[values.index(10) :]
    total = int("".join(map(str, head)) or 0)
    for value in rest:
        total = max(total, 1) * 10 if value == 10 else total
    return total + next((value for value in reversed(rest) if value != 10), 0)


def is_born_behind(letters: str, kanji: Sequence[bool], end: int) -> bool:
    """Whether 生, 生まれ or an age follows."""
    match = re.match(r"[ (\[]{0,2}(?:(生)|満?[0-9]{1,3}[歳才])", letters[end:])
    if match is None:
        return False
    at = end + match.end()
    return not match.group(1) or at >= len(letters) or letters[at] in "まれ誕" or not kanji[at]


def has_time_behind(letters: str, end: int) -> bool:
    """Whether a time of day other than midnight follows."""
    match = re.match(r"[ t]? ?([0-9]{1,2})(?::|時)([0-9]{0,2})", letters[end:])
    return bool(match) and not (match.group(1) in ("0", "00") and match.group(2) == "00")  # type: ignore[union-attr]
