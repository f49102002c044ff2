"""What holds for any number of an organisation, address, plate and password: it is found in any text."""

from __future__ import annotations

import base64
import ipaddress
import random
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from meibo_detectors.engine import Engine
from meibo_detectors.general.base64_text import decode_rows
from meibo_detectors.general.credential_tokens import FORMS, STAND_INS, Form
from meibo_detectors.general.ip_address import LEAST_BIG_OCTET
from meibo_detectors.japan.number_plate import KANA, PARTICLES
from meibo_detectors.japan.plate_regions import REGIONS
from meibo_detectors.model import Block, PersonKey
from meibo_detectors.registry import DETECTORS
from meibo_detectors.structure.recognise import recognise

Scan = Callable[[str], list[tuple[str, str, str]]]
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
around = st.sampled_from(["", "。", "\n", " ", "です。\n", "「", "」", "，", "注意：", "（", "）", "会議は10時から。"])


def values(
    scan: list[tuple[str, str, str]], detector: str, *, least: tuple[str, ...] = ("medium", "high")
) -> list[str]:
    """The values that a detector found at one of these levels."""
    return [value for name, value, level in scan if name == detector and level in least]


def reader(engine: Engine) -> Callable[[str], list[tuple[str, str]]]:
    """Scans a text in the layout that it is recognised to have; gives credentials with their kinds."""

    def read(text: str) -> list[tuple[str, str]]:
        scan = engine.scan([Block(text.encode(), layout=recognise(text))])
        at = next(at for at, detector in enumerate(DETECTORS) if detector.id == "credential")
        rows = scan.findings[(scan.findings["detector"] == at) & (scan.findings["score"] >= 60)]
        return [(DETECTORS[at].show(scan.value(row), int(row["kind"])), scan.value(row)) for row in rows]

    return read


@given(around, st.sampled_from(REGIONS), st.integers(100, 999), st.sampled_from(KANA), st.integers(1000, 9999), around)
def test_plate_is_found_in_any_text(
    scan_text: Scan, before: str, region: str, sort: int, kana: str, number: int, after: str
) -> None:
    """Place, class, kana and number are found wherever they stand."""
    assume(kana not in PARTICLES)
    plate = f"{region} {sort} {kana} {number // 100}-{number % 100:02}"
    assert plate in values(scan_text(before + plate + after), "jp_plate", least=("high",))


@pytest.mark.parametrize("kana", "おしへん")
@pytest.mark.parametrize("region", REGIONS[::9])
def test_plate_never_bears_some_kana(scan_text: Scan, region: str, kana: str) -> None:
    """Four kana are on no plate."""
    assert values(scan_text(f"車番 {region} 300 {kana} 12-84"), "jp_plate", least=("low", "medium", "high")) == []


@given(st.integers(1 << 24, (224 << 24) - 1))
def test_address_is_found_if_it_is_routed_in_public(scan_text: Scan, number: int) -> None:
    """The standard library and the detector agree on which addresses lead to nobody."""
    address = ipaddress.ip_address(number)
    assume(max(address.packed) >= LEAST_BIG_OCTET)
    assume(address not in ipaddress.ip_network("192.0.0.0/24"))  # of which releases of the library say different things
    found = values(scan_text(f"t.kaku@meibo-demo.jp ip={address}"), "ip_address")
    if address.is_global:
        assert found == [str(address)]
    elif not address.is_multicast:
        assert found == []


@given(st.integers(0x2400 << 112, (0x2C00 << 112) - 1), st.booleans(), st.integers(0, 5))
def test_address_of_version_6_is_found_in_every_form(scan_text: Scan, number: int, whole: bool, zeros: int) -> None:
    """Compressed or written out, an address is found and has one normal form."""
    address = ipaddress.IPv6Address(number >> 16 * zeros << 16 * zeros | 1)
    written = address.exploded if whole else address.compressed
    (found,) = values(scan_text(f"user_id=k-tanabe2 ip={written}"), "ip_address")
    detector = next(item for item in DETECTORS if item.id == "ip_address")
    assert (found, detector.normalise(found)) == (written, address.compressed)


