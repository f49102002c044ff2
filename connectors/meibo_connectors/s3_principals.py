"""Whom the principals of a bucket policy name, seen from the bucket's owner.

Forms: IAM user guide, "AWS JSON policy elements: Principal"; Ceph object gateway, "Bucket policies", whose ARNs have a
tenant, or nothing, in the place of the account's number, and for which every user is an account of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from meibo_connectors.model import Access, Audience

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meibo_connectors.s3_reach import Owner

_ACCOUNT: Final = re.compile(r"\d{12}")
_DELETED: Final = re.compile(r"A(?:IDA|ROA|GPA|NPA)[A-Z0-9]{12,}")
"""What AWS shows in the place of a user or role that is gone."""
_CLOUDFRONT: Final = Access(Audience.UNKNOWN, "CloudFront, whose viewers are not seen")
_SHOWN: Final = 12
"""Characters of a canonical user's 64 that tell it apart."""


class Principal(NamedTuple):
    """One principal of a statement."""

    kind: str
    """``AWS``, ``CanonicalUser``, ``Service`` or ``Federated``."""
    name: str

    @property
    def is_anyone(self) -> bool:
        return self.name == "*" and self.kind in {"*", "AWS", "CanonicalUser"}

    @property
    def account(self) -> str:
        """The number, the tenant, or nothing."""
        if _ACCOUNT.fullmatch(self.name):
            return self.name
        parts = self.name.split(":", 5)
        return parts[4] if len(parts) == 6 else ""

    def may_be(self, other: Principal) -> bool:
        """Whether both may be the same."""
        return self == other or (bool(self.account) and self.account == other.account)


STRANGER: Final = Principal("AWS", "*")


def read_principals(given: str | Mapping[str, str | list[str]] | None) -> tuple[Principal, ...]:
    """The principals of a statement's element."""
    if given is None:
        return ()
    kinds = {"AWS": given} if isinstance(given, str) else given
    return tuple(
        Principal(kind, name)
        for kind, names in kinds.items()
        for name in ([names] if isinstance(names, str) else names)
    )


def find_who_is(principal: Principal, owner: Owner) -> Access:
    """The audience that a principal is; the source names it."""
    if principal.is_anyone:
        return Access(Audience.PUBLIC, "Principal *")
    if "cloudfront" in (principal.account, principal.name.partition(".")[0]):
        return _CLOUDFRONT
    match principal.kind:
        case "AWS" if _DELETED.fullmatch(principal.name):
            return Access(Audience.ACCOUNT, "")
        case "Service":  # acts for whoever set it up, and can itself be limited to the owner's account only
            return Access(Audience.ACCOUNT, "")
        case "CanonicalUser":
            return _compare(principal.name, owner.canonical_id, f"canonical user {principal.name[:_SHOWN]}")
        case "AWS" | "Federated" if _ACCOUNT.fullmatch(principal.account):
            return _compare(principal.account, owner.account, f"account {principal.account}")
        case "AWS" if "*" not in principal.name and ":user/" in principal.name:
            name = principal.name.rpartition(":user/")[2]
            user = f"{principal.account}${name}" if principal.account else name
            return _compare(user, owner.canonical_id, f"user {user}")
    return Access(Audience.UNKNOWN, f"{principal.kind} {principal.name}, which is not understood")


def _compare(name: str, owner: str, words: str) -> Access:
    if not owner:
        return Access(Audience.UNKNOWN, f"{words}, perhaps the owner")
    return Access(Audience.ACCOUNT, "") if name == owner else Access(Audience.CROSS_ACCOUNT, words)
