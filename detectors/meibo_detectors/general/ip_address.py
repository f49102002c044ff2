"""IP addresses: IPアドレス, of version 4 and 6.

Issuer: IANA through regional registries (JPNIC in Japan); a provider lends one to a line or a telephone for a while.
Law: alone 個人関連情報 (APPI article 2, paragraph 7), personal information once it is tied to somebody.
Format: RFC 791, four numbers of 0 to 255 without leading zeros; RFC 4291, eight groups of hex digits, one row of zeros
left out as ``::``. Only addresses that are routed in public can lead to a person: private, shared, loopback, link-local,
multicast, reserved and documentation ranges are left out (RFC 6890), and so are networks (``203.0.112.0/20``).
Spellings: with a port behind, in brackets, full width.
Check digit: none.
False friends: versions (``v1.2.3.4``), numbers of sections (``1.2.3.4``), object identifiers, times, hardware addresses.

>>> normalise("２０２．２３２．１５．９８")
'202.232.15.98'
>>> mask("202.232.15.98"), mask("2400:4050:c1a0::17")
('202.232.*.*', '2400:4050:****::****')
"""

from __future__ import annotations

import functools
from ipaddress import ip_address, ip_network
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import cap_foreign
from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.evidence import Evidence, mark
from meibo_detectors.model import Context, Detector, make_candidates
from meibo_detectors.normalise import Bytes, Offsets, Truth, fold_value, is_digit, is_letter, table_of
from meibo_detectors.number_runs import NumberRuns
from meibo_detectors.text import Text
from meibo_detectors.windows import first_column, window
from meibo_detectors.words_at import lengths_of

NOT_OF_PEOPLE_4: Final = (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/3",
)  # fmt: skip
"""Ranges that are not routed in public (IANA special-purpose registry), and all from 224 on."""
NOT_OF_PEOPLE_6: Final = ("2001::/23", "2001:db8::/32", "3fff::/20")
"""The same within 2000::/3, outside of which nothing is routed."""
LEAST_BIG_OCTET: Final = 32
"""Four smaller numbers are a version or a section, or one of the public name servers such as 8.8.8.8."""
LONGEST_6_CHARS: Final = 39
_DOT: Final = ord(".")
_COLON: Final = ord(":")
_SLASH: Final = ord("/")
_GROUP_CHARS: Final = 4
_IS_TIED: Final = table_of(b"-_.")
_JOINTS: Final = table_of(b" .:=\"'/-")
_JOINT_CHARS: Final = 3
VERSION_WORDS: Final = (
    "v", "ver", "version", "rel", "release", "rev", "revision", "build", "firmware", "バージョン", "リリース", "ビルド", "版",
    "第", "節", "章", "項", "§", "oid",
    "chrome", "headlesschrome", "crios", "edg", "edga", "edgios", "opr", "samsungbrowser", "electron",
)  # fmt: skip
"""Words that make the four numbers behind them a version or a section; browsers name themselves ``Chrome/124.0.0.0``."""


def find(text: Text) -> npt.NDArray[np.void]:
    """Addresses of both versions that are routed in public; networks, versions and sections are left out."""
    return np.concatenate([_find_version_4(text), text.once(_find_version_6)])


def _find_version_4(text: Text) -> npt.NDArray[np.void]:
    runs, chars = text.runs, text.folded.chars
    first = _find_first_runs(runs)
    values = np.stack([_read_numbers(runs, first + at, 3) for at in range(4)], axis=1)
    whole = (values <= 255).all(axis=1) & (values.max(axis=1, initial=0) >= LEAST_BIG_OCTET)
    whole &= ~_is_special_4(values)
    first, values = first[whole], values[whole]
    start, end = runs.start[first], runs.end[first + 3]
    behind = window(chars, end, 3)
    ahead = window(chars, start - 2, 2)
    tied = _IS_TIED[behind[:, 0]] & _is_alphanumeric(behind[:, 1])  # a host's name, a version
    tied |= is_letter(behind[:, 0]) | is_letter(ahead[:, 1])
    tied |= _IS_TIED[ahead[:, 1]] & _is_alphanumeric(ahead[:, 0])
    network = (behind[:, 0] == _SLASH) & is_digit(behind[:, 1])
    tied |= network & ~(behind[:, 1:] == np.frombuffer(b"32", np.uint8)).all(axis=1)
    kept = ~tied
    kept[kept] = ~_follows_version(text, start[kept])
    return make_candidates(start[kept], end[kept], np.zeros(int(kept.sum()), np.uint64))