@settings(max_examples=80, deadline=None)
@given(around, st.sampled_from("ABEKMS"), st.integers(1001, 99998), around)
def test_number_is_found_behind_its_label_only(
    scan_text: Scan, before: str, letter: str, number: int, after: str
) -> None:
    """A number of an organisation is found behind its label, and nowhere without."""
    value = f"{letter}{number:06}"
    assert value in values(scan_text(f"{before}\n社員番号は{value}です。{after}"), "org_id")
    assert values(scan_text(f"{before}\n備品は{value}です。{after}"), "org_id") == []


def test_number_of_an_organisation_tells_no_person() -> None:
    """Two companies' member 10023 are two people."""
    detector = next(item for item in DETECTORS if item.id == "org_id")
    assert detector.person_key is PersonKey.NONE


def test_kind_of_number_follows_its_label(engine: Engine) -> None:
    """The label says whose number it is."""
    at = next(at for at, detector in enumerate(DETECTORS) if detector.id == "org_id")
    for label, kind in (
        ("患者ID", "patient"),
        ("学籍番号", "student"),
        ("emp_no", "employee"),
        ("ログインID", "login"),
    ):
        scan = engine.scan([Block(f"{label}：K20714".encode())])
        (row,) = (row for row in scan.findings if row["detector"] == at)
        assert DETECTORS[at].kinds[row["kind"] - 1].id == kind


@given(st.sampled_from(FORMS), st.integers(0, 1 << 32), st.integers(0, 8), around)
def test_token_is_found_in_any_text(engine: Engine, form: Form, seed: int, more: int, before: str) -> None:
    """What has a vendor's prefix, alphabet and length is found without a label."""
    assume(form.kind not in ("password-hash", "url-password"))
    draw = random.Random(seed)
    letters = bytes(sign for sign in form.alphabet if sign not in b".=+/_-").decode()
    body = "".join(draw.choices(letters, k=min(form.least + more, form.most)))
    assume(any(sign.isdigit() for sign in body[:60]) and any(sign.isalpha() for sign in body[:60]))
    assume(not any(word.decode() in body.upper() for word in STAND_INS))
    prefix = draw.choice(form.prefixes).decode()
    found = reader(engine)(f"{before} {prefix}{body}\n")
    assert [(kind, value.removeprefix(prefix)) for kind, value in found] == [(form.kind, body)]


@settings(max_examples=30, deadline=None)
@given(st.text(LETTERS, min_size=5, max_size=12), st.integers(10, 9999))
def test_password_is_found_in_every_layout(engine: Engine, word: str, number: int) -> None:
    """The same password is found in settings, JSON, XML, tables and text; never as a variable."""
    password = f"{word}#{number}"
    assume(len(set(word)) > 3)
    assume(not any(stem in word.upper() for stem in ("PASS", "PWD", "TOKEN", "SECRET", "HOGE", "YOUR", "XXXX")))
    read = reader(engine)
    for text in (
        f"DB_PASSWORD={password}\n",
        f'{{"login_id": "kaku01", "password": "{password}"}}',
        f"<user><login_id>kaku01</login_id><password>{password}</password></user>",
        f"ログインID,氏名,パスワード\nkaku01,賀来 航,{password}\nkaku02,賀来 凪,{password}\n",
        f"パスワード：{password}\n",
    ):
        assert ("password", password) in read(text), text
    for text in (
        f"password = self.{word}\n",
        f"password = {word}()\n",
        f"password = ${{{word}}}\n",
        "パスワード：＊＊＊＊＊＊＊＊",
    ):
        assert read(text) == [], text


def test_no_sign_of_a_credential_is_shown() -> None:
    """Its kind stands where other values have their mask."""
    detector = next(item for item in DETECTORS if item.id == "credential")
    assert detector.hides_value
    assert detector.show("Kc7-dq2-Wz", 2) == "pin"
    assert set(detector.mask("Kc7-dq2-Wz")) == {"*"}


def test_kinds_name_labels_of_their_detector() -> None:
    """A label of a kind is a label of its detector, so that it is looked for at all."""
    for detector in DETECTORS:
        known = {*detector.labels, *detector.weak_labels}
        assert {label for kind in detector.kinds for label in kind.labels} <= known


@given(st.binary(min_size=3, max_size=30))
def test_decoding_is_that_of_the_standard(content: bytes) -> None:
    """Rows of base64 decode to what the standard library says."""
    content = content[: len(content) // 3 * 3]
    shown = np.frombuffer(base64.b64encode(content), np.uint8)[None]
    assert decode_rows(shown).tobytes() == content
