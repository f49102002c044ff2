"""One statement of a bucket policy: whether it is about reading, about which objects, and about whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from meibo_connectors.model import Audience
from meibo_connectors.s3_conditions import find_who_escapes, find_who_meets
from meibo_connectors.s3_principals import STRANGER, Principal, find_who_is, read_principals
from meibo_connectors.s3_reach import widest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo_connectors.s3_reach import Owner

READING: Final = ("s3:GetObject", "s3:GetObjectVersion")
_VARIABLE: Final = re.compile(r"\$\{(?![*?$]\})[^}]*\}")
_PIECE: Final = re.compile(r"\$\{([*?$])\}|([*?])|([^*?$]+|\$)")
_WILD: Final = re.compile(r"[*?]")

Texts = str | list[str]
Scalar = str | int | float | bool


class StatementText(msgspec.Struct, frozen=True, kw_only=True):
    """A statement as it stands in a policy; ValueError where it isn't one."""

    Effect: Literal["Allow", "Deny"]
    Principal: str | dict[str, Texts] | None = None
    NotPrincipal: str | dict[str, Texts] | None = None
    Action: Texts | None = None
    NotAction: Texts | None = None
    Resource: Texts | None = None
    NotResource: Texts | None = None
    Condition: dict[str, dict[str, Scalar | list[Scalar]]] = {}

    def __post_init__(self) -> None:
        pairs = ((self.Principal, self.NotPrincipal), (self.Action, self.NotAction), (self.Resource, self.NotResource))
        if any((one is None) is (other is None) for one, other in pairs):
            raise ValueError("a statement has either an element or its opposite")


class Statement:
    """A statement made ready to be asked about objects."""

    def __init__(self, text: StatementText, bucket: str, owner: Owner) -> None:
        """Raises ValueError for a resource that is none."""
        self.allows = text.Effect == "Allow"
        self.actions = _find_actions(text)
        """Those of ``READING`` that it is about, each with how the policy spells it."""
        self._bucket = bucket
        self._lists_resources = text.NotResource is None
        self._patterns = self._read_resources(text.Resource if self._lists_resources else text.NotResource)
        self._matches = [_compile(pattern) for pattern in self._patterns]
        self._lists_principals = text.NotPrincipal is None
        self._named = read_principals(text.Principal if self._lists_principals else text.NotPrincipal)
        self.principals = self._named if self._lists_principals else (STRANGER,)
        """Whom it is about; all but a few are anyone."""
        self.meets = find_who_meets(text.Condition, owner)
        """Who can meet its condition."""
        self.escapes = find_who_escapes(text.Condition, owner)
        """Whom it leaves alone if it denies."""
        if not self._lists_principals:
            self.escapes = widest((self.escapes, *(find_who_is(one, owner) for one in self._named)))

    @property
    def is_uniform(self) -> bool:
        """Whether it is about all objects of the bucket."""
        return self._lists_resources and any(one in {"*", f"{self._bucket}/*"} for one in self._patterns)

    @property
    def opens(self) -> Audience:
        """Who of all the world it allows something: ``ACCOUNT`` where it names everybody or denies."""
        is_open = self.allows and any(one.is_anyone for one in self.principals)
        return self.meets.audience if is_open else Audience.ACCOUNT

    def is_about(self, key: str) -> bool:
        """Whether it is about the object of a key."""
        name = f"{self._bucket}/{key}"
        return any(match.fullmatch(name) for match in self._matches) is self._lists_resources

    def covers(self, principal: Principal) -> bool:
        """Whether it is surely about a principal, but for its condition."""
        if self._lists_principals:
            return any(one.is_anyone or one == principal for one in self._named)
        return not any(one.is_anyone or one.may_be(principal) for one in self._named)

    def list_parts(self, prefix: str) -> Iterator[str]:
        """How the keys below a prefix look that it is about, with ``*`` for anything."""
        above = f"{self._bucket}/{prefix}"
        for pattern in self._patterns if self._lists_resources else ():
            head = _WILD.split(pattern, maxsplit=1)[0]
            if head.startswith(above):
                yield pattern.removeprefix(f"{self._bucket}/")
            elif above.startswith(head) and head != pattern:
                yield f"{prefix}*{pattern[len(head) + 1 :]}"

    def _read_resources(self, given: Texts | None) -> list[str]:
        """Patterns of bucket and key; one with a variable means anything or nothing, whichever lets more people in."""
        patterns = [_drop_arn(one) for one in _list(given)]
        if self.allows is self._lists_resources:
            return [_VARIABLE.sub("*", one) for one in patterns]
        return [one for one in patterns if _VARIABLE.search(one) is None]


def _find_actions(text: StatementText) -> dict[str, str]:
    if text.NotAction is not None:
        excepted = [_compile(one.lower()) for one in _list(text.NotAction)]
        return {one: "NotAction" for one in READING if not any(match.fullmatch(one.lower()) for match in excepted)}
    spellings = [(spelling, _compile(spelling.lower())) for spelling in reversed(_list(text.Action))]
    return {one: spelling for spelling, match in spellings for one in READING if match.fullmatch(one.lower())}


def _list(given: Texts | None) -> list[str]:
    return [given] if isinstance(given, str) else given or []


def _drop_arn(resource: str) -> str:
    """``bucket/key`` of an ARN; some servers write it without the ARN."""
    if not resource.startswith("arn:"):
        return resource
    parts = resource.split(":", 5)
    if len(parts) < 6:
        raise ValueError("no ARN of a bucket or an object")
    return parts[5]


def _compile(pattern: str) -> re.Pattern[str]:
    """A pattern with ``*`` and ``?``; no star is tried again once what follows it was found."""
    pieces = [""]
    for escaped, wild, plain in _PIECE.findall(pattern):
        if wild == "*":
            pieces.append("")
        else:
            pieces[-1] += "." if wild else re.escape(escaped or plain)
    if len(pieces) == 1:
        return re.compile(pieces[0], re.DOTALL)
    middle = "".join(f"(?>.*?{piece})" for piece in pieces[1:-1])
    return re.compile(f"{pieces[0]}{middle}.*{pieces[-1]}", re.DOTALL)
