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
from meibo_detectors.kernels import emails
from meibo_detectors.model import Context, Detector, PersonKey, make_candidates
from meibo_detectors.normalise import HIRAGANA, KANJI, KATAKANA, PROLONGED, Bytes, fold_value
from meibo_detectors.text import Text

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
RESERVED_LAST: Final = ("example", "test", "invalid", "localhost", "local")
_STAR: Final = "★"
_NO_CODES: Final = np.zeros(0, np.uint32)


@functools.cache
def _traits() -> Bytes:
    """For each folded character what it may be, as bits of the kernel."""
    traits = np.zeros(256, np.uint8)
    letters = [*range(48, 58), *range(65, 91), *range(97, 123), ord("-")]
    traits[letters] = emails.IN_LOCAL | emails.IN_DOMAIN | emails.IN_LABEL
    traits[[KANJI, HIRAGANA, KATAKANA, PROLONGED]] = emails.IN_LABEL
    traits[list(b"._%+'&")] |= emails.IN_LOCAL
    traits[ord(".")] |= emails.IN_DOMAIN
    traits[list(b".-+%'&")] |= emails.IS_MARK
    traits[letters] |= emails.IN_AUTHORITY
    traits[list(b"._~%!$*+/:")] |= emails.IN_AUTHORITY
    return traits


@functools.cache
def _endings() -> WordTable:
    """Top-level domains; the number of reserved ones is SPECIAL."""
    known = (domain.decode() for domain in top_level_domains())
    return make_word_table([*known, *(f"{word}\t{emails.SPECIAL}" for word in RESERVED_LAST)])


@functools.cache
def _sites() -> WordTable:
    """Domains that are told apart; the number of reserved ones is SPECIAL, that of carriers ORDINARY."""
    return make_word_table([*CARRIERS, *(f"{word}\t{emails.SPECIAL}" for word in RESERVED)])


@functools.cache
def _names() -> WordTable:
    """Local parts that are told apart; the number of roles is SPECIAL, that of programs ORDINARY."""
    return make_word_table(["git", *(f"{word}\t{emails.SPECIAL}" for word in ROLES)])


@functools.cache
def _evidence() -> npt.NDArray[np.uint64]:
    """What each sum of the kernel's marks means."""
    meanings = {
        emails.ODD: int(Evidence.CARRIER_FORM),
        emails.RESERVED: int(Evidence.RESERVED_DOMAIN),
        emails.ROLE: int(Evidence.ROLE_ADDRESS),
        emails.INTERNATIONAL: int(Evidence.INTERNATIONAL_ADDRESS),
        emails.SPELLED: int(Evidence.OBFUSCATED),
        emails.STARRED: int(Note.NEEDS_LABEL),
    }
    sums = np.arange(1 << len(meanings))
    evidence = np.full(len(sums), Evidence.TOP_LEVEL_DOMAIN, np.uint64)
    for bit, meaning in meanings.items():
        evidence[sums & bit != 0] |= np.uint64(meaning)
    return evidence


def find(text: Text) -> npt.NDArray[np.void]:
    """Local part, sign and domain around every at sign, in each of its spellings."""
    folded = text.folded
    codes = folded.letter_codes if folded.holds_any(_STAR) else _NO_CODES  # of which only stars are looked at
    start, end, marks = emails.find_addresses(folded.chars, codes, _traits(), _names(), _sites(), _endings())
    return make_candidates(start, end, _evidence().take(marks))


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
