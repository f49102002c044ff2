"""Tokens and keys that their issuers mark with a prefix, hashes of passwords, JSON Web Tokens and private keys.

The prefixes, alphabets and lengths are what the vendors publish. All beginnings are looked for
at once; what follows is looked at only there.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Evidence
from meibo_detectors.general.base64_text import IS_BASE64, decode_rows
from meibo_detectors.general.credential_commands import WORDS, find_in_commands
from meibo_detectors.general.credential_kinds import NUMBER_OF
from meibo_detectors.general.credential_values import is_placeholder
from meibo_detectors.general.literals import Literals
from meibo_detectors.general.rows_of_text import contain, count_signs, in_capitals
from meibo_detectors.kernels.alphabet_runs import find_run_ends
from meibo_detectors.model import CANDIDATE, join_candidates, make_candidates
from meibo_detectors.normalise import Bytes, Offsets, Truth, is_digit, is_letter, table_of
from meibo_detectors.text import Text
from meibo_detectors.windows import first_column, window, window_within

ALPHANUMERIC: Final = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
WORD: Final = ALPHANUMERIC + b"_"
DASHED: Final = WORD + b"-"
DOTTED: Final = DASHED + b"."
BASE32: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
HEX: Final = b"0123456789abcdef"
PADDED: Final = ALPHANUMERIC + b"+/="
PATH: Final = ALPHANUMERIC + b"/"
URL: Final = ALPHANUMERIC + b"!$*+,;:@-._~"
CRYPT: Final = ALPHANUMERIC + b"./$=,+_-"


class Form(NamedTuple):
    """How the tokens of one issuer look."""

    kind: str
    prefixes: tuple[bytes, ...]
    alphabet: bytes
    """Of what follows the prefix."""
    least: int
    most: int
    """Characters that follow the prefix."""


FORMS: Final = (
    Form("aws-key", (b"AKIA", b"ASIA"), BASE32, 16, 16),
    Form("gcp-key", (b"AIza",), DASHED, 35, 35),
    Form("gcp-key", (b"GOCSPX-",), DASHED, 28, 28),
    Form("gcp-key", (b"ya29.",), DASHED, 60, 1024),
    Form("azure-key", (b"AccountKey=",), PADDED, 88, 88),
    Form("azure-key", (b"SharedAccessKey=", b"?sig=", b"&sig="), PADDED, 44, 44),
    Form("github-token", (b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_"), ALPHANUMERIC, 36, 255),
    Form("github-token", (b"github_pat_",), WORD, 82, 82),
    Form("gitlab-token", (b"glpat-", b"gldt-", b"glrt-", b"glptt-"), DOTTED, 20, 64),
    Form("slack-token", (b"xoxb-", b"xoxp-", b"xoxa-", b"xoxr-", b"xoxs-", b"xoxe-", b"xapp-"), DASHED, 24, 255),
    Form("slack-token", (b"hooks.slack.com/services/T",), PATH, 40, 64),
    Form("stripe-key", (b"sk_live_", b"rk_live_"), ALPHANUMERIC, 24, 255),
    Form("sendgrid-key", (b"SG.",), DOTTED, 66, 66),
    Form("openai-key", (b"sk-",), ALPHANUMERIC, 48, 48),
    Form("openai-key", (b"sk-proj-", b"sk-svcacct-", b"sk-admin-"), DASHED, 40, 255),
    Form("anthropic-key", (b"sk-ant-",), DASHED, 80, 255),
    Form("huggingface-token", (b"hf_",), ALPHANUMERIC, 34, 40),
    Form("npm-token", (b"npm_",), ALPHANUMERIC, 36, 36),
    Form("pypi-token", (b"pypi-AgE",), DASHED, 50, 512),
    Form("secret", (b"shpat_", b"shpss_", b"dapi"), HEX, 32, 32),
    Form("secret", (b"dop_v1_",), HEX, 64, 64),
    Form("secret", (b"glsa_",), WORD, 41, 41),
    Form("secret", (b"AGE-SECRET-KEY-1",), BASE32 + b"01", 58, 58),
    Form("password-hash", (b"$2a$", b"$2b$", b"$2y$"), CRYPT, 56, 56),
    Form("password-hash", (b"$6$",), CRYPT, 88, 128),
    Form("password-hash", (b"$5$",), CRYPT, 45, 88),
    Form("password-hash", (b"$1$", b"$apr1$"), CRYPT, 24, 31),
    Form("password-hash", (b"$y$",), CRYPT, 50, 160),
    Form("password-hash", (b"$argon2id$", b"$argon2i$", b"$argon2d$"), CRYPT, 50, 255),
    Form("password-hash", (b"pbkdf2_sha256$", b"{SSHA}", b"{SSHA256}", b"{SSHA512}"), CRYPT, 32, 255),
    Form("url-password", (b"?password=", b"&password=", b"?passwd=", b"&passwd=", b"&pwd=", b"&pass="), URL, 4, 64),
    Form("secret", (b"Bearer ", b"bearer "), DOTTED + b"+/=", 24, 2048),
)
SHOWN_CHARS: Final = 64
LEAST_DISTINCT: Final = 8
STAND_INS: Final = (
    b"EXAMPLE",
    b"XXXX",
    b"YOUR",
    b"DUMMY",
    b"SAMPLE",
    b"PLACEHOLDER",
    b"REDACTED",
    b"1234567890",
    b"ABCDEFGH",
)
"""Words that show, in capitals, that a token is none."""
_JWT: Final = b"eyJ"
_HEADER_CHARS: Final = 120
_PART_CHARS: Final = 10
_SIGNATURE_CHARS: Final = 20
_BEGIN: Final = b"-----BEGIN "
_END: Final = b"-----END "
_TITLE_CHARS: Final = 40
_BODY_CHARS: Final = 400
_BODY_RUN: Final = 40
LONGEST_KEY_CHARS: Final = 16384
_BASIC: Final = (b"Basic ", b"basic ")
_BASIC_CHARS: Final = 96
_OTHERS: Final = 3
"""Sorts of beginnings that are neither tokens' prefixes nor words of commands."""

