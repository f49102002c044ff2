"""Folding makes every spelling of a character one, and never loses the way back to the text as written."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.normalise import (
    HIRAGANA,
    KATAKANA,
    SEPARATOR,
    ZERO_WIDTH,
    Folded,
    class_table,
    fold_label,
    fold_value,
    is_digit,
)


def fold(text: str) -> Folded:
    """One text, folded."""
    return Folded([text.encode()])


FOLDED = {
    "digits": ("０１２３４５６７８９", "0123456789"),
    "capitals": ("ＡＢＣＸＹＺ", "abcxyz"),
    "small letters": ("ａｂｃｘｙｚ", "abcxyz"),
    "signs": ("＠．，：；（）／＿＋＝＃", "@.,:;()/_+=#"),
    "small forms": ("﹫﹐﹕", "@,:"),
    "spaces": ("\u3000\u00a0\u1680\u2000\u200a\u202f\u205f", " " * 7),
    "hyphens": ("‐‑‒–—―−－﹣﹘⁃˗", "-" * 12),
    "long vowels between digits": ("０３ー1２ｰ3゠4", "03-12-3-4"),
    "ruled lines between digits": ("1─2━3", "1-2-3"),
    "other long vowels": ("サーバー1ー ー2", "サーバー1ー ー2"),
    "other ruled lines": ("┌──┐ ─1", "┌──┐ ─1"),
    "waves": ("10〜20～30", "10〜20~30"),
    "zero width": ("0\u200b9\u200c0\u200d-\u20601\ufeff2", "090-12"),
    "variation selectors": ("辻\U000e0100 葛\ufe00", "辻 葛"),
    "directions": ("\u202a090\u202c\u200e\u200f", "090"),
    "half-width kana": ("ｱｲｳｦｯｬｰﾝ", "アイウヲッャーン"),
    "half-width sound marks": ("ｶﾞﾊﾟｳﾞﾜﾞ", "ガパヴヷ"),
    "half-width punctuation": ("｡｢｣､･", "。「」、・"),
    "combining sound marks": ("か\u3099は\u309aカ\u3099", "がぱガ"),
    "spacing sound marks": ("カ゛ハ゜", "ガパ"),
    "sound marks alone": ("ﾞｱﾟ", "\u3099ア\u309a"),
    "hidden between kana and mark": ("ｶ\u200bﾞ", "ガ"),
    "no numbers": ("①㍿㈱Ⅳ", "①㍿㈱Ⅳ"),
}


@pytest.mark.parametrize("name", FOLDED)
def test_spellings_of_the_specification_fold(name: str) -> None:
    """Each row of the specification's table of characters, and what is typed in their place."""
    written, letters = FOLDED[name]
    assert fold(written).letters == letters
    assert fold_value(written) == letters


def test_composed_kana_are_one_character_of_their_class() -> None:
    """A kana and its sound mark are one katakana or hiragana, and their place is that of both."""
    folded = fold("ﾔﾏﾀﾞ か\u3099")
    assert folded.chars.tolist() == [KATAKANA] * 3 + [ord(" "), HIRAGANA]
    assert folded.letters == "ヤマダ が"
    assert folded.codes is not None
    assert folded.codes.tolist() == [ord(kana) for kana in "ﾔﾏﾀ か"]
    assert folded.restore(np.array([2, 3, 4])).tolist() == [2, 4, 5]
    assert folded.restore_end(np.array([2, 3, 5])).tolist() == [2, 4, 7]
    assert folded.value(1, 3) == "ﾏﾀﾞ"
    assert folded.value(2, 5) == "ﾀﾞ か\u3099"


HALF_OF = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in (*range(0xFF66, 0xFF9E), 0xFF65, 0xFF61)} | {
    "\u3099": "ﾞ",
    "\u309a": "ﾟ",
}
katakana = st.text(
    [chr(code) for code in range(0x30A1, 0x30FD) if set(unicodedata.normalize("NFD", chr(code))) <= HALF_OF.keys()]
)


@given(katakana)
def test_half_width_kana_fold_to_the_full_width_word(word: str) -> None:
    """A katakana word, its half-width spelling and its decomposed spelling fold alike."""
    half = "".join(HALF_OF[part] for part in unicodedata.normalize("NFD", word))
    folded = fold(half)
    assert folded.letters == fold_label(half) == fold(word).letters == fold(unicodedata.normalize("NFD", word)).letters
    assert folded.letters == word
    assert len(folded.chars) == len(word)
    assert folded.value(0, len(word)) == half


HIDDEN = ["\u200b", "\u2060", "\ufeff", "\U000e0101", "\u00ad", "\u202c"]
written = st.text(
    st.sampled_from("0９ａB－ー─ 　,\n\r\tｶﾞﾊﾟか\u3099山田髙@") | st.sampled_from(HIDDEN) | st.characters(codec="utf-8"),
    max_size=30,
)


