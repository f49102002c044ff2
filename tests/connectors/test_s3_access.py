"""Who can read an object of S3, from all that the service answers."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from connectors.scripted_s3 import ScriptedS3
from meibo_connectors.s3_access import BucketAccess

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "s3_access.toml").read_text("utf-8"))
SAID = ("name", "who", "reason", "listed", "at")
KEY = "staff/list.csv"


def script(case: dict[str, Any]) -> ScriptedS3:
    """The service of a case; a policy may be named."""
    answers = {name: value for name, value in case.items() if name not in SAID}
    if "policy" in answers:
        answers["policy"] = TABLE["policies"].get(answers["policy"], answers["policy"])
    return ScriptedS3(answers, case.get("at"))


def reach(service: ScriptedS3) -> BucketAccess:
    """The access to the bucket, which is asked of the service."""
    return BucketAccess(service.client("s3"), "rosters", "", service.client)


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_object_is_read_by(case: dict[str, Any]) -> None:
    """The audience and the reason are those of the table, before the object's ACL is asked for and after."""
    access = reach(script(case))
    if "listed" in case:
        listed = access.of_key(KEY)
        assert f"{listed.audience}: {listed.source}" == case["listed"]
    found = access.of_object(KEY)
    assert (found.audience, found.source) == (case["who"], case["reason"])


def test_a_bucket_is_asked_about_once() -> None:
    """A thousand objects take one question each, and none where no ACL counts."""
    service = script({})
    access = reach(service)
    for number in range(5):
        access.of_key(f"{number}")
        access.of_object(f"{number}")
    assert sorted(service.asked) == sorted(
        [
            "GetBucketAcl", "GetBucketPolicy", "GetBucketOwnershipControls", "GetPublicAccessBlock",
            "GetCallerIdentity", "HeadBucket", "GetPublicAccessBlock", *["GetObjectAcl"] * 5,
        ]
    )  # fmt: skip
    enforced = script({"ownership": ["BucketOwnerEnforced"]})
    reach(enforced).of_object(KEY)
    assert "GetObjectAcl" not in enforced.asked


def test_a_part_of_a_bucket_can_be_public() -> None:
    """Each object is judged by its own key, and the bucket by its widest part."""
    policy = TABLE["policies"]["public"].replace("rosters/*", "rosters/public/*")
    service = script({"policy": policy, "status": True, "ownership": ["BucketOwnerEnforced"]})
    access = reach(service)
    assert access.of_key("public/menu.pdf").audience == "public"
    assert access.of_key(KEY).audience == "account"
    assert access.of_bucket().source == "policy: Principal * (s3:GetObject) on public/*"


def test_checks_name_each_right() -> None:
    """What is refused is missing, what is empty isn't known, and what isn't set is an answer."""
    service = script({"policy": "AccessDenied", "status": "", "object_acl": "AccessDenied"})
    assert [(check.code, check.outcome, check.detail) for check in reach(service).checks()] == [
        ("read-access", "missing", "s3:GetBucketPolicy: AccessDenied"),
        ("read-access", "unknown", "s3:GetBucketPolicyStatus: empty answer"),
        ("read-access", "ok", "s3:GetBucketAcl"),
        ("read-access", "ok", "s3:GetBucketPublicAccessBlock"),
        ("read-access", "ok", "s3:GetAccountPublicAccessBlock"),
        ("read-access", "ok", "s3:GetBucketOwnershipControls"),
        ("read-access", "missing", "s3:GetObjectAcl: AccessDenied"),
    ]


def test_checks_ask_for_no_acl_where_none_counts() -> None:
    """A right that would bring nothing is not missed."""
    service = script({"ownership": ["BucketOwnerEnforced"], "object_acl": "AccessDenied"})
    assert {check.outcome for check in reach(service).checks()} == {"ok"}


def test_a_server_that_is_not_there_leaves_all_unknown() -> None:
    """No exception of the SDK comes through, and nothing is concluded from silence."""
    keys = {"aws_access_key_id": "AKEXAMPLE", "aws_secret_access_key": "secret-example"}
    config = Config(retries={"total_max_attempts": 1}, connect_timeout=1)
    client = boto3.client("s3", region_name="x", endpoint_url="http://127.0.0.1:9", config=config, **keys)
    found = BucketAccess(client, "rosters").of_object(KEY)
    assert found.audience == "unknown"
    assert "EndpointConnectionError" in found.source


def test_the_policy_to_paste_holds_each_right_that_is_asked_for() -> None:
    """And nothing but reading and listing."""
    page = (Path(__file__).parents[2] / "docs" / "connections" / "s3-permissions.md").read_text("utf-8")
    pasted = json.loads(page.partition("```json\n")[2].partition("```")[0])
    granted = {right for one in pasted["Statement"] for right in [one["Action"]] if isinstance(right, str)}
    granted |= {right for one in pasted["Statement"] if isinstance(one["Action"], list) for right in one["Action"]}
    asked = {check.detail for check in reach(script({})).checks()}
    assert asked < granted
    assert all(right.startswith(("s3:Get", "s3:List")) for right in granted)
    assert all(f"`{right}`" in page for right in granted)