def _follows_version(text: Text, start: Offsets) -> Truth:
    """Whether one of VERSION_WORDS stands before each address, with at most a few signs between."""
    chars = text.folded.chars
    end = start.copy()
    for _ in range(_JOINT_CHARS):
        end -= (end > 0) & _JOINTS[chars.take(end - 1, mode="clip")]
    table = table_of_words(VERSION_WORDS)
    found = np.zeros(len(start), np.bool_)
    for length in lengths_of(VERSION_WORDS):
        begin = np.maximum(end - length, 0)
        border = window(chars, begin - 1, 1)[:, 0]
        inner = is_letter(border) & is_letter(chars.take(begin, mode="clip"))
        found |= ~inner & (end - begin == length) & table.holds(text.hashes.of(begin, end))
    return found


def find_written(text: Text) -> Offsets:
    """Where addresses begin, those of version 4 too that lead to nobody; they tell lines of logs."""
    dotted = text.runs.start[_find_first_runs(text.runs)]
    return np.concatenate([dotted, text.once(_find_version_6)["start"]])


def _find_first_runs(runs: NumberRuns) -> Offsets:
    """First runs of exactly four groups of one to three digits with dots between, none with a leading zero."""
    if len(runs) < 4:
        return np.zeros(0, np.int64)
    dotted = runs.link == _DOT
    three = dotted[:-3] & dotted[1:-2] & dotted[2:-1] & ~dotted[3:]
    three[1:] &= ~dotted[:-4]
    first = np.flatnonzero(three)
    for at in range(4):
        length = runs.length[first + at]
        fits = (length <= 3) & ((length == 1) | (runs.digits[runs.offset[first + at]] != 0))
        first = first[fits]
    return first


def _is_special_4(values: npt.NDArray[np.int64]) -> Truth:
    number = values @ (256 ** np.arange(3, -1, -1))
    network, masks = _special_4()
    special: Truth = ((number[:, None] & masks) == network).any(axis=1)
    return special


@functools.cache
def _special_4() -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    ranges = [ip_network(name) for name in NOT_OF_PEOPLE_4]
    return np.array([int(one.network_address) for one in ranges]), np.array([int(one.netmask) for one in ranges])


def _find_version_6(text: Text) -> npt.NDArray[np.void]:
    """Hex digits in groups with colons; the first group is whole and begins with 2 or 3, as all that are routed."""
    chars = text.folded.chars
    colon = np.flatnonzero(chars == _COLON)
    lead = chars.take(colon - _GROUP_CHARS, mode="clip")
    colon = colon[((lead == ord("2")) | (lead == ord("3"))) & (colon >= _GROUP_CHARS)]
    head = window(chars, colon - _GROUP_CHARS - 1, _GROUP_CHARS + 1)
    start = colon[_is_hex(head[:, 1:]).all(axis=1) & ~_joins(head[:, 0])] - _GROUP_CHARS
    shown = window(chars, start, LONGEST_6_CHARS + 2)
    length = first_column(~(_is_hex(shown) | (shown == _COLON)))
    row = np.arange(len(start))
    last, before = shown[row, length - 1], shown[row, length - 2]
    length = length - ((last == _COLON) & (before != _COLON))  # a colon of the sentence
    behind = shown[row, np.minimum(length, LONGEST_6_CHARS + 1)]
    fits = (length <= LONGEST_6_CHARS) & ~is_letter(behind) & ~table_of(b"_/")[behind]
    fits &= _is_shaped_6(shown, length) & ~_is_special_6(shown)
    start, length = start[fits], length[fits]
    return make_candidates(start, start + length, np.full(len(start), Evidence.GROUPING, np.uint64))


def _is_alphanumeric(chars: Bytes) -> Truth:
    return np.asarray(is_letter(chars) | is_digit(chars))


def _is_hex(chars: Bytes) -> Truth:
    return np.asarray(is_digit(chars) | (((chars | np.uint8(32)) - np.uint8(97)) < 6))


def _joins(chars: Bytes) -> Truth:
    return np.asarray(_is_alphanumeric(chars) | table_of(b":_.-")[chars])