Hits = tuple[Offsets, Offsets]
"""Where prefixes begin and end."""


def find_tokens(text: Text) -> npt.NDArray[np.void]:
    """All tokens, hashes and keys of a text that their own form tells."""
    chars = text.folded.chars
    number, start, end = _literals().find(chars)
    if not len(number):
        return np.zeros(0, CANDIDATE)
    which = _owners()[number]
    ends = functools.partial(_find_ends, chars)
    rows = []
    for at, form in enumerate(FORMS):
        hit = which == at
        if hit.any():
            rows.append(_match(text, form, (start[hit], end[hit]), ends))
    for at, find in enumerate((_find_jwts, _find_private_keys, _find_basic), len(FORMS)):
        hit = which == at
        if hit.any():
            rows.append(find(chars, (start[hit], end[hit]), ends))
    hit = which >= len(FORMS) + _OTHERS
    if hit.any():
        rows.append(find_in_commands(text, which[hit] - len(FORMS) - _OTHERS, end[hit], ends))
    return join_candidates(rows)


@functools.cache
def _prefixes() -> tuple[tuple[bytes, int], ...]:
    forms = [(prefix, at) for at, form in enumerate(FORMS) for prefix in form.prefixes]
    others = [(_JWT, len(FORMS)), (_BEGIN, len(FORMS) + 1), *((word, len(FORMS) + 2) for word in _BASIC)]
    commands = [(word, len(FORMS) + _OTHERS + at) for at, word in enumerate(WORDS)]
    return (*forms, *others, *commands)


@functools.cache
def _literals() -> Literals:
    return Literals([prefix for prefix, _ in _prefixes()])


@functools.cache
def _owners() -> Offsets:
    return np.array([owner for _, owner in _prefixes()], np.int64)


def _find_ends(chars: Bytes, start: Offsets, alphabet: bytes) -> Offsets:
    """The first character from each start on that is none of the alphabet."""
    end = np.empty(len(start), np.int64)
    find_run_ends(chars, np.ascontiguousarray(start), table_of(alphabet).view(np.uint8), end)
    return end


Ends = Callable[[Offsets, bytes], Offsets]


def _match(text: Text, form: Form, hits: Hits, ends: Ends) -> npt.NDArray[np.void]:
    """The hits of one form's prefixes that have its length and look drawn at random."""
    chars = text.folded.chars
    start, body = hits
    end = ends(body, form.alphabet)
    end -= table_of(b".")[chars.take(end - 1, mode="clip")]  # of the sentence
    length = end - body
    fits = (length >= form.least) & (length <= form.most) & ~_is_glued(chars, start)
    start, body, end = start[fits], body[fits], end[fits]
    drawn = ~(is_placeholder(text, body, end) if form.kind == "url-password" else is_stand_in(chars, body, end))
    start, body, end = start[drawn], body[drawn], end[drawn]
    if form.prefixes[0][-1:] in b" =":  # a word before the token is none of it
        start = body
    evidence = np.full(len(start), Evidence.GROUPING, np.uint64)
    return make_candidates(start, end, evidence, kind=NUMBER_OF[form.kind])


def _is_glued(chars: Bytes, start: Offsets) -> Truth:
    """Whether a letter, a digit or an underscore goes on before; signs as the first of a prefix part by themselves."""
    before, first = window(chars, start - 1, 1)[:, 0], chars[start]
    word = is_letter(first) | is_digit(first)
    return np.asarray(word & (is_letter(before) | is_digit(before) | (before == ord("_"))))