@given(written)
def test_values_are_stretches_as_written(text: str) -> None:
    """Any stretch reads as the text from its first character to its last, hidden characters only inside."""
    folded = fold(text.replace("\\", "/").replace("&", "+").replace("%", "+"))
    count = len(folded.chars)
    assert len(folded.letters) == len(folded.letter_codes) == count
    if not count:
        return
    assert folded.codes is None or len(folded.codes) == count
    starts, ends = folded.restore(np.arange(count)), folded.restore_end(np.arange(1, count + 1))
    assert (starts < ends).all()
    assert (ends[:-1] <= starts[1:]).all()
    classes = class_table()
    for start in range(count):
        value = folded.value(start, count)
        assert value == folded.text[int(starts[start]) : int(ends[-1])]
        assert classes[ord(value[0])] != ZERO_WIDTH
        assert classes[ord(value[-1])] != ZERO_WIDTH
    between = "".join(folded.text[int(end) : int(start)] for end, start in zip(ends[:-1], starts[1:], strict=True))
    assert all(classes[ord(character)] == ZERO_WIDTH for character in between)


@given(written)
def test_values_fold_as_texts_do(text: str) -> None:
    """What is fingerprinted is folded as what is looked up."""
    text = text.replace("\\", "/").replace("&", "+").replace("%", "+")
    assert fold_value(text) == fold(text).letters


@given(written, st.lists(st.tuples(st.integers(0, 40), st.sampled_from(HIDDEN)), max_size=5))
def test_hidden_characters_change_nothing_but_offsets(text: str, hidden: list[tuple[int, str]]) -> None:
    """A text with hidden characters anywhere folds to the characters of the text without."""
    changed = text
    for at, character in hidden:
        changed = changed[:at] + character + changed[at:]
    assert fold(changed).letters == fold(text).letters
    assert fold(changed).chars.tolist() == fold(text).chars.tolist()


@given(written)
def test_lines_of_folded_characters_are_lines_of_the_text(text: str) -> None:
    """Every folded character lies in the line that an editor shows it in."""
    text = text.replace("\\", "/").replace("&", "+").replace("%", "+")
    folded = fold(text)
    lines = folded.line_of(np.arange(len(folded.chars)))
    for line, at in zip(lines.tolist(), folded.restore(np.arange(len(folded.chars))).tolist(), strict=True):
        before = text[:at]
        endings = before.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        assert line == endings - (text[at] == "\n" and before.endswith("\r"))


def test_text_without_rare_characters_is_not_copied() -> None:
    """Plain ASCII keeps the one array that it came in."""
    folded = fold("Taro Yamada, 090-1234-5678")
    assert folded.is_ascii
    assert folded.codes is None
    assert folded.origin is None
    assert folded.letters == "taro yamada, 090-1234-5678"
    assert folded.letter_codes.tolist() == [ord(letter) for letter in folded.letters]


def test_blocks_keep_their_borders() -> None:
    """Each block begins where its first character is, whatever vanished before it."""
    folded = Folded(["\u200b山\u200b".encode(), b"", "\u200bｶﾞx".encode(), b"y"])
    assert folded.letters == "山\n\0\n\n\0\nガx\n\0\ny"
    assert folded.block_starts.tolist() == [0, 4, 7, 12, 16]
    assert folded.text_starts.tolist() == [0, 6, 9, 16, 20]


class Piece(NamedTuple):
    """A stretch of folded characters and what stands behind it."""

    start: int
    end: int
    glue: str
    is_last: bool


def append(folded: Folded, pieces: list[Piece]) -> None:
    """Write pieces behind a text."""
    folded.append_joined(
        np.array([piece.start for piece in pieces], np.int64),
        np.array([piece.end for piece in pieces], np.int64),
        np.array([ord(piece.glue) if piece.glue else 0 for piece in pieces], np.uint8),
        np.array([piece.is_last for piece in pieces], np.bool_),
    )


def test_joined_values_read_as_one() -> None:
    """A name in two cells is written out once more, and its place is that of the cells."""
    folded = fold("ﾔﾏﾀﾞ,ﾀﾛｳ\n9012345678,S\n")
    before = folded.letters
    append(folded, [Piece(0, 3, " ", False), Piece(4, 7, "", True), Piece(8, 8, "0", False), Piece(8, 18, "", True)])
    assert folded.joined_start == len(before) == 21
    assert folded.letters == before + "\n\0\nヤマダ タロウ\n09012345678\n"
    name, phone, end = folded.joined_edges.tolist()
    assert folded.value(name, name + 7) == "ﾔﾏﾀﾞ ﾀﾛｳ"
    assert folded.value(phone, phone + 11) == "09012345678"
    assert folded.value(name + 2, name + 5) == "ﾀﾞ ﾀ"
    starts, ends = (
        folded.restore(np.array([name, name + 3, phone])),
        folded.restore_end(np.array([name + 7, phone + 11])),
    )
    assert starts.tolist() == [0, 2, 9], (
        "the blank has the place of the character before it, the zero of the one behind"
    )
    assert ends.tolist() == [8, 19]
    assert end == len(folded.chars) == len(folded.letter_codes)
    assert (np.searchsorted(folded.block_starts, [name, phone, end - 1], "right") - 1).tolist() == [1, 1, 1]
    assert folded.block_starts[-1] == end


