"""Detectors that users define: which patterns are refused and why, what the others find, and how sure that is."""

from __future__ import annotations

import random
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meibo_detectors.engine import Engine
from meibo_detectors.model import Block, Layout
from meibo_detectors.person_sets import count_persons, unite
from meibo_detectors.persons import find_person_keys
from meibo_detectors.registry import DETECTORS, select
from meibo_detectors.user_rules import search as rule_search
from meibo_detectors.user_rules import vetting
from meibo_detectors.user_rules.checks import CHECKS, is_valid
from meibo_detectors.user_rules.detector import make_detector, mask, normalise
from meibo_detectors.user_rules.model import MOST_RULES, RISK_CLASSES, Rule
from meibo_detectors.user_rules.syntax import LONGEST_PATTERN, MOST_REPEATS, PatternError
from meibo_detectors.user_rules.vetting import LONGEST_MATCH, compile_search, vet

if TYPE_CHECKING:
    from collections.abc import Sequence

GOOD = (
    r"[A-Z]{2}-\d{6}",
    r"(?:営|総)\d{5}",
    r"\b\d{4}-\d{4}\b",
    r"EMP\d{5,8}",
    r"(?:\d{4}[- ]?){4}",
    r"(?:\d{4}-?)+",
    r"\d{3}-?\d{4}-?\d{4}",
    r"[a-z]+@[a-z]+\.co\.jp",
    r"社員番号[:\s]*[A-Z]?\d{5,6}",
    r"(?:\d+,)+\d+",
    r"[一-龠]{2,4}支店\d{3}",
    r"K[0-9A-F]{8}(?:-[0-9A-F]{4}){3}",
    r"(?:[A-Z]{2}\d{2}){1,5}",
    r"(?<=番号)\d{7}",
    r"\p{Han}{2}\d{4}",
    r"(?:foo|far|fob)+\d",
    r"a++b",
    r"(?>a+)b",
    r"\d+-\d+",
    r"[A-Z]\d{7}|[A-Z]{2}\d{6}",
    r".{1,50}様",
    r"第\d{1,4}号の\d{1,3}",
    r"\w+-\d{4}",
    r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)",
    r"(?P<office>[東西])-(?<number>\d{4})",
    r"[]\-a]{2}\\\{\x41\u3042\t",
    r"^\d{8}$",
    r"ＥＭＰ[０-９]{5}",
)
"""Patterns as a company would write them."""

BAD = (
    (r"(a+)+$", "ambiguous"),
    (r"(a|a)*b", "ambiguous"),
    (r"(a|b|ab)*c", "ambiguous"),
    (r"([a-z]+)*\d", "ambiguous"),
    (r"(?:a|aa)+$", "ambiguous"),
    (r"(x+x+)+y", "ambiguous"),
    (r"(\w+\s?)+$", "ambiguous"),
    (r"(?:\d+-?)+x", "ambiguous"),
    (r"(?:a?b?)*c", "ambiguous"),
    (r"(?:.+,)+x", "ambiguous"),
    (r"(?:(?:a|b)+|[ab]+)+c", "ambiguous"),
    (r"(?=(a+)+$)x", "ambiguous"),
    (r"(?:[0-9]{1,20}){2,}円", "ambiguous"),
    (r"(a{1,9}){1,9}$", "slow"),
    (r"(?:[A-Z]{2,10} ?){1,10}$", "slow"),
    (r"\d+\d+\d+-", "slow"),
    (r"(.*)*", "empty"),
    (r"a*", "empty"),
    (r"(?=\d)", "empty"),
    ("", "empty"),
    (r"a|", "empty"),
    ("x" * (LONGEST_PATTERN + 1), "too-long"),
    (r"[a-z]{1,100000}", "too-large"),
    (rf"a{{{MOST_REPEATS + 1}}}", "too-large"),
    (r"((a{1000}){1000}){1000}", "too-large"),
    (rf"a{{{LONGEST_MATCH + 1}}}", "too-large"),
    ("(" * 60 + "a" + ")" * 60, "too-large"),
    (r"(\d)\1", "unsupported"),
    (r"(?P<a>\d)(?P=a)", "unsupported"),
    (r"(?i)emp", "unsupported"),
    (r"(?R)", "unsupported"),
    (r"(?|a|b)", "unsupported"),
    (r"(*SKIP)a", "unsupported"),
    (r"(?:emp){e<=1}", "unsupported"),
    (r"a\K", "unsupported"),
    (r"[\q]", "unsupported"),
)
"""Patterns that are refused, and the reason."""

