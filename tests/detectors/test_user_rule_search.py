"""The two ways to search for users' patterns: with Hyperscan before ``regex`` and without it, the same is found."""

from __future__ import annotations

import functools
from itertools import pairwise
from types import ModuleType

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from meibo.samples.business_text import business_text
from meibo_detectors.engine import Engine
from meibo_detectors.model import Block
from meibo_detectors.text import Text
from meibo_detectors.user_rules import search as searching
from meibo_detectors.user_rules.necessary import find_necessary
from meibo_detectors.user_rules.search import HyperscanSearch, PlainSearch, Search, load_hyperscan, make_search
from meibo_detectors.user_rules.syntax import PatternError
from meibo_detectors.user_rules.vetting import FLAGS, vet

HYPERSCAN = load_hyperscan()
has_wheel = pytest.mark.skipif(HYPERSCAN is None, reason="there is no wheel of hyperscan for this machine")

PATTERNS = (
    r"[A-Z]{2}-\d{6}",
    r"(?:営|総)\d{5}",
    r"\b\d{4}-\d{4}\b",
    r"(?:\d{4}-?)+",
    r"社員番号[:\s]*[A-Z]?\d{5,6}",
    r"(?:\d+,)+\d+",
    r"[一-龠]{2,4}支店\d{3}",
    r"(?<=番号)\d{7}",
    r"(?<![a-z])k\w{2,}(?=[ 。])",
    r"\p{Han}{2}\d{4}",
    r"(?:foo|far|fob)+\d",
    r"a++b",
    r"(?>a+|b)b",
    r"\d+-\d+?",
    r".{1,50}様",
    r"[^,]+様",
    r"\w+-\d{4}",
    r"^\d{8}$",
    r"\A\w+",
    r"(?:is|İs|社)\d\D{1,3}\S",
    r"\w{45,60}x",
    r"[𠮷-𠮿]+\s\d",
    r"a+(?=b(?=0))",
    r"[ab]+(?!.*1)",
    r"\d{2}(?=.{410}$)",
)
SIGNS = "ab0123-,.: \n\u3000様社営番号支店東京山田fookisKIſıİ\u212a٣𠮷あー０Ａ。"
GAP = st.sampled_from(["", "", " " * 450, "1" * 420, "。" * 900])
TEXTS = st.lists(st.lists(st.text(SIGNS, max_size=30) | GAP, max_size=5).map("".join), min_size=1, max_size=3)
PARTS = r"a b 0 k \d \w \s [a-c] [^a] . ( (?: (?= (?<! ) | * + ? {2,3} {1,20} - \b ^ $ 営 *? ++ \D [^!-~]"
PIECES = st.sampled_from(tuple(PARTS.split()))


def read(*texts: str) -> Text:
    """Texts made ready to be searched."""
    return Engine(()).read([Block(text.encode()) for text in texts])


def find(search: Search, text: Text) -> list[list[tuple[int, int]]]:
    """The matches in each text."""
    walk, starts = search.prepare(text), text.folded.block_starts.tolist()
    return [list(walk(begin, end - 3)) for begin, end in pairwise(starts)]


@functools.lru_cache(maxsize=4)
def make_both(pattern: str) -> tuple[Search, Search]:
    """Both ways to search for a pattern."""
    assert HYPERSCAN is not None
    return HyperscanSearch(pattern, HYPERSCAN), PlainSearch(pattern)


@has_wheel
@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=12, deadline=None)
@given(TEXTS)
@example(
    [
        "社員番号:A12345、営12345 1234-5678 12345678\n東京支店123 番号1234567 kis ",
        "1,2,3 山田 太郎 様 foofar1 aaab 1-2-3",
    ]
)
@pytest.mark.slow
def test_both_ways_find_the_same(pattern: str, texts: list[str]) -> None:
    """Whatever a pattern asks of its surroundings, in texts that are searched together."""
    text = read(*texts)
    quick, plain = make_both(pattern)
    assert find(quick, text) == find(plain, text)


@has_wheel
@given(st.lists(PIECES, min_size=1, max_size=8).map("".join), TEXTS)
def test_any_pattern_that_passes_is_found_in_both_ways(pattern: str, texts: list[str]) -> None:
    """Patterns made of the parts of which patterns are made."""
    try:
        vet(pattern)
    except PatternError:
        return
    text = read(*texts)
    quick, plain = make_both(pattern)
    assert find(quick, text) == find(plain, text)


@has_wheel
def test_both_ways_find_the_same_in_a_corpus() -> None:
    """Letters, logs and lists; some of the patterns are in them."""
    text = read(business_text(1 << 17, seed=4).decode())
    found = 0
    for pattern in PATTERNS:
        vet(pattern)
        quick, plain = make_both(pattern)
        matches = find(quick, text)
        assert matches == find(plain, text)
        found += len(matches[0])
    assert found > 100


@has_wheel
def test_hits_may_be_few_or_many() -> None:
    """A pattern that is everywhere is left to the plain way; near hits are found in one go, far ones each by itself."""
    quick, plain = make_both(r"\d-\d")
    for spaces in (1, 50, 500):
        text = read(f"1-2{' ' * spaces}" * 300)
        assert find(quick, text) == find(plain, text)
        assert len(find(quick, text)[0]) == 300


@has_wheel
def test_what_hyperscan_cannot_hold_is_searched_for_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then, and where the package is missing, ``regex`` is alone."""
    assert isinstance(make_search("a"), HyperscanSearch)
    monkeypatch.setattr(searching, "find_necessary", lambda pattern: find_necessary(pattern)._replace(source="(?<=a)a"))
    assert isinstance(make_search("a"), PlainSearch)
    monkeypatch.undo()
    monkeypatch.setattr(searching, "load_hyperscan", lambda: None)
    assert isinstance(make_search("a"), PlainSearch)


@pytest.mark.parametrize(
    ("pattern", "width", "begins", "never"),
    [
        (r"EMP\d{5,8}", 8, ["emp12345"], ["emp1234", "xemp12345"]),
        (r"\d+-\d+", None, ["12-3"], ["12-", "-3"]),
        (r"(?:\d{4}-?)+", 4, ["1234"], ["123"]),
        (r"[a-z]{2}(?=x)(?:b|cd)?", 2, ["ab"], ["a"]),
        (r"(?:foo|ba*r?){3}", None, ["foofoob", "bbb"], ["bb"]),
        (r"(?:foo|bar?){2}", 6, ["fooba", "barfoo"], ["foob"]),
        (r"社員\d", 3, ["社員1"], ["社員"]),
    ],
)
def test_necessary_beginnings(pattern: str, width: int | None, begins: list[str], never: list[str]) -> None:
    """As short as a match allows; look-around is left out."""
    necessary = find_necessary(pattern)
    assert necessary.width == width
    source = regex.compile(
        regex.sub(r"\\x\{(\w+)\}", lambda code: f"\\U{int(code[1], 16):08x}", necessary.source), FLAGS
    )
    assert all(source.fullmatch(text) for text in begins)
    assert not any(source.match(text) for text in never)
    assert not any(regex.search(necessary.stop, text) for text in begins)


def test_the_module_is_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """None where it cannot be imported."""
    assert HYPERSCAN is None or isinstance(HYPERSCAN, ModuleType)
    monkeypatch.setitem(__import__("sys").modules, "hyperscan", None)
    assert load_hyperscan() is None
