"""Who can read by a bucket's policy: a table that a cloud engineer can review."""

from __future__ import annotations

import contextlib
import json
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meibo_connectors.s3_policy import Policy
from meibo_connectors.s3_reach import Owner, rank

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "s3_policy.toml").read_text("utf-8"))
OWNER = Owner(account="111122223333", canonical_id="owner-id")


PRINCIPALS = ("*", {"AWS": "444455556666"}, {"AWS": "111122223333"}, {"Service": "cloudfront.amazonaws.com"})
CONDITIONS = (
    {},
    {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}},
    {"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}},
    {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
    {"Bool": {"aws:SecureTransport": "false"}},
    {"StringEquals": {"aws:Foo": "bar"}},
)
STATEMENTS = st.fixed_dictionaries(
    {
        "Effect": st.sampled_from(["Allow", "Deny"]),
        "Principal": st.sampled_from(PRINCIPALS),
        "Action": st.sampled_from(["s3:GetObject", "s3:GetObjectVersion", "s3:*", "s3:PutObject"]),
        "Resource": st.sampled_from(
            ["*", "arn:aws:s3:::rosters/*", "arn:aws:s3:::rosters/staff/*", "arn:aws:s3:::x/*"]
        ),
        "Condition": st.sampled_from(CONDITIONS),
    }
)


def read(statements: str, owner: Owner = OWNER) -> Policy:
    """The policy with these statements of the bucket ``rosters``."""
    return Policy(f'{{"Version": "2012-10-17", "Statement": {statements}}}', "rosters", owner)


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_policy_lets_read(case: dict[str, str]) -> None:
    """The audience and the reason are those of the table."""
    policy = read(case["policy"])
    if "below" in case:
        access = policy.find_who_reads_any(case["below"])
    else:
        access = policy.find_who_reads(case.get("key", "staff/list.csv"))
    assert (access.audience, access.source) == (case["who"], case["reason"])


@pytest.mark.parametrize("case", TABLE["broken"], ids=lambda case: case["name"])
def test_what_is_no_policy_is_refused(case: dict[str, str]) -> None:
    """Nothing is concluded from a text that isn't understood as a whole."""
    with pytest.raises(ValueError, match=r"no policy|ARN"):
        Policy(case["document"], "rosters", OWNER)


def test_a_text_nested_without_end_is_refused() -> None:
    """However deep it goes."""
    with pytest.raises(ValueError, match="no policy"):
        Policy('{"Id": ' + "[" * 100_000, "rosters", OWNER)


@pytest.mark.parametrize("principal", ['{"AWS": "111122223333"}', '{"CanonicalUser": "owner-id"}'])
def test_an_account_is_not_called_another_while_the_owner_is_unknown(principal: str) -> None:
    """The account that a policy names may be the owner's own."""
    statement = f'{{"Effect": "Allow", "Principal": {principal}, "Action": "s3:*", "Resource": "*"}}'
    access = read(statement, Owner()).find_who_reads("staff/list.csv")
    assert access.audience == "unknown"
    assert access.source.endswith(", perhaps the owner (s3:*)")


@pytest.mark.parametrize(
    ("allowed", "is_uniform"),
    [("rosters/*", True), ("*", True), ("rosters/public/*", False), ("rosters/*.pdf", False)],
)
def test_a_policy_knows_whether_all_objects_are_the_same_to_it(allowed: str, is_uniform: bool) -> None:
    """Where they are, one evaluation serves a million objects."""
    resource = allowed if allowed == "*" else f"arn:aws:s3:::{allowed}"
    policy = read(f'{{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "{resource}"}}')
    assert policy.is_uniform is is_uniform


def test_patterns_full_of_stars_take_no_time() -> None:
    """Who may write a policy can't stop a scan with it."""
    pattern = "arn:aws:s3:::rosters/" + "*a" * 60 + "b"
    policy = read(f'{{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "{pattern}"}}')
    start = time.perf_counter()
    assert policy.find_who_reads("a" * 1000).audience == "account"
    assert time.perf_counter() - start < 1


def test_a_pattern_ends_where_the_key_ends() -> None:
    """What follows the last star may stand elsewhere in the key too."""
    policy = read(
        '{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::rosters/*a*b*ab"}'
    )
    assert policy.find_who_reads("xab-ab-ab").audience == "public"
    assert policy.find_who_reads("xab-ab-abc").audience == "account"
    assert policy.find_who_reads("ab").audience == "account"


@given(st.lists(STATEMENTS, max_size=4), STATEMENTS)
def test_allowing_never_narrows_and_denying_never_widens(
    statements: list[dict[str, object]], more: dict[str, object]
) -> None:
    """Whatever else the policy says."""
    key = "staff/list.csv"
    before = rank(read(json.dumps(statements)).find_who_reads(key))
    after = rank(read(json.dumps([*statements, more])).find_who_reads(key))
    assert after >= before if more["Effect"] == "Allow" else after <= before


@given(st.lists(STATEMENTS, max_size=4), st.sampled_from(["", "staff/", "sales/"]))
def test_a_bucket_is_as_wide_as_its_widest_object(statements: list[dict[str, object]], prefix: str) -> None:
    """What is said of all objects below a prefix covers each."""
    policy = read(json.dumps(statements))
    assert rank(policy.find_who_reads_any(prefix)) >= rank(policy.find_who_reads(f"{prefix}list.csv"))


@settings(max_examples=40)
@given(st.recursive(st.none() | st.booleans() | st.text(max_size=5), lambda one: st.lists(one) | st.dictionaries(
    st.sampled_from(["Statement", "Effect", "Principal", "Action", "Resource", "Condition", "AWS"]), one)))  # fmt: skip
def test_any_json_is_a_policy_or_refused(document: object) -> None:
    """Nothing but ValueError comes out."""
    with contextlib.suppress(ValueError):
        Policy(json.dumps(document), "rosters", OWNER)