WRONG = (("(a", 3), ("a)", 2), ("[a", 1), ("*a", 1), ("a**", 3), ("ab{2,1}", 3), ("a\\", 2), ("[z-a]", 1), ("^*", 2))
"""Patterns that are no regular expressions, and the character where that shows."""


@pytest.mark.parametrize("pattern", GOOD)
def test_sound_patterns_pass(pattern: str) -> None:
    """A pattern that a company would write passes."""
    vet(pattern)


def test_a_machine_that_becomes_slow_refuses_no_sound_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is measured in the middle of a pattern takes three times as long from then on, as on a busy machine."""
    measure = vetting._measure
    for quick in (1, 2, 3, 7):
        measured = count()

        def measure_busy(
            pattern: vetting.Pattern, text: str, quick: int = quick, measured: count[int] = measured
        ) -> float:
            return measure(pattern, text) * (1 if next(measured) < quick else 3)

        monkeypatch.setattr(vetting, "_measure", measure_busy)
        vet(r"(?:foo|far|fob)+\d")


@pytest.mark.parametrize(("pattern", "code"), BAD)
def test_bad_patterns_are_refused_with_their_reason(pattern: str, code: str) -> None:
    """What backtracks without bound, is too large, matches nothing or is not understood never runs."""
    with pytest.raises(PatternError) as error:
        vet(pattern)
    assert error.value.code == code


@pytest.mark.parametrize(("pattern", "at"), WRONG)
def test_an_error_of_syntax_names_the_character(pattern: str, at: int) -> None:
    """The place is counted from 1 in the pattern as the user wrote it."""
    with pytest.raises(PatternError) as error:
        vet(pattern)
    assert (error.value.code, error.value.values) == ("syntax", {"at": at})


PIECES = st.sampled_from(
    [
        "a",
        "b",
        "0",
        r"\d",
        r"\w",
        "[a-c]",
        ".",
        "(",
        "(?:",
        ")",
        "|",
        "*",
        "+",
        "?",
        "{2,3}",
        "{1,20}",
        "-",
        r"\b",
        "営",
    ]
)


@given(st.one_of(st.text(max_size=20), st.lists(PIECES, max_size=10).map("".join)))
def test_any_text_is_a_pattern_or_is_refused(text: str) -> None:
    """Whatever stands in the configuration, vetting ends; what passes can be matched in no time."""
    try:
        vet(text)
    except PatternError:
        return
    for sign in "a0-":
        list(compile_search(text).finditer(sign * 500 + "\n", timeout=2))


class Search:
    """An engine with rules, and what it finds."""

    def __init__(self, *rules: Rule, others: tuple[str, ...] = ()) -> None:
        self.detectors = select((*others, *(rule.id for rule in rules)), rules)
        self.engine = Engine(self.detectors)

    def __call__(self, *texts: str, layout: Layout | None = None) -> list[tuple[str, str, int]]:
        """Id, value as written, and score of each finding."""
        blocks = [Block(text.encode(), layout=layout) if layout else Block(text.encode()) for text in texts]
        scan = self.engine.scan(blocks)
        return [(self.detectors[row["detector"]].id, scan.value(row), int(row["score"])) for row in scan.findings]

    def values(self, *texts: str) -> list[str]:
        """The values alone."""
        return [value for _, value, _ in self(*texts)]


EMPLOYEE = Rule("emp_id", r"EMP\d{5,8}", ("社員番号",), severity="high", person=True)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("EMP12345", ["EMP12345"]),
        ("ＥＭＰ１２３４５と emp123456", ["ＥＭＰ１２３４５", "emp123456"]),
        ("EMP\u200b12345", ["EMP\u200b12345"]),
        ("社員EMP12345さん", ["EMP12345"]),
        ("TEMP12345", []),
        ("EMP123456789", []),
        ("EMP1234", []),
        ("EMP12345A", ["EMP12345"]),
        ("EMP12345\nEMP12346", ["EMP12345", "EMP12346"]),
    ],
)
def test_spelling_does_not_matter_and_parts_of_longer_words_do_not_count(text: str, values: list[str]) -> None:
    """Width, case and hidden characters are folded; a run of letters or of digits is matched whole."""
    assert Search(EMPLOYEE).values(text) == values


def test_a_border_of_words_stands_between_kanji_and_digits() -> None:
    """Japanese sets no blanks: ``\\b`` holds between kanji and digits."""
    search = Search(Rule("member", r"\b\d{4}-\d{4}\b"))
    assert search.values("会員1234-5678です", "1234-5678-9", "x1234-5678") == ["1234-5678", "1234-5678"]


def test_no_match_crosses_files() -> None:
    """Texts that are scanned together stay apart; offsets lead back into each."""
    search = Search(Rule("pair", r"AB\s+\d{3}"))
    assert search.values("AB\n123", "AB", "456", "AB 789") == ["AB\n123", "AB 789"]


@pytest.mark.parametrize(
    ("rule", "text", "score"),
    [
        (EMPLOYEE, "社員番号: EMP12345", 90),
        (EMPLOYEE, "備考 EMP12345", 40),
        (Rule("member", r"\d{8}"), "12345678", 60),
        (Rule("member", r"\d{8}"), "注文番号 12345678", 60),
        (Rule("member", r"\d{8}"), "12345678円", 40),
        (Rule("member", r"\d{8}", ("会員番号",), "luhn"), "会員番号 12345674", 95),
        (Rule("member", r"\d{8}", ("会員番号",), "luhn"), "番号 12345674", 75),
        (Rule("member", r"\d{8}", ("会員番号",), "luhn"), "会員番号 12345675", 40),
        (Rule("member", r"\d{8}", ("会員番号",), "luhn"), "番号 12345675", 0),
        (Rule("member", r"\d{4}-\d{4}", (), "luhn"), "1234-5674", 75),
    ],
)
def test_scores(rule: Rule, text: str, score: int) -> None:
    """Label and check digit decide, as the table of ``user_rules.detector`` says."""
    assert [found for _, _, found in Search(rule)(text)] == ([score] if score else [])


def test_labels_name_columns_and_columns_speak_for_themselves() -> None:
    """The name of a column is a label; without one, a column of nothing else is medium."""
    layout = Layout("delimited", ",")
    rows = "".join(f"EMP{number},佐藤\n" for number in range(10000, 10008))
    search = Search(EMPLOYEE)
    assert {score for _, _, score in search("社員番号,氏名\n" + rows, layout=layout)} == {90}
    assert {score for _, _, score in search("符号,氏名\n" + rows, layout=layout)} == {75}


def test_a_label_of_a_rule_takes_nothing_from_other_detectors() -> None:
    """A field that a rule's label names may hold what built-in detectors find."""
    rule = Rule("note", r"N\d{4}", ("備考",))
    layout = Layout("delimited", ",")
    found = Search(rule, others=("email", "jp_phone"))(
        "備考,品名\nhanako@mail.co.jp,机\n090-2345-6781,椅子\n", layout=layout
    )
    assert {name for name, _, score in found if score >= 60} == {"email", "jp_phone"}


