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

import functools
import re
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.tables import top_level_domains
from meibo_detectors.evidence import Evidence
from meibo_detectors.masks import mask_email
from meibo_detectors.model import CANDIDATE, Context, Detector, make_candidates
from meibo_detectors.normalise import HIRAGANA, KANJI, KATAKANA, PROLONGED, Bytes, Folded, Offsets, fold_value, table_of
from meibo_detectors.number_runs import NumberRuns

Truth = npt.NDArray[np.bool_]

LOCAL_CHARS: Final = 64
DOMAIN_CHARS: Final = 253
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


def find(folded: Folded, runs: NumberRuns) -> npt.NDArray[np.void]:
    """Local part, sign and domain around every at sign and every ``[at]``."""
    chars = folded.chars
    signs = np.flatnonzero(chars == ord("@"))
    encoded = _find_encoded_signs(chars)
    rows = [
        _look_around(folded, signs, signs + 1, Evidence(0)),
        _look_around(folded, encoded, encoded + 3, Evidence(0)),
    ]
    spelled = _find_spelled_signs(chars)
    if len(spelled):
        left = spelled - (chars[np.maximum(spelled - 1, 0)] == ord(" "))
        right = spelled + 4
        right = right + (chars[np.minimum(right, len(chars) - 1)] == ord(" "))
        rows.append(_look_around(folded, left, right, Evidence.OBFUSCATED))
    stars = _find_stars(folded)
    rows.append(_look_around(folded, stars, stars + 1, Evidence.OBFUSCATED | Evidence(_NEEDS_LABEL)))
    return np.concatenate(rows)


_NEEDS_LABEL: Final = 1 << 31
"""A note between find and score, not evidence."""


def _find_stars(folded: Folded) -> Offsets:
    """Where a star stands in place of the at sign."""
    return np.zeros(0, np.int64) if folded.codes is None else np.flatnonzero(folded.codes == ord("★"))


def _find_encoded_signs(chars: Bytes) -> Offsets:
    """Where ``%40`` begins, the at sign of a URL."""
    percent = np.flatnonzero(chars[:-2] == ord("%")) if len(chars) > 2 else np.zeros(0, np.int64)
    signs: Offsets = percent[(chars[percent + 1] == ord("4")) & (chars[percent + 2] == ord("0"))]
    return signs


def _find_spelled_signs(chars: Bytes) -> Offsets:
    """Where ``[at]`` or ``(at)`` begins."""
    if len(chars) < 4:
        return np.zeros(0, np.int64)
    opens = np.flatnonzero((chars[:-3] == ord("[")) | (chars[:-3] == ord("(")))
    closes = table_of(b"])")[chars[opens + 3]]
    spells_at = ((chars[opens + 1] | 32) == ord("a")) & ((chars[opens + 2] | 32) == ord("t"))
    signs: Offsets = opens[closes & spells_at]
    return signs


