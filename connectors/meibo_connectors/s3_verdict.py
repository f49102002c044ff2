"""From all the answers about a bucket to who can read an object, and why. Asks nobody.

Only what is known narrows: a missing answer leaves "unknown". What is proven public stays so where just a
PublicAccessBlock couldn't be read, and that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meibo_connectors.model import Access, Audience
from meibo_connectors.s3_acl import find_who_reads, has_public_grant
from meibo_connectors.s3_policy import Policy
from meibo_connectors.s3_reach import ANYONE, narrowest, rank, widest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo_connectors.s3_questions import Answer, BucketAnswers

_LONGEST: Final = 400
"""Characters of a source: names in it are the bucket's owner's to choose."""
_NOT_ASKED: Final = Access(Audience.UNKNOWN, "object ACL not asked")


class Verdict:
    """Who can read the objects of one bucket."""

    def __init__(self, answers: BucketAnswers, bucket: str) -> None:
        self._answers = answers
        self._policy = _read_policy(answers, bucket)
        self.is_uniform = self._policy is None or self._policy.is_uniform
        """Whether it's the same for all objects, as long as no object's ACL is known."""
        self.is_policy_unreadable = answers.policy.content is not None and self._policy is None
        self.are_acls_disabled = answers.ownership.content == "BucketOwnerEnforced"

    def find_for_object(self, key: str, acl: Answer | None = None) -> Access:
        """Who can read one object; without the answer of its ACL, as far as the bucket tells."""
        if self._policy is None:
            return self._join(self._judge_policy(None), ANYONE, acl)
        by_policy = self._judge_policy(self._policy.find_who_reads(key))
        return self._join(by_policy, self._policy.find_who_is_left(key), acl)

    def find_for_prefix(self, prefix: str) -> Access:
        """The widest audience of any object below a prefix, as far as the bucket tells."""
        by_policy = self._policy.find_who_reads_any(prefix) if self._policy else None
        return self._join(self._judge_policy(by_policy), ANYONE, None)

    def _join(self, by_policy: Access, left: Access, acl: Answer | None) -> Access:
        parts = [by_policy, *self._judge_acls(left, acl)]
        found = widest(parts)
        is_unknown = found.audience is Audience.UNKNOWN
        proven = [one.source for one in parts if is_unknown and 0 < rank(one) < rank(found)]
        source = "; ".join([found.source, *proven])
        return Access(found.audience, source if len(source) <= _LONGEST else f"{source[:_LONGEST]}…")

    def _judge_policy(self, reading: Access | None) -> Access:
        """Who reads by the policy, given what its text says, as far as server and PublicAccessBlock let them."""
        answers = self._answers
        if answers.policy.is_unset:
            return Access(Audience.ACCOUNT, "no policy")
        found = self._add_status(reading)
        if not self._is_blocked("RestrictPublicBuckets"):
            return self._add_doubt(found)
        if not answers.is_aws:
            words = f"{found.source}, though RestrictPublicBuckets is set (AWS alone heeds it)"
            return Access(found.audience, words if found.audience is Audience.PUBLIC else found.source)
        return self._restrict(found)

    def _restrict(self, found: Access) -> Access:
        """What is left of a public policy where only the account and services of AWS may use one; others stay."""
        is_public = self._answers.status.content
        if is_public is None:
            is_public = self._policy is not None and self._policy.is_public
        if not is_public:
            return found
        is_handed_out = self._policy is None or self._policy.has_unseen_service
        audience = Audience.UNKNOWN if is_handed_out else Audience.ACCOUNT
        return Access(audience, f"{found.source}, held back by RestrictPublicBuckets but for services of AWS")

    def _add_status(self, reading: Access | None) -> Access:
        """The wider of what the policy's text says and what the server calls it.

        Only AWS is believed against a text that is understood: Ceph counts a bucket's ACL too, and calls every policy
        public that allows anything to a named user.
        """
        policy, status, is_aws = self._answers.policy, self._answers.status, self._answers.is_aws
        if reading is None:
            words = "policy unreadable" if policy.content else f"policy {policy.words}"
            if status.content:
                audience = Audience.PUBLIC if is_aws else Audience.UNKNOWN
                return Access(audience, f"policy status: public, {words}")
            told = f"policy status {status.words}" if status.content is None else "policy status: not public"
            return Access(Audience.UNKNOWN, f"{words}, {told}")
        words = reading.source or "policy: nobody outside"
        is_public = reading.audience is Audience.PUBLIC
        if is_aws and status.content and not is_public and self._policy and not self._policy.explains_public:
            return Access(Audience.PUBLIC, f"policy status: public, {words}")
        if not is_aws and status.content and not is_public:
            words += ", though policy status: public"
        if status.content is False and is_public:
            words += ", though policy status: not public"
        return Access(reading.audience, words)

    def _judge_acls(self, left: Access, acl: Answer | None) -> Iterator[Access]:
        yield from self._judge_bucket_acl(left)
        if self.are_acls_disabled:
            yield Access(Audience.ACCOUNT, "ACLs disabled")
        elif acl is None:
            yield _NOT_ASKED
        elif acl.content is None:
            yield Access(Audience.UNKNOWN, f"object ACL {acl.words}")
        else:
            ignores_public, is_aws = self._is_blocked("IgnorePublicAcls"), self._answers.is_aws
            owner = self._answers.owner.canonical_id
            found = find_who_reads(acl.content, owner, left, is_aws=is_aws, ignores_public=ignores_public)
            yield self._add_doubt(found)

    def _judge_bucket_acl(self, left: Access) -> Iterator[Access]:
        """On SeaweedFS, whoever may list a bucket by its ACL may read its objects too; elsewhere, nobody may."""
        acl = self._answers.acl
        if not acl.server.startswith("SeaweedFS"):
            return
        if acl.content is None:
            yield Access(Audience.UNKNOWN, f"bucket ACL {acl.words}")
        elif has_public_grant(acl.content):
            yield Access(narrowest((ANYONE, left)).audience, "bucket ACL: AllUsers READ (SeaweedFS opens the objects)")

    def _is_blocked(self, switch: str) -> bool:
        blocks = (self._answers.block.content, self._answers.account_block.content)
        return any(block is not None and block.get(switch) is True for block in blocks)

    def _add_doubt(self, found: Access) -> Access:
        """Says of what is public which PublicAccessBlock isn't known, and may hold it back."""
        if found.audience is not Audience.PUBLIC or not self._answers.is_aws:
            return found
        blocks = (("", self._answers.block), (" of the account", self._answers.account_block))
        doubts = [
            f"PublicAccessBlock{of} {one.words}" for of, one in blocks if one.content is None and not one.is_unset
        ]
        return Access(found.audience, "; ".join([found.source, *doubts]))


def _read_policy(answers: BucketAnswers, bucket: str) -> Policy | None:
    try:
        return Policy(answers.policy.content or "", bucket, answers.owner)
    except ValueError:
        return None