def is_stand_in(chars: Bytes, start: Offsets, end: Offsets) -> Truth:
    """Whether each stretch repeats few signs, holds a word that stands in for a token, or holds no digit or letter."""
    shown = window_within(chars, start, end, SHOWN_CHARS)
    found = (count_signs(shown) < LEAST_DISTINCT) | ~is_digit(shown).any(axis=1) | ~is_letter(shown).any(axis=1)
    return np.asarray(found | contain(in_capitals(shown), STAND_INS))


def _find_jwts(chars: Bytes, hits: Hits, ends: Ends) -> npt.NDArray[np.void]:
    """Three parts with dots between, of which the first decodes to a header with an algorithm, the second to an object."""
    start = hits[0]
    start = start[~_is_glued(chars, start)]
    first = ends(start, DASHED)
    second = ends(first + 1, DASHED)
    third = ends(second + 1, DASHED)
    dotted = (chars.take(first, mode="clip") == ord(".")) & (chars.take(second, mode="clip") == ord("."))
    long = (first - start >= _PART_CHARS) & (second - first > _PART_CHARS) & (third - second > _SIGNATURE_CHARS)
    opened = (window(chars, first + 1, len(_JWT)) == np.frombuffer(_JWT, np.uint8)).all(axis=1)
    fits = dotted & long & opened
    start, first, third = start[fits], first[fits], third[fits]
    header = window(chars, start, _HEADER_CHARS)
    header[np.arange(_HEADER_CHARS) >= (first - start)[:, None]] = ord("A")
    decodes = contain(decode_rows(header), (b'"alg"',))
    start, third = start[decodes], third[decodes]
    return make_candidates(start, third, np.full(len(start), Evidence.DECODES, np.uint64), kind=NUMBER_OF["jwt"])


def _find_private_keys(chars: Bytes, hits: Hits, _: Ends) -> npt.NDArray[np.void]:
    """Blocks of PEM and OpenPGP with a key in them (RFC 7468), each one finding from its first line to its last."""
    start, title = hits
    length = first_column(window(chars, title, _TITLE_CHARS) == ord("-"))
    shown = window_within(chars, title, title + length, _TITLE_CHARS)
    private = contain(shown, (b"PRIVATE KEY",)) & (length < _TITLE_CHARS)
    start, body = start[private], (title + length)[private]
    keyed = _has_run(chars, body)
    start, body = start[keyed], body[keyed]
    closing = _find_all(chars, _END)
    found = np.append(closing, len(chars))[np.searchsorted(closing, body)]
    last = found + len(_END) + (body - start - len(_BEGIN)) + len("-----")
    within = (found - body <= LONGEST_KEY_CHARS) & (last <= len(chars))
    last = np.where(within, last, body + len("-----"))
    evidence = np.full(len(start), Evidence.GROUPING, np.uint64)
    return make_candidates(start, last, evidence, kind=NUMBER_OF["private-key"])


def _has_run(chars: Bytes, start: Offsets) -> Truth:
    """Whether soon after each start so many signs of base64 follow each other as no words do."""
    stops = np.concatenate([[-1], np.flatnonzero(~IS_BASE64[chars]), [len(chars)]])
    runs = np.append(stops[:-1][np.diff(stops) > _BODY_RUN], len(chars) + _BODY_CHARS)
    return np.asarray(runs[np.searchsorted(runs, start)] - start <= _BODY_CHARS)


def _find_all(chars: Bytes, word: bytes) -> Offsets:
    hyphen = np.flatnonzero(chars == word[0])
    hyphen = hyphen[chars.take(hyphen + len(word) - 1, mode="clip") == word[-1]]
    same = (window(chars, hyphen, len(word)) == np.frombuffer(word, np.uint8)).all(axis=1)
    found: Offsets = hyphen[same]
    return found


def _find_basic(chars: Bytes, hits: Hits, ends: Ends) -> npt.NDArray[np.void]:
    """User and password of HTTP's basic authentication (RFC 7617): they decode to printable signs with a colon."""
    start = hits[1][~_is_glued(chars, hits[0])]
    end = ends(start, PADDED)
    length = end - start
    fits = (length >= 8) & (length <= _BASIC_CHARS) & (length % 4 == 0)
    start, end, length = start[fits], end[fits], length[fits]
    shown = window(chars, start, _BASIC_CHARS)
    padding = (shown == ord("=")) & (np.arange(_BASIC_CHARS) < length[:, None])
    size = length // 4 * 3 - padding.sum(axis=1)
    decoded = decode_rows(shown)
    held = np.arange(decoded.shape[1]) < size[:, None]
    printable = (((decoded >= 32) & (decoded < 127)) | ~held).all(axis=1)
    colon = first_column((decoded == ord(":")) & held)
    drawn = printable & (colon > 0) & (colon < size - 3)
    start, end = start[drawn], end[drawn]
    return make_candidates(start, end, np.full(len(start), Evidence.DECODES, np.uint64), kind=NUMBER_OF["password"])