def _look_around(folded: Folded, left: Offsets, right: Offsets, form: Evidence) -> npt.NDArray[np.void]:
    """Candidates whose local part ends at ``left`` and whose domain begins at ``right``."""
    if not len(left):
        return np.zeros(0, CANDIDATE)
    chars = folded.chars
    in_local, in_domain, in_label = _tables()
    window = _window(chars, left - LOCAL_CHARS - 1, LOCAL_CHARS + 1)[:, ::-1]
    local_length = _run_length(in_local[window])
    international = np.zeros(len(left), np.bool_)
    wide = _run_length(in_label[window] | in_local[window])
    kanji_only = (local_length == 0) & (wide > 0)
    local_length = np.where(kanji_only, wide, local_length)
    international |= kanji_only
    for _ in range(2):  # marks of prose before an address, such as "..." or "--"
        first = chars[np.minimum(left - local_length, len(chars) - 1)]
        local_length -= (local_length > 0) & table_of(b".-+%'&")[first]
    domain_length = _measure(chars, right, in_domain, DOMAIN_CHARS + 1)
    label_length = _measure(chars, right, in_label, DOMAIN_CHARS + 1)
    is_wide = (label_length > domain_length) & (domain_length < label_length)
    if is_wide.any():
        rest = _measure(chars, right + label_length, in_domain, DOMAIN_CHARS + 1)
        tail = np.where(_window(chars, right + label_length, 1)[:, 0] == ord("."), rest, 0)
        is_wide &= (tail > 1) & (domain_length == 0)
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
    form: Evidence,
) -> npt.NDArray[np.void]:
    local = _lower(_window(chars, left - local_length, VALUE_CHARS), local_length)
    domain = _lower(_window(chars, right, max(VALUE_CHARS, int(domain_length.max(initial=0)))), domain_length)
    behind = _window(chars, right + domain_length - ENDING_CHARS, ENDING_CHARS)[:, ::-1]
    ending_length = _run_length(behind != ord("."))
    ending = _as_text(_lower(_window(chars, right + domain_length - ending_length, ENDING_CHARS), ending_length))
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
    remote = (name == b"git") & (_window(chars, right + domain_length, 1)[:, 0] == ord(":"))
    keep = known & (~odd | carrier) & ~remote
    evidence = np.full(len(left), int(form | Evidence.TOP_LEVEL_DOMAIN), np.uint32)
    evidence |= np.where(odd, Evidence.CARRIER_FORM, 0).astype(np.uint32)
    evidence |= np.where(reserved, Evidence.RESERVED_DOMAIN, 0).astype(np.uint32)
    evidence |= np.where(np.isin(name, ROLES), Evidence.ROLE_ADDRESS, 0).astype(np.uint32)
    evidence |= np.where(international, Evidence.INTERNATIONAL_ADDRESS, 0).astype(np.uint32)
    return make_candidates((left - local_length)[keep], (right + domain_length)[keep], evidence[keep])


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
    length = _run_length(allowed[_window(chars, start, min(_GLANCE_CHARS, longest))])
    long = np.flatnonzero(length == _GLANCE_CHARS)
    if len(long) and longest > _GLANCE_CHARS:
        length[long] = _run_length(allowed[_window(chars, start[long], longest)])
    return length


def _window(chars: Bytes, start: Offsets, width: int) -> Bytes:
    """The ``width`` characters from each start, 0 outside the text; shape (len(start), width)."""
    at = start[:, None] + np.arange(width)
    picked = chars.take(at, mode="clip")
    picked[(at < 0) | (at >= len(chars))] = 0
    return picked


def _run_length(matrix: Truth) -> Offsets:
    """How many values are true from the first column on, for each row."""
    stops = np.argmin(matrix, axis=1)
    return np.asarray(np.where(matrix.all(axis=1), matrix.shape[1], stops), np.int64)


def _lower(window: Bytes, length: Offsets) -> Bytes:
    """The first ``length`` characters of each row in lower case, 0 behind them."""
    lowered = np.where((window - np.uint8(65)) < 26, window + np.uint8(32), window)
    lowered[np.arange(window.shape[1]) >= length[:, None]] = 0
    return lowered


def _as_text(rows: Bytes) -> npt.NDArray[np.bytes_]:
    return np.ascontiguousarray(rows).view(f"S{rows.shape[1]}").ravel()


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High for an ordinary address; medium for unusual forms; low where no person is behind it."""
    evidence = candidates["evidence"]
    nobody = ((evidence & (Evidence.ROLE_ADDRESS | Evidence.RESERVED_DOMAIN)) != 0) | context.is_other
    hidden = (evidence & Evidence.OBFUSCATED) != 0
    unusual = (evidence & (Evidence.CARRIER_FORM | Evidence.INTERNATIONAL_ADDRESS)) != 0
    scores = np.select([nobody | hidden, unusual, context.has_label], [40, 75, 95], 92)
    scores[((evidence & np.uint32(_NEEDS_LABEL)) != 0) & ~context.has_label] = 0
    evidence &= np.uint32(_NEEDS_LABEL - 1)
    return scores.astype(np.uint8)


def normalise(value: str) -> str:
    """Half-width and in lower case, with a plain at sign."""
    return re.sub(r"\s*[\[(]at[\])]\s*|★|%40", "@", fold_value(value))


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
    mask=mask_email,
    person_rank=2,
    refuses_reference_numbers=False,
)  # fmt: skip
