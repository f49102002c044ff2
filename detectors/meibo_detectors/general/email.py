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
    Folded,
    Offsets,
    Truth,
    fold_value,
    table_of,
    window,
)
from meibo_detectors.text import Text

LOCAL_CHARS: Final = 64
DOMAIN_CHARS: Final = 253
_SIGN: Final = re.compile(r"\s*[\[(]at[\])]\s*|★|%40")
"""Spellings of the at sign after folding."""
ROLES: Final = np.array(
    b"""info support sales contact office noreply no-reply no_reply donotreply do-not-reply postmaster webmaster admin
    administrator root abuse hostmaster help helpdesk inquiry toiawase mail master news press recruit saiyo mailer-daemon
    soumu keiri jinji eigyo""".split()
)
CARRIERS: Final = np.array(b"docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp vodafone.ne.jp".split())
RESERVED: Final = np.array(b"example.com example.net example.org example.jp example.co.jp example.ne.jp".split())
RESERVED_LAST: Final = np.array(b"example test invalid localhost local".split())
ENDING_CHARS: Final = 24
"""Longer than any top-level domain."""
VALUE_CHARS: Final = 64
"""How much of a local part or domain is compared with the lists above."""
_GLANCE_CHARS: Final = 32
_AUTHORITY: Final = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$*+/:"
"""What may stand between a URL's scheme and its at sign."""


@functools.cache
def _tables() -> tuple[Truth, Truth, Truth]:
    """For each folded character: may stand in a local part, in a domain, in an international label."""
    tables = np.zeros((3, 256), np.bool_)
    letters = [*range(48, 58), *range(65, 91), *range(97, 123), ord("-")]
    tables[0, [*letters, *b"._%+'&"]] = True
    tables[1, [*letters, ord(".")]] = True
    tables[2, [*letters, KANJI, HIRAGANA, KATAKANA, PROLONGED]] = True
    return tables[0], tables[1], tables[2]


@functools.cache
def _known_endings() -> npt.NDArray[np.bytes_]:
    return np.array(sorted(top_level_domains() | set(RESERVED_LAST.tolist())), f"S{ENDING_CHARS}")


def find(text: Text) -> npt.NDArray[np.void]:
    """Local part, sign and domain around every at sign, in each of its spellings."""
    folded = text.folded
    return np.concatenate([_look_around(folded, left, right, form) for left, right, form in find_signs(folded)])


def _look_around(folded: Folded, left: Offsets, right: Offsets, form: int) -> npt.NDArray[np.void]:
    """Candidates whose local part ends at ``left`` and whose domain begins at ``right``."""
    chars = folded.chars
    in_local, in_domain, in_label = _tables()
    before, after = window(chars, left - 1, 1)[:, 0], window(chars, right, 1)[:, 0]
    promising = (in_local | in_label)[before] & in_label[after]  # most at signs of code and of hostile files are alone
    left, right = left[promising], right[promising]
    if not len(left):
        return np.zeros(0, CANDIDATE)
    behind = window(chars, left - LOCAL_CHARS - 1, LOCAL_CHARS + 1)[:, ::-1]
    local_length = _run_length(in_local[behind])
    international = np.zeros(len(left), np.bool_)
    wide = _run_length(in_label[behind] | in_local[behind])
    kanji_only = (local_length == 0) & (wide > 0)
    local_length = np.where(kanji_only, wide, local_length)
    international |= kanji_only
    marks = _run_length(table_of(b".-+%'&")[window(chars, left - local_length, LOCAL_CHARS)])
    local_length -= np.minimum(marks, local_length)  # "..." or a quotation mark before an address
    domain_length = _measure(chars, right, in_domain, DOMAIN_CHARS + 1)
    label_length = _measure(chars, right, in_label, DOMAIN_CHARS + 1)
    is_wide = (label_length > 0) & (domain_length == 0)
    if is_wide.any():
        rest = _measure(chars, right + label_length, in_domain, DOMAIN_CHARS + 1)
        tail = np.where(window(chars, right + label_length, 1)[:, 0] == ord("."), rest, 0)
        is_wide &= tail > 1
        domain_length = np.where(is_wide, label_length + tail, domain_length)
        international |= is_wide
    for _ in range(3):  # a full stop or hyphen behind an address
        last = chars[np.clip(right + domain_length - 1, 0, len(chars) - 1)]
        domain_length -= (domain_length > 0) & table_of(b".-")[last]
    keep = (local_length > 0) & (local_length <= LOCAL_CHARS) & (domain_length >= 4) & (domain_length <= DOMAIN_CHARS)
    return _weigh(chars, left[keep], right[keep], local_length[keep], domain_length[keep], international[keep], form)


