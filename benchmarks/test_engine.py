"""Micro benchmarks of one pass over a block: pytest benchmarks --benchmark-only"""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from corpora import make_corpus
from meibo_detectors.engine import Engine
from meibo_detectors.model import Block
from meibo_detectors.person_sets import count_persons, unite
from meibo_detectors.persons import find_person_keys
from meibo_detectors.registry import DETECTORS
from meibo_detectors.structure.recognise import recognise

BLOCK_BYTES = 1 << 20
CORPORA = {name: make_corpus(name, BLOCK_BYTES) for name in ("dense", "sparse", "numeric", "prose")}


def make_block(name: str) -> Block:
    """A corpus as a block, laid out as its head tells."""
    text = CORPORA[name].data
    return Block(text, layout=recognise(text[:4096].decode(errors="ignore")))


@pytest.mark.parametrize("name", CORPORA)
def test_scan_of_one_block(benchmark: BenchmarkFixture, name: str) -> None:
    """One pass of every detector over a block of 1 MB; the mail addresses are counted before the time stands."""
    engine, block = Engine(DETECTORS), make_block(name)
    scan = benchmark(engine.scan, [block])
    index = next(at for at, detector in enumerate(DETECTORS) if detector.id == "email")
    assert int((scan.findings["detector"] == index).sum()) == CORPORA[name].mails


HOSTILE = {
    "at signs": "@" * 1_000_000,
    "addresses in a chain": "b.jp@" * 200_000,
    "spelled at signs": "b.jp(at)" * 120_000,
    "padded numbers": " ".join(f"{number:05}" for number in range(160_000)),
    "single digits": "1 " * 500_000,
    "zeros and hyphens": "0-" * 500_000,
    "labels": "電話1" * 100_000,
    "private keys": "-----BEGIN PRIVATE KEY-----" * 37_000,
    "private keys without end": f"-----BEGIN PRIVATE KEY-----\n{'A1b2C3d4' * 8}\n" * 10_000,
    "web tokens": "eyJ" * 333_000,
    "parts of web tokens": "eyJhbGciOiJIUzI1NiJ9." * 47_000,
    "hexadecimal": "0123456789abcdef" * 62_500,
    "passwords": "password=" * 111_000,
    "passwords with values": "password=Kc7dq2Wz " * 55_000,
    "passwords in URLs": "http://a:b@" * 90_000,
    "double colons": "a::b:" * 200_000,
    "fillers": "<" * 1_000_000,
    "lines of passports": f"P<UTO{'<' * 39}\n" * 22_000,
    "insured symbols": "記号番号" * 83_000,
    "insured symbols with numbers": "記号12番号345" * 58_000,
    "bank accounts": "普通1234567" * 76_000,
    "post bank accounts": "10180-12345671 " * 66_000,
    "plates": "品川500あ1234" * 62_000,
    "medical titles": "診断書\n" * 100_000,
    "diseases": "病名:糖尿病," * 58_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_scan_of_a_hostile_block(benchmark: BenchmarkFixture, name: str) -> None:
    """Text that is made to be slow: none may take seconds a megabyte."""
    engine, block = Engine(DETECTORS), Block(HOSTILE[name].encode())
    scan = benchmark.pedantic(engine.scan, args=([block],), rounds=2)
    assert len(scan.findings) < len(block.text)


def test_person_keys_of_one_block(benchmark: BenchmarkFixture) -> None:
    """Person keys of a dense block: one person a row."""
    scan = Engine(DETECTORS).scan([make_block("dense")])
    _, keys = benchmark(find_person_keys, scan, DETECTORS, bytes(32))
    assert count_persons(unite([keys])) == (CORPORA["dense"].mails,) * 2