def test_a_rule_counts_people_only_where_it_says_so() -> None:
    """With ``person`` each value stands for one person, however it is spelled."""
    for rule, people in ((EMPLOYEE, 2), (Rule("emp_id", EMPLOYEE.pattern, EMPLOYEE.labels), 0)):
        search = Search(rule)
        scan = search.engine.scan([Block("社員番号: EMP12345\n社員番号: ＥＭＰ12345\n社員番号: EMP12346\n".encode())])
        keys = find_person_keys(scan, search.detectors, bytes(32))[1]
        assert count_persons(unite([keys]))[1] == people


def test_masks_show_the_last_two_characters() -> None:
    """And none of a value that is short."""
    assert [mask(value) for value in ("AB-123456", "営12345", "1234", "123", "x" * 100)] == [
        "*******56", "****45", "**34", "***", "*" * 16 + "xx",
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.from_regex(r"\A[A-Z]{2}-[0-9]{6}\Z"),
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.text("あ漢 、\n", max_size=8),
)
def test_a_generated_value_is_found_in_any_surroundings(value: str, before: str, after: str) -> None:
    """Full width or half, between anything that is no letter or digit."""
    search = Search(Rule("member", r"[A-Z]{2}-\d{6}"))
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in value)
    for spelled in (value, wide):
        assert spelled in search.values(f"{before}\n。{spelled}。{after}")


