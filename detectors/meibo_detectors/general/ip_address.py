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
from meibo_detectors.kernels import ip_addresses
from meibo_detectors.model import CANDIDATE, Context, Detector, join_candidates, make_candidates
from meibo_detectors.normalise import Offsets, Truth, fold_value, is_letter, table_of
from meibo_detectors.text import Text
from meibo_detectors.windows import window
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
    return join_candidates((_find_version_4(text), text.once(_find_version_6)))


def _find_version_4(text: Text) -> npt.NDArray[np.void]:
    runs, chars, first = text.runs, text.folded.chars, text.once(_find_first_runs)
    if not len(first):
        return np.zeros(0, CANDIDATE)
    start, end = ip_addresses.read_version_4(chars, runs.start, runs.end, first, *_special_4(), LEAST_BIG_OCTET)
    kept = ~_follows_version(text, start)
    return make_candidates(start[kept], end[kept], np.zeros(int(kept.sum()), np.uint64))


def _follows_version(text: Text, start: Offsets) -> Truth:
    """Whether one of VERSION_WORDS stands before each address, with at most a few signs between."""
    if not len(start):
        return start > 0
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
    return np.concatenate([text.runs.start[text.once(_find_first_runs)], text.once(_find_version_6)["start"]])


def _find_first_runs(text: Text) -> Offsets:
    """First runs of exactly four groups of one to three digits with dots between, none with a leading zero."""
    runs = text.runs
    return ip_addresses.find_dotted(text.folded.chars, runs.start, runs.end, runs.link)


def _find_version_6(text: Text) -> npt.NDArray[np.void]:
    start, end = ip_addresses.find_version_6(text.folded.chars, *_special_6())
    return make_candidates(start, end, np.full(len(start), Evidence.GROUPING, np.uint64))


@functools.cache
def _special_4() -> tuple[Offsets, Offsets]:
    ranges = [ip_network(name) for name in NOT_OF_PEOPLE_4]
    return np.array([int(one.network_address) for one in ranges]), np.array([int(one.netmask) for one in ranges])


@functools.cache
def _special_6() -> tuple[Offsets, Offsets]:
    """By the first two groups."""
    ranges = [ip_network(name) for name in NOT_OF_PEOPLE_6]
    networks, masks = (
        np.array([int(part) >> 96 for part in parts])
        for parts in zip(*((one.network_address, one.netmask) for one in ranges), strict=True)
    )
    return networks, masks


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
