"""The rating of a file: level, score and legal flags."""

from __future__ import annotations

import pytest
from msgspec import structs

from meibo.assessment.law import TRIGGERS
from meibo.assessment.risk import Level, assess
from meibo.assessment.risk_rules import RiskRules
from meibo.inventory.model import Counts, Status
from meibo.inventory.rows import Asset
from meibo_detectors.model import Confidence


def make_asset(persons: int = 0, audience: str = "groups", **counts: tuple[int, int, int]) -> Asset:
    return Asset(
        version_id=1, target="file:///srv", path="a.csv", folder="", size_bytes=1, modified_ns=0, owner="",
        audience=audience, audience_source="", status=Status.COMPLETE, issue_code=None, issue_class=None, format="text",
        encoding="utf-8", content_hash=b"", bytes_read=1, persons_least=persons, persons_most=persons, roster_points=0,
        first_scan=1, last_scan=1, read_scan=1, counts={name: Counts(*row) for name, row in counts.items()},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asset", "score"),
    [
        (make_asset(1, jp_my_number=(0, 0, 1)), 100.0),
        (make_asset(1000, email=(0, 0, 1000)), 20.0),
        (make_asset(0, payment_card=(0, 0, 100)), 120.0),
        (make_asset(10, email=(0, 0, 1000)), 10.0),
        (make_asset(1000, email=(0, 0, 10)), 10.0),
        (make_asset(1, jp_phone=(0, 1, 0)), 1.0),
    ],
)
def test_score_is_that_of_the_specification(asset: Asset, score: float) -> None:
    """Weight x (1 + log10 of the people, or of the findings where those are fewer or nobody was counted)."""
    assert assess(asset).score == score


def test_the_gravest_class_decides_not_the_sum() -> None:
    """The score is the largest over the classes."""
    both = make_asset(100, jp_my_number=(0, 0, 1), email=(0, 0, 100))
    assert assess(both).score == 100.0


def test_the_score_is_capped() -> None:
    """No file scores more than the cap, here 100 x (1 + 5) against 500."""
    assert assess(make_asset(100_000, jp_my_number=(0, 0, 100_000))).score == 500.0


@pytest.mark.parametrize(
    ("detector", "level"),
    [
        ("jp_my_number", Level.CRITICAL),
        ("payment_card", Level.HIGH),
        ("email", Level.LOW),
        ("jp_phone", Level.NONE),
        ("of_a_newer_program", Level.LOW),
    ],
)
def test_level_follows_the_class(detector: str, level: Level) -> None:
    """C5 is critical, C4 high, C2 low; C1 fires never; an unknown detector counts as basic data."""
    assert assess(make_asset(1, **{detector: (0, 0, 1)})).level is level


def test_levels_have_an_order() -> None:
    """Grades grow from none to critical."""
    assert [level.grade for level in (Level.NONE, Level.LOW, Level.MEDIUM, Level.HIGH, Level.CRITICAL)] == [
        0,
        1,
        2,
        3,
        4,
    ]


@pytest.mark.parametrize(
    ("least", "level"),
    [(Confidence.HIGH, Level.NONE), (Confidence.MEDIUM, Level.LOW), (Confidence.LOW, Level.CRITICAL)],
)
def test_only_findings_of_the_wanted_confidence_count(least: Confidence, level: Level) -> None:
    """A low My Number and a medium address make a file critical, low or nothing, as the least confidence says."""
    assert assess(make_asset(1, jp_my_number=(1, 0, 0), email=(0, 1, 0)), least).level is level


def test_nothing_found_is_no_risk() -> None:
    """A file without findings has no level, no score and no flag."""
    risk = assess(make_asset(jp_my_number=(5, 0, 0)))
    assert (risk.level, risk.score, risk.flags) == (Level.NONE, 0.0, ())


def with_kinds(**found: dict[str, tuple[int, int, int]]) -> Asset:
    """A file whose findings are all of these kinds."""
    counts = {name: tuple(map(sum, zip(*kinds.values(), strict=True))) for name, kinds in found.items()}
    kinds = {name: {kind: Counts(*row) for kind, row in rows.items()} for name, rows in found.items()}
    return structs.replace(make_asset(0, **counts), kind_counts=kinds)


def test_a_kind_may_weigh_less_than_its_detector() -> None:
    """What only the financial sector treats as sensitive is high, special care is critical."""
    assert assess(with_kinds(sensitive={"union": (0, 0, 5)})).level is Level.HIGH
    assert assess(with_kinds(sensitive={"union": (0, 0, 5), "race": (0, 0, 1)})).level is Level.CRITICAL


def test_a_copy_of_a_card_weighs_as_much_as_its_number() -> None:
    """A portrait alone is basic data, and no sum of portraits is more."""
    assert assess(with_kinds(face_photo={"portrait": (0, 0, 500)})).level is Level.LOW
    card = assess(with_kinds(face_photo={"portrait": (0, 0, 5), "id-card": (0, 1, 0)}))
    licence = assess(make_asset(0, jp_drivers_license=(0, 0, 1)))
    assert (card.level, card.score, card.flags) == (licence.level, licence.score, ())


@pytest.mark.parametrize(
    ("asset", "flags"),
    [
        (with_kinds(sensitive={"medical-history": (0, 1, 0)}), ("rule7-1",)),
        (with_kinds(sensitive={"medical-history": (1, 0, 0)}), ()),
        (with_kinds(sensitive={"union": (0, 0, 5)}), ()),
        (make_asset(0, payment_card=(0, 1, 0)), ("rule7-2",)),
        (make_asset(1000, email=(0, 0, 1000)), ()),
        (make_asset(1001, email=(0, 0, 1001)), ("rule7-4",)),
        (make_asset(100, jp_my_number=(0, 0, 100)), ("mynumber-any",)),
        (make_asset(101, jp_my_number=(0, 1, 100)), ("mynumber-any", "mynumber-100")),
        (make_asset(1, "public", jp_my_number=(0, 0, 1)), ("mynumber-any", "mynumber-public")),
        (make_asset(1, "everyone", jp_my_number=(0, 0, 1)), ("mynumber-any", "mynumber-public")),
        (make_asset(1, "unknown", jp_my_number=(0, 0, 1)), ("mynumber-any",)),
        (make_asset(1, "public", jp_my_number=(1, 0, 0), email=(0, 0, 1)), ()),
    ],
)
def test_flags_are_raised_at_the_legal_thresholds(asset: Asset, flags: tuple[str, ...]) -> None:
    """More than 1,000 people and more than 100 My Numbers: the threshold itself does not raise the flag."""
    assert assess(asset).flags == flags


def test_thresholds_can_be_changed() -> None:
    """Rules given by the caller replace those of the specification."""
    rules = RiskRules(weights=(1, 2, 3, 4, 5), score_cap=7, reportable_persons=10, reportable_my_numbers=5)
    risk = assess(make_asset(1000, jp_my_number=(0, 0, 6), email=(0, 0, 1000)), rules=rules)
    assert (risk.score, risk.flags) == (7, ("rule7-4", "mynumber-any", "mynumber-100"))


def test_every_flag_can_be_raised() -> None:
    """No flag is dead: one file raises them all."""
    worst = make_asset(5000, "public", jp_my_number=(0, 0, 5000), payment_card=(0, 0, 1), sensitive=(0, 0, 1))
    worst = structs.replace(worst, kind_counts={"sensitive": {"disability": Counts(0, 0, 1)}})
    assert assess(worst).flags == tuple(trigger.id for trigger in TRIGGERS)
