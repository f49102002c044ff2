"""The plain twin of kernels/name_context.pxd: what stands around a name."""

from __future__ import annotations

from reference.name_words import CALLING, HIRAGANA, KANJI, KATAKANA, NOUN, PROLONGED, Names, Text

DIGITS = b"0123456789"


def skip_blank(text: Text, at: int) -> int:
    """Behind the blank that stands at an offset, if one does."""
    return at + 1 if text.inside(at) == ord(" ") else at


def skip_blanks(text: Text, at: int) -> int:
    """Behind the blanks that stand at an offset, four at the most."""
    for _ in range(4):
        at = skip_blank(text, at)
    return at


def begins_title(names: Names, text: Text, at: int, kind: str = "honorifics") -> bool:
    """Whether a title begins at an offset."""
    return any(
        names.holds(kind, text.codes[at : at + length]) for length in range(1, 8) if at + length <= len(text.codes)
    )


def is_titled(names: Names, text: Text, end: int) -> bool:
    """Whether a title follows an offset, directly or behind one blank."""
    return begins_title(names, text, skip_blank(text, end))


def is_addressed(names: Names, text: Text, end: int) -> bool:
    """The same of titles that only persons have."""
    return begins_title(names, text, skip_blank(text, end), "personal_honorifics")


def before_joints(text: Text, start: int) -> int:
    """Where the colon or blanks begin that stand before an offset; 0 where none do, or nothing stands before them."""
    if start <= 1:
        return 0
    at = start
    while at > 1 and start - at < 4 and text.char(at - 1) in b" \t:*":
        at -= 1
    return at if at < start else 0


def is_labelled(names: Names, text: Text, start: int) -> bool:
    """Whether a label or title, and a colon or blanks, stand before an offset."""
    at = before_joints(text, start)
    if at == 0:
        return False
    before = [text.codes[at - length : at] for length in range(1, min(at, 7) + 1)]
    return names.holds("persons", before[0]) or any(names.holds("labels", word) for word in before[1:])


def is_calling(names: Names, word: str) -> bool:
    """Whether a word says what somebody is."""
    return names.holds("leading_words", word) or names.has_flag("ordinary_words", word, CALLING)


def is_called_before(names: Names, text: Text, floor: int, end: int) -> bool:
    """Whether a calling of two to four characters ends at an offset."""
    return any(is_calling(names, text.codes[end - length : end]) for length in (2, 3, 4) if end - length >= floor)


def is_introduced(names: Names, text: Text, start: int) -> bool:
    """Whether a calling and a joint stand before an offset."""
    if start <= 2 or not names.is_sign(text.code(start - 1), "introduction"):
        return False
    return names.is_sign(text.code(start - 2), "lead_ending") and is_called_before(names, text, 0, start - 1)


def is_dated(names: Names, text: Text, end: int) -> bool:
    """Whether brackets at an offset begin with an age or a birth."""
    if text.inside(end) != ord("("):
        return False
    at = end + 1
    by_era = text.codes[at : at + 2] in ("明治", "大正", "昭和", "平成")
    at += 2 if by_era else 0
    digits = 0
    while digits < 12 and text.inside(at + digits) in DIGITS:
        digits += 1
    after, second = text.code_inside(at + digits), text.code_inside(at + digits + 1)
    following = text.code_inside(at + digits + 2) if second == " " else second
    if not by_era and ((digits == 2 and after == ")") or (digits in (1, 2, 3) and names.is_sign(after, "age"))):
        return True
    if digits not in ((1, 2) if by_era else (4,)):
        return False
    if after == "年":
        return names.is_sign(following, "dash") or following == "生" or following in tuple("0123456789")
    return names.is_sign(after, "dash") or (after == " " and names.is_sign(second, "dash"))


def behind_blank(text: Text, at: int) -> tuple[str, int]:
    """The letter at an offset or behind the blank there, and where it stands."""
    at += text.char(at) == ord(" ")
    return (text.letters[at] if at < len(text.letters) else ""), at


def is_placed(names: Names, text: Text, start: int, end: int) -> bool:
    """Whether what stands around a stretch has a name there."""
    at = before_joints(text, start)
    if at > 1 and names.is_sign(text.codes[at - 1], "department") and text.chars[at - 2] == KANJI:
        return True
    if at and (text.chars[at - 1] in DIGITS or text.codes[at - 1] == "]"):
        clock = text.chars[: at - (text.chars[at - 1] == ord("]"))][-4:]
        is_time = len(clock) == 4 and clock[1] == ord(":") and all(clock[place] in DIGITS for place in (0, 2, 3))
        if is_time and behind_blank(text, end)[0] in (":", ">", "「"):
            return True
    if start > 1 and names.holds("parties", text.codes[start - 2 : start]):
        return True
    opening, at = behind_blank(text, end + (text.char(end) == ord('"')))
    if opening == "<" and ord("@") in text.chars[at + 1 : at + 65]:
        return True
    inside = text.codes[end + 1 : end + 13] if text.inside(end) == ord("(") else ""
    size = text.chars[end + 1 : end + 1 + len(inside)].find(b")")
    if not 1 <= size < 12:
        return False
    if names.is_sign(inside[size - 1], "kinship" if size == 1 else "department"):
        return True
    return names.holds("titles", inside[:size])


def follows_well(names: Names, text: Text, end: int) -> bool:
    """Nothing stands behind that goes on with the word."""
    after, code = text.inside(end), text.code_inside(end)
    if after in (KANJI, PROLONGED) or after in DIGITS or (after == KATAKANA and code != "・"):
        return False
    if after != HIRAGANA:
        return True
    second = text.code_inside(end + 1)
    return names.is_sign(code, "particle") and (
        code not in names.seconds or (second != "" and second in names.seconds[code])
    )


def is_closed(text: Text, end: int) -> bool:
    """Whether a sign or an end follows."""
    return text.inside(end) not in (KANJI, HIRAGANA, KATAKANA, PROLONGED, *DIGITS)


def ends_as_organisation(names: Names, word: str) -> bool:
    """Whether a word ends with what names an organisation, and holds more than that."""
    return any(names.holds("organisations", word[-length:]) for length in range(1, 11) if len(word) > length)


def is_beside_organisation(names: Names, text: Text, start: int, end: int) -> bool:
    """The words on either side, one blank or bracket away, name an organisation."""
    before = start - (start > 0 and text.chars[start - 1] in b" )")
    if before >= 1 and text.codes[before - 1] == "株" and text.chars[before - 1] != ord(" "):
        return True
    if before >= 4 and names.holds("organisations", text.codes[before - 4 : before]):
        return True
    if text.inside(end) == ord("(") and text.code_inside(end + 1) == "株":
        return True
    after = end + (text.is_inside(end) and text.chars[end] in b" (")
    following = [text.codes[after : after + length] for length in range(2, 11) if after + length <= len(text.codes)]
    return any(names.holds("organisations", word) for word in following)


def is_compound(names: Names, word: str) -> bool:
    """Two common nouns of two kanji."""
    return names.has_flag("ordinary_words", word[:2], NOUN) and names.has_flag("ordinary_words", word[2:4], NOUN)
