"""What is asked of an S3 server about who can read a bucket's objects, and what kind of answer came.

An answer that is refused, empty or broken is kept as that: it never passes for "nothing is set".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from meibo_connectors.s3_acl import read_acl
from meibo_connectors.s3_reach import Owner

MakeClient = Callable[[str], Any]
"""Makes a client of another service of AWS by its name, with the same credentials: ``session.client``."""

_UNSET: Final = frozenset(
    {"NoSuchBucketPolicy", "NoSuchPublicAccessBlockConfiguration", "OwnershipControlsNotFoundError"}
)
_REFUSED: Final = frozenset(
    {"AccessDenied", "AccessDeniedException", "AllAccessDisabled", "Forbidden", "401", "403", "405", "MethodNotAllowed"}
)
_ABSENT: Final = "NotImplemented"
_EMPTY: Final = "empty answer"
_LONGEST_CODE: Final = 60
_BLOCK: Final = "PublicAccessBlockConfiguration"


class Answer(msgspec.Struct, frozen=True):
    """What came back to one question."""

    content: Any = None
    """None where nothing came that says anything."""
    code: str = ""
    """The server's code for why, or the name of what went wrong on the way."""
    server: str = ""
    """What the server calls itself."""

    @property
    def is_unset(self) -> bool:
        """The server says that nothing is set."""
        return self.code in _UNSET

    @property
    def is_absent(self) -> bool:
        """The server says that it has no such setting at all."""
        return self.code == _ABSENT

    @property
    def is_refused(self) -> bool:
        """More rights would have brought an answer."""
        return self.code in _REFUSED

    @property
    def words(self) -> str:
        """Why there is no content."""
        return f"refused ({self.code})" if self.is_refused else f"unknown ({self.code})"


class BucketAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """All that was answered about one bucket, but for its single objects."""

    is_aws: bool
    owner: Owner
    policy: Answer
    """Its text."""
    status: Answer
    """Whether the server itself calls the policy public."""
    acl: Answer
    """The bucket's own, as an ``Acl``."""
    block: Answer
    """PublicAccessBlock of the bucket: the names of its four switches, and whether each is on."""
    account_block: Answer
    """The same of the account."""
    ownership: Answer
    """``BucketOwnerEnforced`` where no ACL counts."""


def ask_bucket(client: Any, bucket: str, make_client: MakeClient | None) -> BucketAnswers:
    """Ask everything about a bucket: five requests, and three more of AWS. Raises nothing."""
    aws = is_aws(client)
    acl = _read(_ask(client.get_bucket_acl, Bucket=bucket))
    account = _ask_account(client, bucket, make_client) if aws else Answer(code=_ABSENT)
    policy = _ask(client.get_bucket_policy, "Policy", Bucket=bucket)
    ownership = _ask(client.get_bucket_ownership_controls, "OwnershipControls", "Rules", Bucket=bucket)
    return BucketAnswers(
        is_aws=aws,
        owner=Owner(account.content or "", acl.content.owner_id if acl.content else ""),
        policy=policy,
        status=policy if policy.is_unset else _ask_status(client, bucket),
        acl=acl,
        block=_ask(client.get_public_access_block, _BLOCK, Bucket=bucket),
        account_block=_ask_account_block(account, make_client),
        ownership=Answer(ownership.content[0].get("ObjectOwnership")) if ownership.content else ownership,
    )


def ask_object_acl(client: Any, bucket: str, key: str, version_id: str | None, payer: Mapping[str, str]) -> Answer:
    """The ACL of one object, as an ``Acl``. Raises nothing."""
    version = {"VersionId": version_id} if version_id else {}
    return _read(_ask(client.get_object_acl, Bucket=bucket, Key=key, **version, **payer))


def ask_first_key(client: Any, bucket: str, prefix: str, payer: Mapping[str, str]) -> Answer:
    """A key below a prefix. Raises nothing."""
    listed = _ask(client.list_objects_v2, "Contents", Bucket=bucket, Prefix=prefix, MaxKeys=1, **payer)
    return Answer(listed.content[0].get("Key")) if listed.content else listed


def is_aws(client: Any) -> bool:
    """Whether the client talks to AWS; the address tells, since other servers too call themselves ``AmazonS3``."""
    host = urlsplit(client.meta.endpoint_url).hostname or ""
    return host.endswith((".amazonaws.com", ".amazonaws.com.cn", ".api.aws"))


def _ask(operation: Callable[..., Any], *path: str, **parameters: Any) -> Answer:
    """What one request brings, at a path into its answer; whatever went wrong is the answer's code."""
    try:
        response = operation(**parameters)
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        return Answer(code=str(code or type(error).__name__)[:_LONGEST_CODE], server=_server_of(error.response))
    except (BotoCoreError, ResponseParserError) as error:
        return Answer(code=type(error).__name__)
    content: Any = {name: value for name, value in response.items() if name != "ResponseMetadata"}
    for name in path:
        content = content.get(name) if isinstance(content, dict) else None
    code = _EMPTY if content is None or content in ("", {}, []) else ""
    return Answer(None if code else content, code, _server_of(response))


def _server_of(response: Mapping[str, Any]) -> str:
    return str(response.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("server", ""))


def _read(answer: Answer) -> Answer:
    if answer.content is None:
        return answer
    acl = read_acl(answer.content)
    return Answer(acl, "" if acl else _EMPTY, answer.server)


def _ask_status(client: Any, bucket: str) -> Answer:
    return _ask(client.get_bucket_policy_status, "PolicyStatus", "IsPublic", Bucket=bucket)


def _ask_account(client: Any, bucket: str, make_client: MakeClient | None) -> Answer:
    """The number of the account that owns the bucket, if it is that of who asks: S3 itself is asked to compare."""
    if make_client is None:
        return Answer(code="not asked")

    def ask_caller() -> Any:
        return make_client("sts").get_caller_identity()

    caller = _ask(ask_caller, "Account")
    if caller.content is None:
        return caller
    owned = _ask(client.head_bucket, "BucketRegion", Bucket=bucket, ExpectedBucketOwner=caller.content)
    if owned.code in {"", _EMPTY}:
        return caller
    return Answer(code="another account's bucket" if owned.is_refused else owned.code)


def _ask_account_block(account: Answer, make_client: MakeClient | None) -> Answer:
    if account.content is None or make_client is None:
        return account

    def ask_block() -> Any:  # making the client may fail like asking
        return make_client("s3control").get_public_access_block(AccountId=account.content)

    return _ask(ask_block, _BLOCK)
