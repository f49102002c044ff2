"""E-mail addresses: メールアドレス.

Format: a local part of at most 64 characters, ``@``, a domain of at most 253 whose last label IANA lists.
Spellings: full width, carrier forms with two dots or a dot before the ``@`` (docomo, au, until 2009), kanji in the local
part or the domain (EAI, IDN), ``taro [at] example.jp``.
Check digit: none; the top-level domain is looked up.
False friends: ``git@host:path``, ``name@1.2.3``, ``icon@2x.png``; role addresses and reserved domains are no person's.

>>> normalise("Taro＠Example.CO.JP")
'taro@example.co.jp'
"""

from __future__ import annotations

import contextlib
import functools
import re
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.tables import top_level_domains
from meibo_detectors.dictionaries.word_table import WordTable, make_word_table
from meibo_detectors.evidence import Evidence, Note, has
from meibo_detectors.evidence import mark as mark_evidence
from meibo_detectors.general.at_signs import find_signs
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey, make_candidates
from meibo_detectors.normalise import (
    HIRAGANA,
    KANJI,
    KATAKANA,
    PROLONGED,
    Bytes,
    Offsets,
    Truth,
    fold_value,
    table_of,
)
from meibo_detectors.text import Text
from meibo_detectors.text_hash import hash_word
from meibo_detectors.windows import window

