"""Passwords by the words of commands and settings before them.

``mysql -u kaku -p...``, ``curl -u kaku:...``, ``;Password=...;`` of connection strings, ``login kaku password ...`` of
netrc files, ``<add key="SmtpPassword" value="..."/>``, ``name: DB_PASSWORD`` above ``value: ...``, ``getConnection(url, "kaku", "...")``, ``requirepass ...``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Evidence, Note, mark
from meibo_detectors.general.credential_kinds import NUMBER_OF
from meibo_detectors.general.credential_values import is_placeholder, make_of
from meibo_detectors.model import CANDIDATE, join_candidates, make_candidates
from meibo_detectors.normalise import Bytes, Offsets, table_of
from meibo_detectors.text import Text
from meibo_detectors.windows import first_column, window
from meibo_detectors.words_at import ends_word

Ends = Callable[[Offsets, bytes], Offsets]

VALUE: Final = bytes(sign for sign in range(33, 127) if sign not in b"\"'`<>;")
"""Signs of a value that stands without blanks."""
STRINGS: Final = tuple(
    joint + word for joint in (b";", b"; ") for word in (b"Password=", b"password=", b"PASSWORD=", b"Pwd=", b"pwd=", b"PWD=")
)  # fmt: skip
"""Before the password of a connection string."""
COMMANDS: Final = (
    b"requirepass ", b" PW ", b"sshpass -p ", b"PGPASSWORD=", b"MYSQL_PWD=", b"--password ", b"-passin pass:", b"-passout pass:",
    b"ConvertTo-SecureString ", b"ConvertTo-SecureString -String ", b"PASSWORD', ", b'PASSWORD", ', b"PASSWORD',", b'PASSWORD",',
)  # fmt: skip
"""Directly before a password, or before its quote."""
ATTRIBUTES: Final = (b'value="', b"value='", b'Value="', b"value: ", b'"value": "', b'"value":"')
"""Before the value of a setting, whose name stands before them."""
OPTIONS: Final = (b" -u", b" -U", b" --user ")
NETRC: Final = (b"login",)
CONNECT: Final = (b"getConnection(",)
WORDS: Final = (*STRINGS, *COMMANDS, *ATTRIBUTES, *OPTIONS, *NETRC, *CONNECT)
"""What the automaton of tokens looks for as well."""
PASSWORD_ENDINGS: Final = ("password", "passwd", "passphrase", "pwd", "pass")
SECRET_ENDINGS: Final = (
    "secret",
    "secretkey",
    "apikey",
    "api_key",
    "api-key",
    "token",
    "accesskey",
    "access_key",
    "privatekey",
)
"""What the names of settings end with, in lower case."""
LEAST_CHARS: Final = 4
LONGEST_CHARS: Final = 128
_STATEMENT_CHARS: Final = 300
_USER_CHARS: Final = 48
_GAP_CHARS: Final = 8
_INDENT_CHARS: Final = 24
"""Between the name of a setting and the word ``value`` on the next line."""
_QUOTES: Final = table_of(b"\"'`")
_BLANKS: Final = table_of(b" \t\r\n")
_BETWEEN: Final = table_of(b" \t\r\n,")
_OPENING: Final = table_of(b"{$%@[(&+|\\-=/~")
"""First signs of what is filled in elsewhere, of a path, or of another option."""
_PASSWORD: Final = np.frombuffer(b"password", np.uint8)


class _Values(NamedTuple):
    start: Offsets
    end: Offsets
    kind: str
    needs_sorts: bool
    """Only a value of mixed signs is one: what stands there may be a word."""


def find_in_commands(text: Text, word: Offsets, end: Offsets, ends: Ends) -> npt.NDArray[np.void]:
    """Passwords behind WORDS, given by their number and where they end."""
    groups = (STRINGS, COMMANDS, ATTRIBUTES, OPTIONS, NETRC, CONNECT)
    border = np.cumsum([len(group) for group in groups])
    group = np.searchsorted(border, word, "right")
    strings, commands, attributes, options, netrc, connect = (end[group == at] for at in range(len(groups)))
    chars = text.folded.chars
    found = []
    if len(strings):
        found.append(_take(text, _Values(strings, ends(strings, VALUE), "connection-string", needs_sorts=False)))
    if len(commands):
        found.append(_take(text, _find_behind(chars, commands, ends)))
    if len(attributes):
        found.append(_find_in_attributes(text, attributes, word[group == 2] - border[1], ends))
    if len(netrc):
        found.append(_take(text, _find_logins(chars, netrc, ends)))
    if len(connect):
        found.append(_take(text, _find_third_string(chars, connect)))
    if len(options):
        found += [_take(text, values) for values in _find_options(chars, options, ends)]
    return join_candidates(found)


def _take(text: Text, values: _Values) -> npt.NDArray[np.void]:
    start, end = values.start, values.end
    end = end - table_of(b",.)")[text.folded.chars.take(np.maximum(end - 1, 0), mode="clip")]
    fits = (end - start >= LEAST_CHARS) & (end - start <= LONGEST_CHARS)
    fits &= ~_OPENING[text.folded.chars.take(start, mode="clip")]
    start, end = start[fits], end[fits]
    if not len(start):
        return np.zeros(0, CANDIDATE)
    made = make_of(text, start, end)
    real = ~is_placeholder(text, start, end) & ~made.is_letters & (made.is_strong | (not values.needs_sorts))
    evidence = np.full(len(start), Evidence.GROUPING, np.uint64)
    mark(evidence, ~made.is_strong, Note.WEAK_FORM)
    return make_candidates(start[real], end[real], evidence[real], kind=NUMBER_OF[values.kind])


def _find_behind(chars: Bytes, start: Offsets, ends: Ends) -> _Values:
    start = start + _QUOTES[chars.take(start, mode="clip")]
    return _Values(start, ends(start, VALUE), "password", needs_sorts=True)


def _find_in_attributes(text: Text, start: Offsets, which: Offsets, ends: Ends) -> npt.NDArray[np.void]:
    """Values of settings that are named as passwords, or as keys and drawn at random."""
    length = np.array([len(word) for word in ATTRIBUTES])[which]
    name_end = start - length
    start = start + _QUOTES[text.folded.chars.take(start, mode="clip")]
    end = ends(start, VALUE)
    for _ in range(_INDENT_CHARS):
        before = text.folded.chars.take(np.maximum(name_end - 1, 0), mode="clip")
        name_end = name_end - ((_BETWEEN[before] | _QUOTES[before]) & (name_end > 0))
    named = ends_word(text, name_end, PASSWORD_ENDINGS)
    keyed = ends_word(text, name_end, SECRET_ENDINGS) & (end - start >= LEAST_CHARS)
    rows = np.flatnonzero(keyed)
    keyed[rows] = make_of(text, start[rows], end[rows]).is_random if len(rows) else keyed[rows]
    return np.concatenate(
        [
            _take(text, _Values(start[named], end[named], "password", needs_sorts=False)),
            _take(text, _Values(start[keyed], end[keyed], "secret", needs_sorts=True)),
        ]
    )


def _find_options(chars: Bytes, start: Offsets, ends: Ends) -> tuple[_Values, _Values]:
    """``-u user:password``, and ``-u user -p password``."""
    start = start + (chars.take(start, mode="clip") == ord(" "))
    start = start + _QUOTES[chars.take(start, mode="clip")]
    end = ends(start, VALUE)
    shown = window(chars, start, _USER_CHARS)
    colon = first_column(shown == ord(":"))
    tied = (colon > 0) & (start + colon < end)
    both = _Values((start + colon + 1)[tied], end[tied], "password", needs_sorts=True)
    option = end[~tied & (end > start)]
    option = option + _QUOTES[chars.take(option, mode="clip")]
    behind = window(chars, option, 4)
    follows = (behind[:, 0] == ord(" ")) & (behind[:, 1] == ord("-")) & ((behind[:, 2] | np.uint8(32)) == ord("p"))
    parted = table_of(b" =")[behind[:, 3]]
    value = (option + 3 + parted)[follows]
    value = value + _QUOTES[chars.take(value, mode="clip")]
    return both, _Values(value, ends(value, VALUE), "password", needs_sorts=True)


def _find_logins(chars: Bytes, start: Offsets, ends: Ends) -> _Values:
    """``login user password ...``, on one line or two."""
    start = start[table_of(b" \t")[chars.take(start, mode="clip")]] + 1
    at = ends(start, VALUE)
    for _ in range(_GAP_CHARS):
        at = at + _BLANKS[chars.take(at, mode="clip")]
    led = (window(chars, at, len(_PASSWORD)) == _PASSWORD).all(axis=1)
    value = at[led] + len(_PASSWORD)
    parted = table_of(b" \t")[chars.take(value, mode="clip")]
    value = value[parted] + 1
    return _Values(value, ends(value, VALUE), "password", needs_sorts=True)


def _find_third_string(chars: Bytes, start: Offsets) -> _Values:
    """The third of three quoted arguments."""
    quotes = np.flatnonzero(chars == ord('"')) if len(start) else np.zeros(0, np.int64)
    quotes = np.append(quotes, np.full(6, len(chars) + _STATEMENT_CHARS))
    at = np.searchsorted(quotes[:-6], start)[:, None] + np.arange(6)
    q = quotes[np.minimum(at, len(quotes) - 1)]
    near = (q[:, 5] - start <= _STATEMENT_CHARS) if len(start) else np.zeros(0, np.bool_)
    q = q[near]
    fits = np.ones(len(q), np.bool_)
    for one in (1, 3):  # nothing but a comma and blanks between the strings
        between = window(chars, q[:, one] + 1, _GAP_CHARS)
        gap = (q[:, one + 1] - q[:, one] - 1)[:, None]
        fits &= (gap[:, 0] <= _GAP_CHARS) & (_BETWEEN[between] | (np.arange(_GAP_CHARS) >= gap)).all(axis=1)
    return _Values(q[fits, 4] + 1, q[fits, 5], "password", needs_sorts=True)
