"""Who can read the objects of a bucket: asks once about the bucket, and about an object where its ACL counts."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

from meibo_connectors.model import ASK, Access, Audience, Check
from meibo_connectors.s3_questions import Answer, BucketAnswers, ask_bucket, ask_first_key, ask_object_acl
from meibo_connectors.s3_verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo_connectors.s3_questions import MakeClient

_BUCKET_RIGHTS: Final = (
    ("s3:GetBucketPolicy", "policy"),
    ("s3:GetBucketPolicyStatus", "status"),
    ("s3:GetBucketAcl", "acl"),
    ("s3:GetBucketPublicAccessBlock", "block"),
    ("s3:GetAccountPublicAccessBlock", "account_block"),
    ("s3:GetBucketOwnershipControls", "ownership"),
)
"""The right that each question takes."""


class BucketAccess:
    """The access to one bucket. Asks nothing before it is asked, then once; may be shared by threads."""

    def __init__(
        self,
        client: Any,
        bucket: str,
        prefix: str = "",
        make_client: MakeClient | None = None,
        *,
        requester_pays: bool = False,
    ) -> None:
        """``client`` is boto3's for S3; ``make_client`` (``session.client``) makes those for the account, on AWS."""
        self._client = client
        self._bucket = bucket
        self._prefix = prefix
        self._make_client = make_client
        self._payer = {"RequestPayer": "requester"} if requester_pays else {}
        self._lock = threading.Lock()
        self._known: tuple[BucketAnswers, Verdict] | None = None
        self._of_all: Access | None = None

    def of_bucket(self) -> Access:
        """The widest audience for any object below the prefix; the source says which part, where it's only one."""
        return self._verdict.find_for_prefix(self._prefix)

    def of_key(self, key: str) -> Access:
        """Who can read an object, as far as the bucket tells: asks nothing about the object itself.

        Unknown where the object's own ACL could tell more.
        """
        verdict = self._verdict
        if not verdict.is_uniform:
            return verdict.find_for_object(key)
        if self._of_all is None:
            self._of_all = verdict.find_for_object(key)
        return self._of_all

    @property
    def readers_state(self) -> str:
        """Of each object: its own ACL leaves no trace in a listing."""
        return "" if self._verdict.are_acls_disabled else ASK

    def of_object(self, key: str, version_id: str | None = None) -> Access:
        """Who can read an object, by its own ACL too, which is asked for unless it can't change the answer."""
        verdict = self._verdict
        known = self.of_key(key)
        if verdict.are_acls_disabled or known.audience is Audience.PUBLIC:
            return known
        acl = ask_object_acl(self._client, self._bucket, key, version_id, self._payer)
        return verdict.find_for_object(key, acl)

    def checks(self) -> Iterator[Check]:
        """For each right to ask about access, whether it is there: ``read-access``, with the right in the detail."""
        answers, verdict = self._ask()
        for right, name in _BUCKET_RIGHTS:
            is_unreadable = name == "policy" and verdict.is_policy_unreadable
            yield _check(right, Answer(code="unreadable") if is_unreadable else getattr(answers, name))
        if verdict.are_acls_disabled:
            return
        first = ask_first_key(self._client, self._bucket, self._prefix, self._payer)
        if first.content:
            first = ask_object_acl(self._client, self._bucket, first.content, None, self._payer)
        yield _check("s3:GetObjectAcl", first)

    @property
    def _verdict(self) -> Verdict:
        return self._ask()[1]

    def _ask(self) -> tuple[BucketAnswers, Verdict]:
        with self._lock:
            if self._known is None:
                answers = ask_bucket(self._client, self._bucket, self._make_client)
                self._known = answers, Verdict(answers, self._bucket)
            return self._known


def _check(right: str, answer: Answer) -> Check:
    if answer.is_refused:
        return Check("read-access", "missing", f"{right}: {answer.code}")
    if answer.content is not None or answer.is_unset:
        return Check("read-access", "ok", right)
    if answer.is_absent:
        return Check("read-access", "ok", f"{right}: not on this server")
    return Check("read-access", "unknown", f"{right}: {answer.code}")