@pytest.mark.parametrize(
    ("name", "passing", "failing"),
    [
        ("luhn", ["4111111111111111", "12345674"], ["4111111111111112", "12345675", "0x"]),
        ("mod7", ["1002"], ["1003"]),
        ("mod10-weights31", ["4512345678906", "96385074"], ["4512345678907"]),
        ("mod11", ["123455", "24727059608"], ["123456"]),
        ("iso7064-mod97-10", ["79444"], ["79445"]),
        ("my-number", ["726453189024"], ["726453189025", "72645318902"]),
        ("corporate-number", ["8700110005901", "7000012050002"], ["8700110005902", "870011000590"]),
        ("licence", ["309012345620"], ["309012345630"]),
        ("resident-code", ["24846016224"], ["24846016225", "2484601622"]),
    ],
)
def test_check_digits(name: str, passing: list[str], failing: list[str]) -> None:
    """Each check of the table takes what it should and nothing else."""
    check = CHECKS[name]
    assert check is not None
    failing = ["".join(sign for sign in number if sign.isdigit()) for number in failing]
    assert is_valid(check, [*passing, *failing]).tolist() == [True] * len(passing) + [False] * len(failing)


@pytest.mark.parametrize("name", ["luhn", "mod10-weights31", "iso7064-mod97-10"])
def test_one_digit_changed_is_refuted(name: str) -> None:
    """These notice any single wrong digit; the others give one digit for two remainders, or know seven only."""
    check = CHECKS[name]
    assert check is not None
    dice = random.Random(7)
    digits = np.array([[dice.randrange(10) for _ in range(13)] for _ in range(3000)], np.uint8)
    valid = digits[check(digits)]
    assert len(valid) > 5
    for column in range(13):
        changed = valid.copy()
        changed[:, column] = (changed[:, column] + dice.randrange(1, 10)) % 10
        assert not check(changed).any()


def test_what_takes_too_long_is_given_up_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """One block of digits without end stops one rule there; the same rule goes on in other blocks."""
    monkeypatch.setattr(rule_search, "BLOCK_SECONDS", 0.05)
    slow, quick = Rule("slow", r"\d+-\d{4}x"), Rule("quick", r"AB\d{4}")
    vet(slow.pattern)
    detectors = select(("quick", "slow"), (slow, quick))
    engine = Engine(detectors)
    blocks = [Block(("1" * 60_000 + "-2345xy AB1234").encode()), Block(b"12-3456x")]
    scan = engine.scan(blocks)
    found = {(int(row["block"]), detectors[row["detector"]].id) for row in scan.findings}
    assert found == {(0, "quick"), (1, "slow")}
    assert scan.text.given_up == [(0, "slow")]
    again = engine.scan(blocks, [frozenset({"slow"}), frozenset()])
    assert again.text.given_up == []
    assert len(again.findings) == len(scan.findings)


def test_rules_stand_behind_built_in_detectors() -> None:
    """In the order of ids, and only those that are named where any are."""
    rules = (Rule("b_rule", "b\\d"), Rule("a_rule", "a\\d", severity="critical", title="社員"))
    ids: Sequence[str] = [detector.id for detector in select((), rules)]
    assert ids == [*(detector.id for detector in DETECTORS), "a_rule", "b_rule"]
    assert [detector.id for detector in select(("b_rule", "email"), rules)] == ["email", "b_rule"]
    assert [detector.id for detector in select(("email",), rules)] == ["email"]
    detector = make_detector(rules[1])
    assert (detector.title_ja, detector.title_en, detector.risk_class) == ("社員", "社員", "C5")
    assert make_detector(rules[0]).title_ja == "b_rule"


def test_all_detectors_fit_the_masks_of_labels() -> None:
    """A detector is one bit of 64."""
    assert len(DETECTORS) + MOST_RULES <= 64
    assert list(RISK_CLASSES.values()) == ["C2", "C3", "C4", "C5"]


def test_values_are_normalised_whatever_their_spelling() -> None:
    """Fingerprints of one number are one."""
    assert {normalise(value) for value in ("AB-123456", "ａｂ−１２３４５６", "AB 123456", "ab123456")} == {"ab123456"}
