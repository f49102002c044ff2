"""Escapes are the characters that they stand for, and nothing else is an escape."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.model import PLAIN, Layout
from meibo_detectors.normalise import Folded

JSON = Layout(kind="json")
SQL = Layout(kind="sql")


def decode(text: str, layout: Layout = PLAIN) -> str:
    """All of a text as it reads once escapes are replaced."""
    folded = Folded([text.encode()], [layout])
    return folded.value(0, len(folded.chars))


DECODED = {
    r"\u5c71\u7530": "山田",
    r"\u5C71": "山",
    r"\ud842\udfb7": "𠮷",
    r"\u{20bb7}\u{41}": "𠮷A",
    r"\\u5c71\\u7530": "山田",  # JSON in JSON
    r"\\ud842\\udfb7": "𠮷",
    r"\\\u5c71": r"\\山",  # a backslash in JSON, and a kanji
    "&#23665;&#30000;": "山田",
    "&#x5c71;&#X7530;": "山田",
    "&#55362;&#57271;": "𠮷",
    "R&amp;D &lt;b&gt; &quot;&apos;": "R&D <b> \"'",
    "a&nbsp;b": "a\u00a0b",
    "&amp;#23665;": "&#23665;",  # once only
    "%E5%B1%B1%20%E7%94%B0": "山 田",
    "%e5%b1%b1": "山",
    "%F0%A0%AE%B7": "𠮷",
    "q=%E5%B1%B1&r": "q=山&r",
    "%E5%B1%B1%E": "山%E",
    "mail%40meibo.jp": "mail@meibo.jp",
    "taro85%40meibo.jp": "taro85@meibo.jp",
    "090%2D2345%2D6781": "090-2345-6781",
    "tel=%2B81-90": "tel=+81-90",
    "Taro%20Yamada": "Taro Yamada",
    r"\xe5\xb1\xb1": "山",
    r"taro\x40meibo.jp": "taro@meibo.jp",
}
KEPT = (
    "\\u5c7", "\\u5c7g", "\\ud842", "\\udfb7\\ud842", "\\u{}", "\\u{110000}", "\\u{d842}", "\\u0000", "\\u0007", "\\",
    "C:\\x64\\bin", "\\x41", "\\xe9", "\\x5", "\\n", '\\"', "\\U00005c71",
    "&", "&#", "&#;", "&#x;", "&#23665", "&#12345678;", "&#xd842;", "&#0;", "&#1114112;", "&#0000000065;", "&amp",
    "&copy;", "&AMP;", "R&D;",
    "%", "%4", "%E5", "%E5%B1", "%B1%E5", "%ED%A0%80", "%C0%80", "%E0%81%81", "%E5%B1a%B1",
    "%8ER%93c", "%E3%81%82%93", "100%", "30%20",
    "30%2025年", "100%40点", "%41%42", "a%00b", "%40", "％40",
)  # fmt: skip


@pytest.mark.parametrize("written", DECODED)
def test_escape_is_the_character_that_it_stands_for(written: str) -> None:
    """Each of these spellings reads as the text that was meant."""
    assert decode(written) == DECODED[written]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_escape_stays_as_written(text: str) -> None:
    """Broken escapes, half characters and look-alikes are left alone."""
    assert decode(text) == text
    assert len(Folded([text.encode()]).escaped) == 0


LITERALS = {
    r"a\nb\r\nc\td": "a\nb\r\nc\td",
    r"1\/2 \"x\" \'y\'": "1/2 \"x\" 'y'",
    r"C:\\new\\table": r"C:\new\table",
    r"\\\n": "\\\n",
    r"\\\"": '\\"',
    r"\\\\n": r"\\n",
    r"\q \\": "\\q \\",
}


@pytest.mark.parametrize("layout", [JSON, SQL], ids=lambda layout: layout.kind)
@pytest.mark.parametrize("written", LITERALS)
def test_short_escapes_are_those_of_json_and_sql(written: str, layout: Layout) -> None:
    """A backslash and a sign are one character in JSON and SQL, and stay two in any other text."""
    assert decode(written, layout) == LITERALS[written]
    assert decode(written) == written


def test_escaped_line_break_ends_no_line() -> None:
    """A value with an escaped line break stays on its line, as a blank; an escaped quote is told apart."""
    folded = Folded([rb'{"a": "1\n2\u000a3\"4"}'], [JSON])
    assert folded.chars.tobytes() == b'{"a": "1 2 3"4"}'
    assert folded.letters == '{"a": "1 2 3"4"}'
    assert folded.line_ends.tolist() == []
    assert folded.escaped.tolist() == [8, 10, 12]
    assert folded.value(7, 14) == '1\n2\n3"4'


def test_each_block_has_the_escapes_of_its_layout() -> None:
    """A JSON block among others has its short escapes; theirs stay."""
    folded = Folded([rb"a\nb", rb"a\nb", "山\\nb".encode()], [PLAIN, JSON, SQL])
    assert folded.letters == "a\\nb\n\0\na b\n\0\n山 b"
    assert folded.block_starts.tolist() == [0, 7, 13, 19]
    assert folded.text_starts.tolist() == [0, 7, 14, 21]


def test_offsets_of_escapes_lead_to_their_whole_spelling() -> None:
    """The place of a value is that of its escapes, from the first sign to the last."""
    text = r"氏名:\u5c71\u7530&#x592a;様"
    folded = Folded([text.encode()])
    start, end = folded.restore(np.array([3])), folded.restore_end(np.array([6]))
    assert text[int(start[0]) : int(end[0])] == r"\u5c71\u7530&#x592a;"
    assert folded.value(3, 6) == "山田太"
    assert folded.letters == "氏名:山田太様"


def test_escaped_hidden_characters_vanish_and_kana_compose() -> None:
    """What an escape stands for is folded as if it were written itself."""
    folded = Folded([rb"0&#8203;9\u200b0-1 \uff83\uff9e\uff70\uff80 \uff10"])
    assert folded.letters == "090-1 データ 0"
    assert folded.chars.tobytes().startswith(b"090-1 ")


def test_long_run_that_a_border_cuts_is_read() -> None:
    """A block may begin and end amid a character of a long run; the others are read."""
    run = quote("山田" * 40)
    assert decode(run[4:-2]) == run[4:9] + "田" + "山田" * 38 + "山" + run[-9:-2]
    assert decode(run[3:-3][:100]) == run[3:-3][:100], "a short run must be whole"


meant = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\\&%"), max_size=12)
spellings = (
    lambda character: character,
    lambda character: json.dumps(character)[1:-1] if ord(character) > 127 else f"\\u{ord(character):04X}",
    lambda character: f"\\u{{{ord(character):x}}}",
    lambda character: f"&#{ord(character)};",
    lambda character: f"&#x{ord(character):X};",
    lambda character: quote(character) if ord(character) > 127 else character,
    lambda character: "".join(f"\\x{byte:02x}" for byte in character.encode()) if ord(character) > 127 else character,
)


@given(meant, st.data())
def test_every_spelling_of_a_text_folds_to_that_text(text: str, data: st.DataObject) -> None:
    """Whichever escapes a text is written in, it folds to the same characters, and its values read the same."""
    written = [data.draw(st.sampled_from(spellings))(character) for character in text]
    folded, plain = Folded(["".join(written).encode()]), Folded([text.encode()])
    assert folded.letters == plain.letters
    assert folded.chars.tolist() == plain.chars.tolist()
    ends = np.cumsum([len(part) for part in written], dtype=np.int64)
    characters = np.arange(len(folded.chars))
    first, last = plain.restore(characters), plain.restore_end(characters + 1) - 1
    assert folded.restore(characters).tolist() == np.append(0, ends)[first].tolist()
    assert folded.restore_end(characters + 1).tolist() == ends[last].tolist()
    for start in range(len(folded.chars)):
        assert folded.value(start, len(folded.chars)) == plain.value(start, len(plain.chars))


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="&%") | st.sampled_from('\n\r\t\\"')))
def test_json_strings_read_as_their_values(text: str) -> None:
    """What a JSON writer makes of a text is read as the text."""
    if re.search(r"\\[ux]", text):
        return
    plain, folded = Folded([text.replace("\\", "￥").encode()]), Folded([json.dumps(text)[1:-1].encode()], [JSON])
    assert folded.value(0, len(folded.chars)) == plain.value(0, len(plain.chars)).replace("￥", "\\")


pieces = st.sampled_from(
    ["\\", "\\\\", "\\u", "\\ud842", "\\udfb7", "u5c71", "5c71", "{", "}", "\\u{5c71}", "n", '"', "/", "'", "%", "%E5",
     "%B1", "%E5%B1%B1", "%40", "%2D", "%20", "%0A", "%00", "%c3%a9", "&", "#", "&#", "&#x", ";", "&#55362;",
     "&#57271;", "&#x5c71;", "&amp;", "lt;", "&nbsp;", "1", "40", "a", "f", "山", " ", "=", "-", "\n", "q"]
)  # fmt: skip


@given(st.lists(st.lists(pieces | st.text(max_size=3), max_size=8).map("".join), max_size=4), st.data())
def test_offsets_of_any_text_ascend_and_lie_inside(texts: list[str], data: st.DataObject) -> None:
    """Spellings follow each other without overlap, in the text, in each layout."""
    texts = [text.encode("utf-8", "replace").decode() for text in texts]
    layouts = [data.draw(st.sampled_from([PLAIN, JSON, SQL])) for _ in texts]
    folded = Folded([text.encode() for text in texts], layouts)
    characters = np.arange(len(folded.chars))
    if not len(characters):
        return
    starts, ends = folded.restore(characters), folded.restore_end(characters + 1)
    assert (starts < ends).all()
    assert (ends[:-1] <= starts[1:]).all()
    assert ends[-1] <= len(folded.text)
    assert len(folded.letters) == len(folded.letter_codes) == len(characters)
    assert np.isin(folded.escaped, characters).all()
    for at in folded.escaped.tolist():
        assert folded.text[int(starts[at])] in "\\&%"