def _weigh(
    chars: Bytes,
    left: Offsets,
    right: Offsets,
    local_length: Offsets,
    domain_length: Offsets,
    international: Truth,
    form: int,
) -> npt.NDArray[np.void]:
    local = _lower(window(chars, left - local_length, VALUE_CHARS), local_length)
    domain = _lower(window(chars, right, max(VALUE_CHARS, int(domain_length.max(initial=0)))), domain_length)
    behind = window(chars, right + domain_length - ENDING_CHARS, ENDING_CHARS)[:, ::-1]
    ending_length = _run_length(behind != ord("."))
    ending = _as_text(_lower(window(chars, right + domain_length - ending_length, ENDING_CHARS), ending_length))
    known = (
        _is_listed(ending, _known_endings())
        & (ending_length < domain_length)
        & _has_sound_labels(domain, domain_length)
    )
    name, site = _as_text(local), _as_text(domain[:, :VALUE_CHARS])
    carrier = np.isin(site, CARRIERS)
    odd = ((local[:, :-1] == ord(".")) & (local[:, 1:] == ord("."))).any(axis=1)
    odd |= chars[np.maximum(left - 1, 0)] == ord(".")
    reserved = np.isin(site, RESERVED) | np.isin(ending, RESERVED_LAST)
    for suffix in (b".example.com", b".example.net", b".example.org", b".example.jp"):
        reserved |= np.char.endswith(site, suffix)
    follows = window(chars, right + domain_length, 2)
    is_path = (follows[:, 0] == ord(":")) & (table_of(b"/~")[follows[:, 1]] | (name == b"git"))
    keep = known & (~odd | carrier) & ~is_path & ~_is_in_url_authority(chars, left - local_length)
    evidence = np.full(len(left), form | int(Evidence.TOP_LEVEL_DOMAIN), np.uint64)
    mark_evidence(evidence, odd, Evidence.CARRIER_FORM)
    mark_evidence(evidence, reserved, Evidence.RESERVED_DOMAIN)
    mark_evidence(evidence, np.isin(name, ROLES), Evidence.ROLE_ADDRESS)
    mark_evidence(evidence, international, Evidence.INTERNATIONAL_ADDRESS)
    return make_candidates((left - local_length)[keep], (right + domain_length)[keep], evidence[keep])


def _is_in_url_authority(chars: Bytes, start: Offsets) -> Truth:
    """Whether ``scheme://user:`` stands directly before: then what looks like a local part is a user or a password."""
    before = window(chars, start - LOCAL_CHARS, LOCAL_CHARS)[:, ::-1]
    length = _run_length(table_of(_AUTHORITY)[before])
    slash = before == ord("/")
    double = slash[:, :-1] & slash[:, 1:]
    return np.asarray((double & (np.arange(LOCAL_CHARS - 1) + 1 < length[:, None])).any(axis=1))


def _has_sound_labels(domain: Bytes, length: Offsets) -> Truth:
    """No label of a domain is empty, begins or ends with a hyphen, or is longer than 63 characters."""
    dot, hyphen = domain == ord("."), domain == ord("-")
    broken = (dot[:, 1:] & (dot | hyphen)[:, :-1]) | (dot[:, :-1] & hyphen[:, 1:])
    sound = ~(broken.any(axis=1) | hyphen[:, 0])
    for at in np.flatnonzero(length > 63):  # rare: hardly any domain is so long
        sound[at] &= max(map(len, domain[at].tobytes().rstrip(b"\0").split(b"."))) <= 63
    return np.asarray(sound)


def _is_listed(values: npt.NDArray[np.bytes_], listed: npt.NDArray[np.bytes_]) -> Truth:
    """True where a value is in a sorted list; a search, since sorting the list anew would cost more than the pass."""
    return np.asarray(listed[np.minimum(np.searchsorted(listed, values), len(listed) - 1)] == values)


def _measure(chars: Bytes, start: Offsets, allowed: Truth, longest: int) -> Offsets:
    """How many allowed characters stand in a row from each start, at most ``longest``; most rows are short."""
    length = _run_length(allowed[window(chars, start, min(_GLANCE_CHARS, longest))])
    long = np.flatnonzero(length == _GLANCE_CHARS)
    if len(long) and longest > _GLANCE_CHARS:
        length[long] = _run_length(allowed[window(chars, start[long], longest)])
    return length


def _run_length(matrix: Truth) -> Offsets:
    """How many values are true from the first column on, for each row."""
    stops = np.argmin(matrix, axis=1)
    return np.asarray(np.where(matrix.all(axis=1), matrix.shape[1], stops), np.int64)


def _lower(rows: Bytes, length: Offsets) -> Bytes:
    """The first ``length`` characters of each row in lower case, 0 behind them."""
    lowered = np.where((rows - np.uint8(65)) < 26, rows + np.uint8(32), rows)
    lowered[np.arange(rows.shape[1]) >= length[:, None]] = 0
    return lowered


def _as_text(rows: Bytes) -> npt.NDArray[np.bytes_]:
    return np.ascontiguousarray(rows).view(f"S{rows.shape[1]}").ravel()


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
