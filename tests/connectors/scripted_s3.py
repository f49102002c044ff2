"""An S3 service whose answers a test writes down: real requests of boto3, answered before they leave the machine."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

import boto3
from botocore.awsrequest import AWSResponse
from botocore.config import Config

ACCOUNT = "111122223333"
OWNER = "owner-id"
ALONE = f"{OWNER} FULL_CONTROL"
GROUPS = {
    "AllUsers": "global/AllUsers",
    "AuthenticatedUsers": "global/AuthenticatedUsers",
    "LogDelivery": "s3/LogDelivery",
}
SWITCHES = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
PRIVATE: dict[str, Any] = {
    "policy": "NoSuchBucketPolicy",
    "status": "NoSuchBucketPolicy",
    "block": "NoSuchPublicAccessBlockConfiguration",
    "account_block": "NoSuchPublicAccessBlockConfiguration",
    "ownership": "OwnershipControlsNotFoundError",
    "bucket_acl": [ALONE],
    "object_acl": [ALONE],
    "object_owner": OWNER,
    "account": ACCOUNT,
    "is_own": True,
}
"""A bucket of the own account in which nothing is set. A word with a capital stands for the error of that code."""


class ScriptedS3:
    """Makes clients whose every request is answered from a table; remembers which operations were asked."""

    def __init__(self, answers: dict[str, Any], endpoint: str | None = None) -> None:
        self._answers = PRIVATE | answers
        self._endpoint = endpoint
        self.asked: list[str] = []

    def client(self, service: str) -> Any:
        """A client of boto3 for a service."""
        client = boto3.client(
            service,
            region_name="ap-northeast-1",
            endpoint_url=self._endpoint,
            aws_access_key_id="AKEXAMPLE",
            aws_secret_access_key="secret-example",  # noqa: S106 - nobody is asked
            config=Config(retries={"total_max_attempts": 1}),
        )
        client.meta.events.register("before-send", self._answer)
        return client

    def _answer(self, request: Any, event_name: str, **_: Any) -> AWSResponse:
        _, service, operation = event_name.split(".")
        self.asked.append(operation)
        status, body = self._find("account_block" if service == "s3-control" else operation)
        return AWSResponse(request.url, status, {"Server": "AmazonS3"}, _Raw(body.encode()))

    def _find(self, operation: str) -> tuple[int, str]:
        answers = self._answers
        match operation:
            case "GetBucketPolicy":
                return _render(answers["policy"], lambda text: text)
            case "GetBucketPolicyStatus":
                return _render(
                    answers["status"], lambda public: _tag("PolicyStatus", _tag("IsPublic", str(public).lower()))
                )
            case "GetPublicAccessBlock":
                return _render(answers["block"], _block)
            case "account_block":
                return _render(answers["account_block"], _block)
            case "GetBucketOwnershipControls":
                return _render(
                    answers["ownership"],
                    lambda rule: _tag("OwnershipControls", _tag("Rule", _tag("ObjectOwnership", rule[0]))),
                )
            case "GetBucketAcl":
                return _render(answers["bucket_acl"], lambda grants: _acl(OWNER, grants))
            case "GetObjectAcl":
                return _render(answers["object_acl"], lambda grants: _acl(answers["object_owner"], grants))
            case "GetCallerIdentity":
                result = _tag("GetCallerIdentityResult", _tag("Account", answers["account"]))
                return _render([result], lambda body: _tag("GetCallerIdentityResponse", body[0]))
            case "HeadBucket":
                return (200 if answers["is_own"] else 403), ""
            case "ListObjectsV2":
                return 200, _tag("ListBucketResult", _tag("Contents", _tag("Key", "staff/list.csv")))
        raise AssertionError(operation)


class _Raw(io.BytesIO):
    """What botocore reads an answer's body from."""

    def stream(self, **_: Any) -> list[bytes]:
        return [self.getvalue()]


def _render(answer: Any, write: Any) -> tuple[int, str]:
    """A refusal where the answer is the word of an error, the body itself where it's empty or markup, else XML."""
    if isinstance(answer, str) and answer[:1].isupper():
        status = {"AccessDenied": 403, "MethodNotAllowed": 405, "InternalError": 500, "NotImplemented": 501}.get(
            answer, 404
        )
        return status, _tag("Error", _tag("Code", answer))
    is_raw = isinstance(answer, str) and answer[:1] in {"", "<"}
    return 200, answer if is_raw else write(answer)


def _block(switches: list[str]) -> str:
    lines = (_tag(name, str(name in switches).lower()) for name in SWITCHES)
    return _tag("PublicAccessBlockConfiguration", "".join(lines))


def _acl(owner: str, grants: list[str]) -> str:
    return _tag(
        "AccessControlPolicy",
        _tag("Owner", _tag("ID", owner)) + _tag("AccessControlList", "".join(map(_grant, grants))),
    )


def _grant(grant: str) -> str:
    who, permission = grant.rsplit(" ", 1)
    kind = "Group" if who in GROUPS else "CanonicalUser"
    name = _tag("URI", f"http://acs.amazonaws.com/groups/{GROUPS[who]}") if who in GROUPS else _tag("ID", escape(who))
    grantee = f'<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="{kind}">{name}</Grantee>'
    return _tag("Grant", grantee + _tag("Permission", permission))


def _tag(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>"
