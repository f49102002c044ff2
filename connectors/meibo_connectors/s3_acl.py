"""Who can read by an access control list of S3: an evaluation of what the server answered, which asks nobody.

The groups and permissions are those of the S3 user guide, "Access control list (ACL) overview". READ of an object's
list means its content; READ of a bucket's list means the names of its objects only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from meibo_connectors.model import Access, Audience
from meibo_connectors.s3_reach import narrowest, widest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_GROUPS: Final = "http://acs.amazonaws.com/groups/"
_ALL_USERS: Final = f"{_GROUPS}global/AllUsers"
_AUTHENTICATED_USERS: Final = f"{_GROUPS}global/AuthenticatedUsers"
_LOG_DELIVERY: Final = f"{_GROUPS}s3/LogDelivery"
_READING: Final = frozenset({"READ", "FULL_CONTROL"})
_SHOWN: Final = 12
"""Characters of a canonical user's 64 that tell it apart."""


class _Grantee(msgspec.Struct, frozen=True):
    Type: str = ""
    ID: str = ""
    URI: str = ""


class _Grant(msgspec.Struct, frozen=True):
    Grantee: _Grantee
    Permission: str


class _Owner(msgspec.Struct, frozen=True):
    ID: str


class Acl(msgspec.Struct, frozen=True):
    """A list as a server answers it."""

    Owner: _Owner
    Grants: list[_Grant]

    @property
    def owner_id(self) -> str:
        return self.Owner.ID


def read_acl(answer: Mapping[str, Any]) -> Acl | None:
    """The list in a server's answer; None where there is none, or an empty one: nobody's answer is no list."""
    try:
        acl = msgspec.convert(answer, Acl)
    except msgspec.ValidationError:
        return None
    return acl if acl.owner_id and acl.Grants else None


def find_who_reads(acl: Acl, bucket_owner_id: str, left: Access, *, is_aws: bool, ignores_public: bool) -> Access:
    """The widest audience that an object's list lets read; the source names it.

    ``left`` is whom a bucket's policy doesn't deny. With ``ignores_public``, what is granted to everyone counts for
    nothing. Whoever has an AWS account counts as anyone, because anyone may have one.
    """
    found = [] if not bucket_owner_id or acl.owner_id == bucket_owner_id else [
        Access(Audience.CROSS_ACCOUNT, f"object of {_name(acl.owner_id)}, who does not own the bucket")
    ]  # fmt: skip
    found.extend(_list_readers(acl, bucket_owner_id, is_aws=is_aws, ignores_public=ignores_public))
    return widest(_narrow(one, left) for one in found) if found else Access(Audience.ACCOUNT, "object ACL: owner alone")


def has_public_grant(acl: Acl) -> bool:
    """Whether a list grants READ to all users."""
    return any(grant.Grantee.URI == _ALL_USERS for grant in _list_reading(acl))


def _list_reading(acl: Acl) -> Iterator[_Grant]:
    return (grant for grant in acl.Grants if grant.Permission in _READING)


def _list_readers(acl: Acl, bucket_owner_id: str, *, is_aws: bool, ignores_public: bool) -> Iterator[Access]:
    for grant in _list_reading(acl):
        grantee = grant.Grantee
        if grantee.URI in {_ALL_USERS, _AUTHENTICATED_USERS}:
            yield _judge_group(grant, is_aws=is_aws, ignores_public=ignores_public)
        elif grantee.URI == _LOG_DELIVERY:
            continue
        elif not grantee.ID:
            yield Access(Audience.UNKNOWN, f"object ACL: a {grantee.Type or 'grantee'} that is not understood")
        elif grantee.ID not in {acl.owner_id, bucket_owner_id}:
            yield Access(Audience.CROSS_ACCOUNT, f"object ACL: {_name(grantee.ID)} {grant.Permission}")


def _judge_group(grant: _Grant, *, is_aws: bool, ignores_public: bool) -> Access:
    words = f"object ACL: {grant.Grantee.URI.rpartition('/')[2]} {grant.Permission}"
    if ignores_public:
        return Access(Audience.ACCOUNT, f"{words}, held back by IgnorePublicAcls")
    if grant.Grantee.URI == _ALL_USERS:
        return Access(Audience.PUBLIC, words)
    if is_aws:
        return Access(Audience.PUBLIC, f"{words} (of any AWS account)")
    return Access(Audience.EVERYONE, f"{words} (of this server)")


def _narrow(reading: Access, left: Access) -> Access:
    audience = narrowest((reading, left)).audience
    if audience is reading.audience:
        return reading
    words = f"policy denies but for {left.source}" if left.source else "policy denies"
    return Access(audience, f"{reading.source}, {words}")


def _name(canonical_id: str) -> str:
    return f"user {canonical_id[:_SHOWN]}"
