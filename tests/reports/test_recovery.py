"""No report lets anybody have a value back: neither in any spelling nor by a hash that everybody can compute.

A number of 12 digits under a hash without a key is no secret: all of them can be tried within minutes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from meibo.configuration.report_kinds import REPORT_KINDS
from report_parts import take_apart

VALUES = {
    "個人番号": ("5319-0482-7619", "726453189028", "0123-4567-8903"),
    "携帯電話": ("090-7391-4826", "080-6152-9374", "070-4918-2735"),
    "カード番号": ("4539-5787-6362-1486", "5425-2334-3010-9903", "3530-1113-3330-0000"),
}
"""Invented; by the heading under which they stand."""
HASHES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s")


def make_my_number(digits: str) -> str:
    """The number with its check digit, in the form that it came in."""
    plain = digits.replace("-", "")[:11]
    total = sum(int(digit) * weight for digit, weight in zip(plain, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True))
    whole = plain + str(0 if total % 11 < 2 else 11 - total % 11)
    return "-".join((whole[:4], whole[4:8], whole[8:])) if "-" in digits else whole


PLANTED = {
    heading: tuple(map(make_my_number, values)) if heading == "個人番号" else values
    for heading, values in VALUES.items()
}


def spell(value: str) -> set[str]:
    """A value as people write it: with and without its separators, in full width, backwards, in groups of four."""
    digits = value.replace("-", "")
    groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    narrow = {
        value,
        digits,
        value.replace("-", " "),
        " ".join(groups),
        "-".join(groups),
        digits[::-1],
        digits.lstrip("0"),
    }
    wide = {text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)}) for text in narrow}
    return narrow | wide


def betray(value: str) -> Iterator[tuple[str, bytes]]:
    """Everything from which the value could be had back, with what it is; nothing so short that chance makes it."""
    for text in spell(value):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp932"):
            raw = text.encode(encoding)
            yield "text", raw
            yield "hex", raw.hex().encode()
            yield "base64", base64.b64encode(raw).rstrip(b"=")[:-1]  # the last character depends on what follows
            for name in HASHES:
                for digest in (hashlib.new(name, raw).digest(), hashlib.new(name, raw + b"\n").digest()):
                    for length in {16, len(digest)}:  # also cut short
                        part = digest[:length]
                        yield name, part
                        yield name, part.hex().encode()
                        yield name, part.hex().upper().encode()
                        yield name, base64.b64encode(part).rstrip(b"=")[:-1]
                        yield name, base64.urlsafe_b64encode(part).rstrip(b"=")[:-1]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A share that holds the values in a table, in forms and in notes, in several encodings."""
    share = tmp_path_factory.mktemp("share")
    columns = list(PLANTED)
    names = ("佐藤 花子", "鈴木 一郎", "高橋 美咲")
    lines = [",".join((name, *(PLANTED[heading][at] for heading in columns))) for at, name in enumerate(names)]
    (share / "名簿.csv").write_text("\n".join([",".join(("氏名", *columns)), *lines]), "cp932")
    for at, name in enumerate(names):
        form = "\n".join((f"氏名: {name}", *(f"{heading}: {PLANTED[heading][at]}" for heading in columns)))
        (share / f"申込書{at}.txt").write_text(form, "utf-8")
        (share / f"申込書{at}_全角.txt").write_text(
            "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in form), "utf-16"
        )
    (share / "控え.txt").write_bytes((share / "申込書0.txt").read_bytes())
    return share


@pytest.fixture(scope="module")
def reports(planted: Path, run_meibo: Callable[..., str], desk: Path) -> dict[str, bytes]:
    """Every part of every kind of report on a real scan, with all that may be reported."""
    places = {kind.id: desk / f"all.{kind.id}" for kind in REPORT_KINDS}
    named = [word for kind, place in places.items() for word in (f"--{kind}", place)]
    run_meibo("scan", planted, "--all-locations", "--min-confidence", "low", *named)
    return {f"{kind}: {name}": part for kind, place in places.items() for name, part in take_apart(place).items()}


def test_the_values_are_found(reports: dict[str, bytes]) -> None:
    """Or the other tests would say nothing: each of them, in each of its files."""
    (lines,) = [part for name, part in reports.items() if name.startswith("jsonl:")]
    found = [json.loads(line) for line in lines.splitlines()]
    for detector, ends in (("jp_my_number", 2), ("jp_phone", 2), ("payment_card", 4)):
        values = PLANTED[{"jp_my_number": "個人番号", "jp_phone": "携帯電話", "payment_card": "カード番号"}[detector]]
        shown = [unicodedata.normalize("NFKC", row["masked"])[-ends:] for row in found if row["detector"] == detector]
        assert {value[-ends:] for value in values} <= set(shown), detector


def test_no_report_holds_a_value_or_an_unkeyed_hash_of_it(reports: dict[str, bytes]) -> None:
    kinds = {name.partition(":")[0] for name in reports}
    assert kinds == {kind.id for kind in REPORT_KINDS}
    everything = b"\0".join(reports.values())
    for values in PLANTED.values():
        for value in values:
            for what, trace in betray(value):
                if trace in everything:
                    where = [name for name, part in reports.items() if trace in part]
                    raise AssertionError(f"{what} of {value} in {where}")


def test_fingerprints_differ_between_keys(
    reports: dict[str, bytes], planted: Path, run_meibo: Callable[..., str]
) -> None:
    """They are of a key that no report holds: another inventory's say nothing of these."""
    printed = run_meibo("detect", planted, "--format", "jsonl")
    others = {json.loads(line)["fingerprint"] for line in printed.splitlines()}
    assert others
    for name, part in reports.items():
        assert not [fingerprint for fingerprint in others if fingerprint.encode() in part], name


def test_no_report_holds_the_key(reports: dict[str, bytes], desk: Path) -> None:
    text = (desk / "meibo.db.key").read_bytes().strip()
    secret = bytes.fromhex(text.decode())
    for form in (
        text,
        text.upper(),
        secret,
        base64.b64encode(secret)[:-1],
        hashlib.sha256(secret).hexdigest().encode(),
    ):
        assert form not in b"\0".join(reports.values())


def test_the_check_sees_each_form() -> None:
    """A report that held one would be seen."""
    value = PLANTED["個人番号"][0]
    digits = value.replace("-", "")
    forms = {trace for _, trace in betray(value)}
    for leak in (
        digits.encode(), value.encode(), hashlib.sha256(digits.encode()).hexdigest().encode(),
        base64.b64encode(hashlib.md5(value.encode()).digest()),  # noqa: S324 - what nobody should write
    ):  # fmt: skip
        assert any(form in leak for form in forms)