def test_joined_ascii_stays_ascii() -> None:
    """A text of ASCII has no code points beside its characters, joined or not."""
    folded = fold("Taro,YAMADA")
    append(folded, [Piece(5, 11, " ", False), Piece(0, 4, "X", True)])
    assert folded.codes is None
    assert folded.letters == "taro,yamada\n\0\nyamada tarox\n"
    assert folded.value(*folded.joined_edges.tolist()) == "YAMADA TaroX"


def test_no_pieces_leave_a_text_as_it_is() -> None:
    """Without pieces the joined area begins and ends at the text's end."""
    folded = fold("abc")
    append(folded, [])
    assert folded.letters == "abc"
    assert folded.joined_start == 3
    assert folded.joined_edges.tolist() == [3]


@given(st.lists(written, min_size=1, max_size=3), st.data())
def test_joined_stretches_are_the_pieces_one_after_the_other(texts: list[str], data: st.DataObject) -> None:
    """Whatever is joined reads as its pieces with their glue, folded and as written, and leads back to them."""
    folded = Folded([text.encode() for text in texts])
    size = len(folded.chars)
    if not size:
        return
    edge = st.integers(0, size)
    stretches = data.draw(st.lists(st.tuples(edge, edge), min_size=1, max_size=6))
    pieces = [
        Piece(
            min(stretch), max(stretch), data.draw(st.sampled_from(["", " ", "-", "0", "S"])), data.draw(st.booleans())
        )
        for stretch in stretches
    ]
    pieces[-1] = pieces[-1]._replace(is_last=True)
    letters, chars, lines = folded.letters, folded.chars.tolist(), folded.line_ends.tolist()
    codes = folded.letter_codes.tolist() if folded.codes is None else folded.codes.tolist()
    values = [folded.value(piece.start, piece.end) + piece.glue for piece in pieces]
    places = [list(range(piece.start, piece.end)) + [-1] * len(piece.glue) for piece in pieces]
    starts, ends = folded.restore(np.arange(size)), folded.restore_end(np.arange(1, size + 1))
    append(folded, pieces)
    groups: list[list[int]] = [[]]
    for at, piece in enumerate(pieces):
        groups[-1].append(at)
        if piece.is_last:
            groups.append([])
    written_out = SEPARATOR.decode()
    for group, start, end in zip(
        groups, folded.joined_edges[:-1].tolist(), folded.joined_edges[1:].tolist(), strict=False
    ):
        line = "".join(letters[pieces[at].start : pieces[at].end] + pieces[at].glue.lower() for at in group)
        written_out += line + "\n"
        assert end - start == len(line) + 1
        assert folded.value(start, end - 1) == "".join(values[at] for at in group)
        place = [spot for at in group for spot in places[at]]
        for offset, spot in enumerate(place):
            if spot < 0:
                known = [known for known in place[:offset] if known >= 0][-1:] or [
                    known for known in place[offset:] if known >= 0
                ][:1]
                spot = known[0] if known else min(pieces[group[0]].start, size - 1) if len(group) == 1 else -1
            else:
                assert folded.chars[start + offset] == chars[spot]
                assert folded.codes is None or folded.codes[start + offset] == codes[spot]
            if spot >= 0:
                assert folded.restore(np.array([start + offset]))[0] == starts[spot]
                assert folded.restore_end(np.array([start + offset + 1]))[0] == ends[spot]
        assert folded.line_of(np.array([start]))[0] > folded.line_of(np.array([folded.joined_start - 1]))[0]
    assert folded.letters == letters + written_out
    assert len(folded.letter_codes) == len(folded.chars) == folded.joined_edges[-1] == folded.block_starts[-1]
    assert folded.chars[:size].tolist() == chars
    feeds = [size + at for at, sign in enumerate(written_out) if sign == "\n"]
    assert folded.line_ends[: len(lines)].tolist() == lines
    assert set(feeds) <= set(folded.line_ends.tolist())
    block = np.searchsorted(folded.block_starts, folded.joined_edges[:-1], "right") - 1
    assert (block == len(texts)).all()


def test_digits_of_every_width_are_digits() -> None:
    """A digit's class is its ASCII code."""
    assert is_digit(fold("1９").chars).all()
