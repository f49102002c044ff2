"""What a value beside a word such as パスワード is: a password, a word that stands in for one, or a piece of a program."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.general.rows_of_text import contain, count_signs, in_capitals
from meibo_detectors.normalise import OTHER, Bytes, Offsets, Truth, is_digit, is_letter, table_of
from meibo_detectors.text import Text
from meibo_detectors.windows import window, window_within

SHOWN_CHARS: Final = 64
LEAST_DISTINCT: Final = 3
RANDOM_CHARS: Final = 16
RANDOM_DISTINCT: Final = 9
"""From so many different signs on a value looks drawn at random: words and identifiers repeat theirs."""
HASH_CHARS: Final = (32, 40, 56, 64, 96, 128)
"""Hex digits of MD5, SHA-1 and the SHA-2 family."""
PLACEHOLDERS: Final = (
    "changeme", "change_me", "change-me", "changeit", "password", "passwd", "pass", "passphrase", "pwd", "secret", "secrets",
    "token", "apikey", "api_key", "key", "value", "example", "sample", "dummy", "test", "testing", "tester", "default",
    "placeholder", "redacted", "filtered", "hidden", "masked", "encrypted", "null", "none", "nil", "undefined", "unknown",
    "true", "false", "yes", "no", "on", "off", "empty", "blank", "string", "str", "text", "integer", "int", "number",
    "boolean", "bool", "object", "bytes", "char", "varchar", "required", "optional", "enabled", "disabled", "prompt",
    "interactive", "todo", "tbd", "n/a", "na", "foo", "bar", "baz", "foobar", "hoge", "hogehoge", "fuga", "piyo", "xxx",
    "abc", "xyz", "asdf", "qwerty", "md5", "sha1", "sha256", "sha512", "bcrypt", "argon2", "base64", "utf8", "utf-8", "hmac-sha256",
    "oauth2", "x509", "rs256", "hs256", "es256", "bytes32", "uint8", "uint32", "uint64", "uint256", "int32", "int64",
    "ipv4", "ipv6", "http2", "aes256", "aes128", "aes-256", "ed25519", "p12", "pkcs8", "pkcs12", "auth0",
    "hunter2", "password1", "password123", "pass123", "p@ssw0rd", "p@ssword", "passw0rd",
)  # fmt: skip
"""Words that stand in for a password, types and algorithms of programs, and what documentation prints."""
STAND_INS: Final = (
    b"YOUR",
    b"EXAMPLE",
    b"CHANGE",
    b"XXXX",
    b"DUMMY",
    b"SAMPLE",
    b"PLACEHOLDER",
    b"HOGE",
    b"<",
    b"${",
    b"{{",
    b"#{",
    b"$(",
    b"%(",
    b"...",
    b"***",
    b"://",
    b"CONVERTTO-SECURESTRING",
    b"READ-HOST",
    b"@ENTRY=",
    b"GET-CREDENTIAL",
)
"""Words and signs that show, in capitals, that the value is filled in elsewhere."""
STEMS: Final = (b"PASSW", b"PWD", b"SECRET", b"TOKEN", b"CREDENTIAL")
"""In names of variables and placeholders; real passwords with such a word have digits behind."""
_PATH_SIGNS: Final = table_of(b"/~\\")
_OPENING: Final = table_of(b"([{<@:&|=,.!?%")
_QUOTES: Final = table_of(b"\"'`")
_PROGRAM_SIGNS: Final = table_of(b"()[]{}<>|;,&$\"'`\\")
_IDENTIFIER: Final = table_of(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.")
_BRACKETS: Final = table_of(b"()[]{}<>|\"'`")
_BLANKS: Final = table_of(b" \t")
_GAP_CHARS: Final = 8
_HEX: Final = table_of(b"0123456789abcdefABCDEF")
_DOT: Final = ord(".")
_UNDERSCORE: Final = ord("_")


class Make(NamedTuple):
    """What values are made of; arrays are parallel, of dtype bool but for the length."""

    length: Offsets
    is_digits: Truth
    is_letters: Truth
    is_strong: Truth
    """Eight signs or more with letter and digit, or six of three sorts."""
    is_mixed: Truth
    """Eight signs or more with small letters, capitals and several digits, and no slash."""
    is_random: Truth
    """As keys are drawn."""
    is_hash: Truth


def make_of(text: Text, start: Offsets, end: Offsets) -> Make:
    """What the stretches are made of, by their first 64 signs."""
    shown, length = window_within(text.folded.chars, start, end, SHOWN_CHARS), end - start
    held = shown != 0
    digit, letter = is_digit(shown), is_letter(shown)
    lower, upper = letter & (shown >= ord("a")), letter & (shown < ord("a"))
    sign = held & ~digit & ~letter
    has = [part.any(axis=1) for part in (lower, upper, digit, sign)]
    sorts = np.sum(has, axis=0)
    distinct = count_signs(shown)
    lettered = np.asarray(letter.any(axis=1))
    hexes = (_HEX[shown] | ~held).all(axis=1) & np.isin(length, HASH_CHARS)
    return Make(
        length=length,
        is_digits=(digit | ~held).all(axis=1),
        is_letters=(letter | ~held).all(axis=1),
        is_strong=((length >= 8) & lettered & has[2]) | ((length >= 6) & (sorts >= 3)),
        is_mixed=(length >= 8) & has[0] & has[1] & (digit.sum(axis=1) > 1) & ~_PATH_SIGNS[shown].any(axis=1),
        is_random=(length >= RANDOM_CHARS) & (distinct >= RANDOM_DISTINCT) & lettered & has[2],
        is_hash=hexes & has[2] & lettered & (distinct >= LEAST_DISTINCT),
    )


def is_placeholder(text: Text, start: Offsets, end: Offsets) -> Truth:
    """Whether each stretch stands in for a value: a known word, a mask, a variable to be filled in."""
    shown, length = window_within(text.folded.chars, start, end, SHOWN_CHARS), end - start
    upper = in_capitals(shown)
    found = (count_signs(shown) < LEAST_DISTINCT) | table_of_words(PLACEHOLDERS).holds(text.hashes.of(start, end))
    found |= contain(upper, STAND_INS) | (contain(upper, STEMS) & (is_digit(shown).sum(axis=1) < 2))
    last = shown[np.arange(len(start)), np.clip(length - 1, 0, SHOWN_CHARS - 1)]
    return np.asarray(found | ((shown[:, 0] == ord("%")) & (last == ord("%"))))


def is_program(text: Text, start: Offsets, end: Offsets) -> Truth:
    """Whether each stretch is a name, a call or a path of a program, and no literal: a literal stands in quotes there."""
    chars = text.folded.chars
    shown = window_within(chars, start, end, SHOWN_CHARS)
    first = shown[:, 0]
    quoted = _QUOTES[window(chars, start - 1, 1)[:, 0]]
    rooted = _PATH_SIGNS[first] & (_PATH_SIGNS[shown] & (shown != 0)).sum(axis=1).astype(np.bool_)
    named = (_IDENTIFIER[shown] | (shown == 0)).all(axis=1)
    dots = (shown == _DOT).any(axis=1)
    after_dot = ((shown[:, :-1] == _DOT) & is_letter(shown[:, 1:])).any(axis=1)
    snake = ((shown[:, :-1] == _UNDERSCORE) & is_letter(shown[:, 1:])).any(axis=1)
    few_digits = is_digit(shown).sum(axis=1) < 2
    member = named & dots & after_dot & is_letter(first)
    variable = named & snake & few_digits
    variable |= (first == ord("$")) & (is_letter(shown[:, 1]) | (shown[:, 1] == _UNDERSCORE))
    behind = window(chars, end, 2)
    ended = (
        table_of(b";,)")[behind[:, 0]]
        & table_of(b"\0 \t\r\n;,)")[behind[:, 1]]
        & ~text.fields.is_in_column(start, start + 1)
    )
    statement = named & ended & few_digits
    signs = _PROGRAM_SIGNS[shown].any(axis=1) & (shown != 0).any(axis=1) & ~_is_written_by_hand(text, start, shown)
    return np.asarray(rooted | (~quoted & (member | variable | statement | signs | _OPENING[first])))


def _is_written_by_hand(text: Text, start: Offsets, shown: Bytes) -> Truth:
    """Whether no program has such a field: in a column, with a Japanese name, or with only blanks behind its name.

    A call or a template is none there either, and has a bracket; a variable or a hash begins with a dollar.
    """
    fields, chars = text.fields, text.folded.chars
    if not len(fields.start):
        return np.zeros(len(start), np.bool_)
    field = np.maximum(fields.holding(start, start + 1), 0)
    name_end = fields.cells.name_end[field]
    wide = chars.take(np.maximum(name_end - 1, 0), mode="clip") >= OTHER
    between = window(chars, name_end, _GAP_CHARS)
    blank = _BLANKS[between] | (np.arange(_GAP_CHARS) >= (start - name_end)[:, None])
    apart = blank.all(axis=1) & (start - name_end > 1) & (start - name_end <= _GAP_CHARS)
    bracket = _BRACKETS[shown].any(axis=1) | (shown[:, 0] == ord("$"))
    return np.asarray(((fields.column[field] >= 0) | wide | apart) & ~bracket & (fields.start[field] == start))