LOCAL_CHARS: Final = 64
DOMAIN_CHARS: Final = 253
_SIGN: Final = re.compile(r"\s*[\[(]at[\])]\s*|★|%40")
"""Spellings of the at sign after folding."""
ROLES: Final = (
    "info", "support", "sales", "contact", "office", "noreply", "no-reply", "no_reply", "donotreply", "do-not-reply",
    "postmaster", "webmaster", "admin", "administrator", "root", "abuse", "hostmaster", "help", "helpdesk", "inquiry",
    "toiawase", "mail", "master", "news", "press", "recruit", "saiyo", "mailer-daemon", "soumu", "keiri", "jinji", "eigyo",
    "privacy", "kojinjoho", "kojin", "pmark", "soudan", "kouhou", "shop", "order", "service", "customer",
)  # fmt: skip
CARRIERS: Final = ("docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp", "i.softbank.jp", "vodafone.ne.jp")
RESERVED: Final = (
    "example.com", "example.net", "example.org", "example.jp", "example.co.jp", "example.ne.jp", "example.or.jp", "example.ac.jp",
    "example.go.jp", "example.gr.jp", "example.ed.jp", "example.lg.jp", "example.edu",
)  # fmt: skip
RESERVED_SUFFIXES: Final = tuple(f".{domain}" for domain in RESERVED)
RESERVED_LAST: Final = ("example", "test", "invalid", "localhost", "local")
ENDING_CHARS: Final = 24
"""As long as the longest top-level domain."""
_GLANCE_CHARS: Final = 24
"""Hardly any local part, domain or ending is longer."""
_IS_AUTHORITY: Final = table_of(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$*+/:")
"""What may stand between a URL's scheme and its at sign."""
_IS_MARK: Final = table_of(b".-+%'&")
_IS_TIE: Final = table_of(b".-")
_IS_PATH: Final = table_of(b"/~")
_IS_NO_DOT: Final = ~table_of(b".")


@functools.cache
def _tables() -> tuple[Truth, Truth, Truth]:
    """For each folded character: may stand in a local part, in a domain, in an international label."""
    tables = np.zeros((3, 256), np.bool_)
    letters = [*range(48, 58), *range(65, 91), *range(97, 123), ord("-")]
    tables[0, [*letters, *b"._%+'&"]] = True
    tables[1, [*letters, ord(".")]] = True
    tables[2, [*letters, KANJI, HIRAGANA, KATAKANA, PROLONGED]] = True
    return tables[0], tables[1], tables[2]


_ORDINARY, _SPECIAL = 0, 1


@functools.cache
def _endings() -> WordTable:
    """Top-level domains; the number of reserved ones is _SPECIAL."""
    known = (domain.decode() for domain in top_level_domains())
    return make_word_table([*known, *(f"{word}\t{_SPECIAL}" for word in RESERVED_LAST)])


@functools.cache
def _sites() -> WordTable:
    """Domains that are told apart; the number of reserved ones is _SPECIAL, that of carriers _ORDINARY."""
    return make_word_table([*CARRIERS, *(f"{word}\t{_SPECIAL}" for word in RESERVED)])


@functools.cache
def _suffixes() -> WordTable:
    return make_word_table(RESERVED_SUFFIXES)


@functools.cache
def _roles() -> WordTable:
    return make_word_table(ROLES)


def find(text: Text) -> npt.NDArray[np.void]:
    """Local part, sign and domain around every at sign, in each of its spellings."""
    folded = text.folded
    return np.concatenate([_look_around(text, left, right, form) for left, right, form in find_signs(folded)])


def _look_around(text: Text, left: Offsets, right: Offsets, form: int) -> npt.NDArray[np.void]:
    """Candidates whose local part ends at ``left`` and whose domain begins at ``right``."""
    chars = text.folded.chars
    in_local, in_domain, in_label = _tables()
    before, after = window(chars, left - 1, 1)[:, 0], window(chars, right, 1)[:, 0]
    promising = (in_local | in_label)[before] & in_label[after]  # most at signs of code and of hostile files are alone
    left, right = left[promising], right[promising]
    if not len(left):
        return np.zeros(0, CANDIDATE)
    local_length = _measure(chars, left, in_local, LOCAL_CHARS + 1, step=-1)
    international = local_length == 0
    rows = np.flatnonzero(international)
    local_length[rows] = _measure(chars, left[rows], in_label | in_local, LOCAL_CHARS + 1, step=-1)
    marks = _measure(chars, left - local_length, _IS_MARK, LOCAL_CHARS)
    local_length -= np.minimum(marks, local_length)  # "..." or a quotation mark before an address
    domain_length = _measure(chars, right, in_domain, DOMAIN_CHARS + 1)
    rows = np.flatnonzero(domain_length == 0)
    label_length = _measure(chars, right[rows], in_label, DOMAIN_CHARS + 1)
    rest = right[rows] + label_length
    tail = _measure(chars, rest, in_domain, DOMAIN_CHARS + 1)
    is_wide = (label_length > 0) & (tail > 1) & (window(chars, rest, 1)[:, 0] == ord("."))
    domain_length[rows[is_wide]] = (label_length + tail)[is_wide]
    international[rows[is_wide]] = True
    for _ in range(3):  # a full stop or hyphen behind an address
        last = chars.take(right + domain_length - 1, mode="clip")
        domain_length -= (domain_length > 0) & _IS_TIE[last]
    keep = (local_length > 0) & (local_length <= LOCAL_CHARS) & (domain_length >= 4) & (domain_length <= DOMAIN_CHARS)
    left, right = left[keep], right[keep]
    return _weigh(
        text, (left - local_length[keep], left), (right, right + domain_length[keep]), international[keep], form
    )


def _weigh(
    text: Text, local: tuple[Offsets, Offsets], domain: tuple[Offsets, Offsets], international: Truth, form: int
) -> npt.NDArray[np.void]:
    """Candidates of local parts and domains, each with its start and end."""
    chars, hashes = text.folded.chars, text.hashes
    (start, left), (right, end) = local, domain
    name, site = hashes.of(start, left), _sites().find(hashes.of(right, end))
    ending_start = end - _measure(chars, end, _IS_NO_DOT, ENDING_CHARS, step=-1)
    ending = _endings().find(hashes.of(ending_start, end))
    dots = _find_touching_dots(chars)
    odd = _holds_any(dots[chars[dots] == chars[dots + 1]], start, left - 1) | (chars[left - 1] == ord("."))
    is_carrier = site == _ORDINARY
    reserved = (site == _SPECIAL) | (ending == _SPECIAL)
    for length in {len(suffix) for suffix in RESERVED_SUFFIXES}:
        reserved |= (end - right >= length) & _suffixes().holds(hashes.of(end - length, end))
    follows, beyond = window(chars, end, 2).T
    is_path = (follows == ord(":")) & (_IS_PATH[beyond] | (name == hash_word("git")))
    keep = (ending >= 0) & (ending_start > right) & _has_sound_labels(chars, dots, right, end)
    keep &= (~odd | is_carrier) & ~is_path & ~_is_in_url_authority(chars, start)
    evidence = np.full(len(left), form | int(Evidence.TOP_LEVEL_DOMAIN), np.uint64)
    mark_evidence(evidence, odd, Evidence.CARRIER_FORM)
    mark_evidence(evidence, reserved, Evidence.RESERVED_DOMAIN)
    mark_evidence(evidence, _roles().holds(name), Evidence.ROLE_ADDRESS)
    mark_evidence(evidence, international, Evidence.INTERNATIONAL_ADDRESS)
    return make_candidates(start[keep], end[keep], evidence[keep])


def _is_in_url_authority(chars: Bytes, start: Offsets) -> Truth:
    """Whether ``scheme://user:`` stands directly before: then what looks like a local part is a user or a password."""
    length = _measure(chars, start, _IS_AUTHORITY, LOCAL_CHARS, step=-1)
    found = length > 1
    rows = np.flatnonzero(found)
    slash = window(chars, start[rows] - LOCAL_CHARS, LOCAL_CHARS)[:, ::-1] == ord("/")
    double = slash[:, :-1] & slash[:, 1:]
    found[rows] = (double & (np.arange(LOCAL_CHARS - 1) + 1 < length[rows, None])).any(axis=1)
    return found


def _find_touching_dots(chars: Bytes) -> Offsets:
    """Where a dot touches the dot or hyphen behind it, or a hyphen the dot; ascending."""
    dot = chars == ord(".")
    tie = dot | (chars == ord("-"))
    return np.flatnonzero((dot[:-1] & tie[1:]) | (tie[:-1] & dot[1:]))


def _holds_any(positions: Offsets, start: Offsets, end: Offsets) -> Truth:
    """Whether any of these positions (ascending) lies in each stretch."""
    return np.asarray(np.searchsorted(positions, start) < np.searchsorted(positions, end))


def _has_sound_labels(chars: Bytes, touching_dots: Offsets, start: Offsets, end: Offsets) -> Truth:
    """No label of a domain is empty, begins or ends with a hyphen, or is longer than 63 characters."""
    sound = ~_holds_any(touching_dots, start, end - 1) & (chars[start] != ord("-"))
    for at in np.flatnonzero(end - start > 63):  # rare: hardly any domain is so long
        sound[at] &= max(map(len, chars[start[at] : end[at]].tobytes().split(b"."))) <= 63
    return np.asarray(sound)


def _measure(chars: Bytes, start: Offsets, allowed: Truth, longest: int, step: int = 1) -> Offsets:
    """How many allowed characters stand in a row from each start on, or before it (``step`` -1), at most ``longest``.

    Most rows are short: the longer ones are looked at twice.
    """
    length = np.zeros(len(start), np.int64)
    rows = np.flatnonzero(allowed[window(chars, start if step > 0 else start - 1, 1)[:, 0]])
    for width in (min(_GLANCE_CHARS, longest), longest):
        seen = window(chars, start[rows] if step > 0 else start[rows] - width, width)[:, ::step]
        stops = ~allowed[seen]
        length[rows] = np.where(stops.any(axis=1), stops.argmax(axis=1), width)
        rows = rows[length[rows] == width]
    return length


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High for an ordinary address; medium for unusual forms; low where no person is behind it."""
    evidence = candidates["evidence"]
    nobody = has(evidence, Evidence.ROLE_ADDRESS | Evidence.RESERVED_DOMAIN) | context.is_other
    unusual = has(evidence, Evidence.CARRIER_FORM | Evidence.INTERNATIONAL_ADDRESS)
    scores = np.select([nobody | has(evidence, Evidence.OBFUSCATED), unusual, context.has_label], [40, 75, 95], 92)
    scores[has(evidence, Note.NEEDS_LABEL) & ~context.has_label] = 0
    return scores.astype(np.uint8)


def normalise(value: str) -> str:
    """Half-width and in lower case, with a plain at sign; a domain of kanji as it is registered (IDNA).

    >>> normalise("taro@日本語.jp")
    'taro@xn--wgv71a119e.jp'
    """
    local, sign, domain = _SIGN.sub("@", fold_value(value)).rpartition("@")
    if not domain.isascii():
        with contextlib.suppress(UnicodeError):
            domain = domain.encode("idna").decode("ascii")
    return f"{local}{sign}{domain}"


def mask(value: str) -> str:
    """The first character and the domain; nothing at all where the at sign cannot be told.

    >>> mask("taro@example.com"), mask("ｔａｒｏ％４０meibo.co.jp")
    ('t***@example.com', 't***@meibo.co.jp')
    """
    local, sign, domain = _SIGN.sub("@", fold_value(value)).rpartition("@")
    return f"{local[:1]}***{sign}{domain}" if sign else "***"


DETECTOR: Final = Detector(
    id="email",
    title_ja="メールアドレス",
    title_en="E-mail address",
    risk_class="C2",
    rules_ja=(
        "書式が正しく、実在するトップレベルドメイン",
        "携帯会社の変則的な点、漢字を含むもの",
        "役割アドレス、予約ドメイン、@ を文字で書いたもの",
    ),
    rules_en=(
        "well-formed, with a top-level domain that exists",
        "carrier forms with misplaced dots, kanji in local part or domain",
        "role addresses, reserved domains, spelled-out at signs",
    ),
    labels=(
        "メールアドレス", "メール", "電子メール", "eメール", "連絡先", "ご連絡先", "e-mail", "email", "mail", "mailto", "email address",
        "mail address",
    ),
    other_labels=("message-id", "message id", "in-reply-to", "references", "content-id"),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    hides_labels=True,
    person_key=PersonKey.EMAIL,
    speaks_of_person=True,
    heeds_names=False,
    refuses_reference_numbers=False,
)  # fmt: skip
