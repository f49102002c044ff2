"""Who can read objects by their bucket's policy: an evaluation of its text, which asks nobody.

What one statement denies, no other can allow (IAM user guide, "Policy evaluation logic"). Policies of users and roles,
access points, organisations and endpoints are not seen here. Whatever isn't sure is read as what lets more people in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from meibo_connectors.model import Access, Audience
from meibo_connectors.s3_principals import STRANGER, find_who_is
from meibo_connectors.s3_reach import narrowest, rank, widest
from meibo_connectors.s3_statement import READING, Statement, StatementText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo_connectors.s3_principals import Principal
    from meibo_connectors.s3_reach import Owner

_ANY_TEXT: Final = "\ue000" * 64
"""Stands for the ``*`` of a part: a private character, and so many that no row of ``?`` stands for them."""


class _Document(msgspec.Struct, frozen=True):
    Statement: StatementText | list[StatementText]


class Policy:
    """A bucket's policy, as far as it is about reading the bucket's objects."""

    def __init__(self, text: str, bucket: str, owner: Owner) -> None:
        """Raises ValueError for what is no policy."""
        try:
            found = msgspec.json.decode(text, type=_Document).Statement
        except (msgspec.DecodeError, RecursionError):
            raise ValueError("the text is no policy") from None
        statements = [Statement(one, bucket, owner) for one in (found if isinstance(found, list) else [found])]
        self._owner = owner
        self._allowing = [one for one in statements if one.allows and one.actions]
        self._denying = [one for one in statements if not one.allows and one.actions]
        self.is_uniform = all(one.is_uniform for one in (*self._allowing, *self._denying))
        """Whether it says the same of all objects."""
        self.is_public = any(one.opens is Audience.PUBLIC for one in statements)
        """Whether it allows anyone anything, be it another action than reading; what is denied doesn't count."""
        self.explains_public = self.is_public or any(
            one.opens is Audience.UNKNOWN and not one.actions for one in statements
        )
        """Whether there is a reason to call it public that is known, or that isn't about reading."""
        named = [principal for one in self._allowing for principal in one.principals if principal.kind == "Service"]
        self.has_unseen_service = any(find_who_is(one, owner).audience is Audience.UNKNOWN for one in named)
        """Whether it lets a service read that hands on what it reads."""

    def find_who_reads(self, key: str) -> Access:
        """The widest audience that the policy lets read an object; the account where it lets nobody else."""
        return widest(self._list_grants(key)) if self._allowing else Access(Audience.ACCOUNT, "")

    def find_who_reads_any(self, prefix: str) -> Access:
        """The widest audience for any object below a prefix; the source says which, where it's a part of them."""
        found = [self.find_who_reads(prefix + _ANY_TEXT)]
        for part in dict.fromkeys(part for one in self._allowing for part in one.list_parts(prefix)):
            reading = self.find_who_reads(part.replace("*", _ANY_TEXT))
            if rank(reading) > rank(found[0]):
                found.append(Access(reading.audience, f"{reading.source} on {part}"))
        return widest(found)

    def find_who_is_left(self, key: str) -> Access:
        """The widest audience that may read an object if something else than the policy allows it."""
        return self._find_left(READING[0], key, STRANGER)

    def _list_grants(self, key: str) -> Iterator[Access]:
        for statement in self._allowing:
            if statement.is_about(key):
                for principal in statement.principals:
                    if find_who_is(principal, self._owner).audience is not Audience.ACCOUNT:
                        grants = (self._weigh(statement, action, key, principal) for action in statement.actions)
                        yield max(grants, key=rank)

    def _weigh(self, statement: Statement, action: str, key: str, principal: Principal) -> Access:
        """What a statement's condition, and the statements that deny, leave of whom it allows an action."""
        who, left = find_who_is(principal, self._owner), self._find_left(action, key, principal)
        words = f"policy: {who.source} ({statement.actions[action]})"
        if statement.meets.source:
            words += f" if {statement.meets.source}"
        if left.audience is not Audience.PUBLIC:
            words += f", denied but for {left.source}" if left.source else ", denied"
        if who.audience is Audience.UNKNOWN and left.source:
            return Access(who.audience, words)  # such as CloudFront, whose viewers no condition tells
        limits = (statement.meets, left) if who.audience is Audience.PUBLIC else (left,)
        return Access(narrowest((who, *limits)).audience, words)

    def _find_left(self, action: str, key: str, principal: Principal) -> Access:
        denying = (one for one in self._denying if action in one.actions and one.is_about(key))
        return narrowest(one.escapes for one in denying if one.covers(principal))