def _is_shaped_6(shown: Bytes, length: Offsets) -> Truth:
    """Whether each row is eight groups of one to four hex digits, or fewer with one ``::``."""
    held = np.arange(shown.shape[1]) < length[:, None]
    colon = (shown == _COLON) & held
    double = colon[:, :-1] & colon[:, 1:]
    begins = held & ~colon
    begins[:, 1:] &= colon[:, :-1]
    groups, gaps = begins.sum(axis=1), double.sum(axis=1)
    signs = held & ~colon
    long = np.zeros(len(shown), np.bool_)
    for at in range(shown.shape[1] - _GROUP_CHARS):
        long |= signs[:, at : at + _GROUP_CHARS + 1].all(axis=1)
    return np.asarray(~long & (((gaps == 0) & (groups == 8)) | ((gaps == 1) & (groups >= 2) & (groups <= 7))))


def _is_special_6(shown: Bytes) -> Truth:
    """By the first two groups; the second may be written short."""
    shown = shown | np.uint8(32)  # letters in lower case; digits and colons have the bit already
    value = np.where(is_digit(shown), shown - np.uint8(48), shown - np.uint8(87)).astype(np.int64)
    first = value[:, :4] @ (16 ** np.arange(3, -1, -1))
    second = np.zeros(len(shown), np.int64)
    inside = np.ones(len(shown), np.bool_)
    for at in range(5, 9):
        inside &= _is_hex(shown[:, at])
        second = np.where(inside, second * 16 + value[:, at], second)
    number = first << 16 | second
    special = np.zeros(len(shown), np.bool_)
    for name in NOT_OF_PEOPLE_6:
        block = ip_network(name)
        network, netmask = int(block.network_address) >> 96, int(block.netmask) >> 96
        special |= (number & netmask) == network
    return special


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """Medium, but low behind a label of something else; records make it low where nobody is beside."""
    evidence = candidates["evidence"]
    other = context.is_other & ~context.has_label
    mark(evidence, other, Evidence.OTHER_LABEL)
    return cap_foreign(np.where(other, 40, np.where(context.has_label, 75, 70)), context).astype(np.uint8)


def normalise(value: str) -> str:
    """The address in its canonical form (RFC 5952 for version 6); what is none only folded."""
    folded = fold_value(value)
    try:
        return str(ip_address(folded))
    except ValueError:  # its message would quote the value
        return folded


def mask(value: str) -> str:
    """The first two numbers or groups shown."""
    folded = fold_value(value)
    sign = "." if ":" not in folded else ":"
    groups = folded.split(sign)
    hidden = "*" if sign == "." else "****"
    return sign.join([*groups[:2], *(hidden if group else "" for group in groups[2:])]) if groups[2:] else hidden


def _read_numbers(runs: NumberRuns, at: Offsets, most: int = 4) -> Offsets:
    """The values of runs of at most so many digits."""
    length, offset = runs.length[at], runs.offset[at]
    value = runs.digits.take(offset, mode="clip").astype(np.int64)
    for place in range(1, most):
        digit = runs.digits.take(offset + place, mode="clip")
        value = np.where(place < length, value * 10 + digit, value)
    return value


DETECTOR: Final = Detector(
    id="ip_address",
    title_ja="IPアドレス",
    title_en="IP address",
    risk_class="C1",
    rules_ja=(
        "（この種類に高はない）",
        "外部で使われるアドレスで、同じ行や記録に利用者 ID・氏名・メールアドレスなどがある",
        "外部で使われるアドレスだが、同じ記録に個人のデータがない。またはサーバーなどの項目名がある",
    ),
    rules_en=(
        "(never high)",
        "an address that is routed in public, with a user id, name, mail address or the like in the same line or record",
        "an address that is routed in public with no data of a person beside, or named as a server's",
    ),
    labels=(
        "ip", "ipアドレス", "アイピーアドレス", "接続元", "接続元ip", "アクセス元", "アクセス元ip", "送信元ip", "送信元アドレス", "ログインip",
        "クライアントip", "リモートアドレス", "ip address", "ip addr", "ipv4", "ipv6", "client ip", "client address", "remote ip",
        "remote addr", "remote address", "source ip", "src ip", "user ip", "login ip", "last login ip", "x forwarded for",
        "x real ip", "forwarded for", "peer",
    ),
    other_labels=(
        "server", "server ip", "サーバ", "サーバー", "サーバip", "サーバーip", "gateway", "ゲートウェイ", "dns", "nameserver", "name server",
        "ネームサーバ", "ネームサーバー", "router", "ルータ", "ルーター", "mx", "smtp", "received", "spf", "ip4", "ip6", "listen", "bind", "upstream",
        "release", "firmware", "バージョン", "dst ip", "destination ip", "宛先ip", "接続先", "接続先ip",
    ),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    heeds_names=False,
    refuses_reference_numbers=False,
    score_alone=40,
)  # fmt: skip
