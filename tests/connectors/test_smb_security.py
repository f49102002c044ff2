"""Who owns a file and who can read it, as its security descriptor says: ``security_cases.toml``."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connectors.sddl import write_sddl
from meibo_connectors.model import Access, Audience
from meibo_connectors.smb_security import name_well_known, read_security
from meibo_connectors.smb_sids import covers, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE = tomllib.loads((Path(__file__).parent / "security_cases.toml").read_text())
SIDS = {word: sid for word, (sid, _) in TABLE["people"].items()}
NAMES = {sid: name for sid, name in TABLE["people"].values() if name}
ROWS = [(audience, *row) for audience, rows in TABLE["rows"].items() for row in rows]


def name_sids(sids: Iterable[str]) -> dict[str, str]:
    """As a server does that knows the people of the table."""
    sids = list(sids)
    return {**{sid: NAMES[sid] for sid in sids if sid in NAMES}, **name_well_known(sids)}


def describe(sddl: str) -> bytes:
    """The descriptor of a row."""
    for word, sid in SIDS.items():
        sddl = sddl.replace(f"{{{word}}}", sid)
    return write_sddl(sddl)


@pytest.mark.parametrize(("audience", "why", "sddl", "owner", "source"), ROWS, ids=[row[1] for row in ROWS])
def test_says_who_can_read(audience: str, why: str, sddl: str, owner: str, source: str) -> None:
    assert read_security(describe(sddl), name_sids) == (owner, Access(Audience(audience), source))


def test_numbers_stay_where_nobody_knows_names() -> None:
    owner, access = read_security(describe("O:{sato}D:(A;;FR;;;{sales})"))
    assert (owner, access.source) == (SIDS["sato"], f"DACL: {SIDS['sales']}")


GOOD = describe("O:{sato}G:DUD:(A;;FA;;;{sales})(OA;;FR;00112233-4455-6677-8899-aabbccddeeff;;WD)(D;;FR;;;{temps})")


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        (b"", "too short"),
        (GOOD[:19], "too short"),
        (b"\x02" + GOOD[1:], "unknown revision"),
        (GOOD[:4] + b"\xff\xff\0\0" + GOOD[8:], "broken SID"),
        (GOOD[:16] + b"\xff\xff\0\0" + GOOD[20:], "broken list"),
        (GOOD[:-1], "broken list"),
        (describe("O:BAD:(A;;FR;;;WD)")[:-12] + b"\x01\x05" + bytes(10), "broken SID"),
        (describe("O:BAD:(A;;FR;;;WD)").replace(b"\0\0\x14\0", b"\0\0\x03\0"), "broken entry"),
        (describe("O:BAD:(A;;FR;;;WD)").replace(b"\0\0\x14\0", b"\0\0\x15\0"), "broken entry"),
        (describe("O:BAD:(A;;FR;;;WD)").replace(b"\0\0\x14\0", b"\x15\0\x14\0"), "entry of unknown type 21"),
    ],
)
def test_damage_is_unknown_never_private(damaged: bytes, reason: str) -> None:
    assert read_security(damaged) == ("", Access(Audience.UNKNOWN, f"security descriptor: {reason}"))


@given(
    st.binary(max_size=200)
    | st.builds(lambda at, part: GOOD[:at] + part + GOOD[at + len(part) :], st.integers(0, len(GOOD)), st.binary())
)
@example(GOOD)
def test_no_bytes_make_it_fail(data: bytes) -> None:
    owner, access = read_security(data)
    assert len(owner) <= 64
    assert len(access.source) <= 3 * 400


@given(st.binary(min_size=1, max_size=300))
def test_names_from_a_server_stay_short_and_on_one_line(name: bytes) -> None:
    shown = name.decode("utf-8", "replace") * 40 + "\n\x1b[31m\u202e"
    _, access = read_security(describe("O:BAD:(A;;FR;;;{sales})"), lambda sids: dict.fromkeys(sids, shown))
    assert access.source.isprintable()
    assert len(access.source) <= len("DACL: ") + 64


ORDINARY = {"WD", "AU", "NU", "BU", "DU"}
"""What everybody belongs to who logs in over the network to a server of a domain."""
ACE = st.tuples(
    st.sampled_from("AD"), st.sampled_from(["WD", "AU", "NU", "BU", "DU", "{sales}", "{temps}", "SY", "CO"])
)


@given(st.lists(ACE, max_size=6))
def test_whoever_gets_through_the_list_belongs_to_the_audience(aces: list[tuple[str, str]]) -> None:
    """Beside the plain rule of [MS-DTYP] 2.5.3.2, for every user that the groups allow."""
    _, access = read_security(describe("O:{sato}D:" + "".join(f"({kind};;FR;;;{sid})" for kind, sid in aces)))
    chosen = {"{sales}", "{temps}"}
    for size in range(len(chosen) + 1):
        for member in itertools.combinations(sorted(chosen), size):
            first = next((kind for kind, sid in aces if sid in {*ORDINARY, *member}), "D")
            if first == "A":
                assert access.audience in (Audience.EVERYONE, *([Audience.GROUPS] if member else [])), member


def test_cover_is_never_claimed_for_more_than_is_sure() -> None:
    assert covers("S-1-1-0", "S-1-5-11")
    assert not covers("S-1-5-11", "S-1-1-0")
    assert not covers("S-1-5-11", "S-1-5-32-546")  # guests didn't log in
    assert not covers("S-1-1-0", "S-1-5-7")  # by default, Everyone doesn't hold those who gave no name


def test_well_known_names() -> None:
    assert name_of("S-1-5-21-1-2-3-512") == "Domain Admins"
    assert name_of("S-1-5-21-1-2-3-1-512") is None  # no domain
