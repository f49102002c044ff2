"""Who can meet the condition of a statement of a bucket policy, and who escapes it.

A stranger is asked about: one who may send any header, has an AWS account of its own, and sits anywhere on the
internet. A condition keeps strangers out where it wants a fixed value of a key that no stranger can choose: the keys
are those by which AWS calls a policy "not public" (S3 user guide, "The meaning of public"; IAM user guide, "Global
condition context keys"). Of keys that are not listed here, nothing is known.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from meibo_connectors.model import Access, Audience
from meibo_connectors.s3_reach import ANYONE, Owner, narrowest, widest

Condition = Mapping[str, Mapping[str, object]]
"""As in a policy: operator, key, a value or a list of values."""

_OPEN_KEYS: Final = frozenset({
    "aws:referer", "aws:requestedregion", "aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths",
    "aws:securetransport", "aws:useragent", "s3:delimiter", "s3:max-keys", "s3:prefix", "s3:resourceaccount",
    "s3:tlsversion", "s3:versionid",
})  # fmt: skip
"""What a stranger sends as it likes, and what tells of the bucket, not of who asks."""
_PLACE_KEYS: Final = frozenset({
    "aws:principalorgid", "aws:sourceorgid", "aws:sourcevpc", "aws:sourcevpcarn", "aws:sourcevpce", "aws:vpcsourceip",
})  # fmt: skip
"""An organisation, or a network of somebody's."""
_ACCOUNT_KEYS: Final = frozenset({"aws:principalaccount", "aws:sourceaccount", "aws:sourceowner"})
_ARN_KEYS: Final = frozenset({"aws:principalarn", "aws:sourcearn"})
_HEADED_KEYS: Final = {"aws:userid": ":", "aws:principalorgpaths": "/", "aws:sourceorgpaths": "/"}
"""Keys whose value is fixed if its first part is."""
_CLOSED_KEYS: Final = _PLACE_KEYS | _ACCOUNT_KEYS | _ARN_KEYS | _HEADED_KEYS.keys()
_OPERATOR: Final = re.compile(r"(?:(forallvalues|foranyvalue):)?(arn|bool|ip|null|string)?(not)?\w*?(ifexists)?")
_FIXED: Final = re.compile(r"[^*?$]+")
_BROADEST_PREFIX: Final = {4: 8, 6: 32}
"""AWS calls a range of addresses that is wider than this public, unless it is private."""


class _Test(NamedTuple):
    """One line of a condition, or its opposite."""

    key: str
    kind: str
    """``arn``, ``bool``, ``ip``, ``null``, ``string``, or nothing for what is not compared with fixed values."""
    is_negated: bool
    passes_absent: bool
    """Holds also for a request that has no such key."""
    values: tuple[str, ...]

    def opposite(self) -> _Test:
        return self._replace(is_negated=not self.is_negated, passes_absent=not self.passes_absent)


def find_who_meets(condition: Condition, owner: Owner) -> Access:
    """The widest audience for whom all lines of a condition hold; the source is the key that limits it."""
    return narrowest(_find_who(test, owner) for test in _read(condition))


def find_who_escapes(condition: Condition, owner: Owner) -> Access:
    """The widest audience for whom a line of a condition does not hold; without a line: only the account is left."""
    return widest(_find_who(test.opposite(), owner) for test in _read(condition))


def _read(condition: Condition) -> Iterator[_Test]:
    for operator, lines in condition.items():
        match = _OPERATOR.fullmatch(operator.lower().replace("notip", "ipnot"))
        quantifier, kind, negation, if_exists = match.groups("") if match else ("", "", "", "")
        is_negated = bool(negation)
        passes_absent = bool(if_exists) or quantifier == "forallvalues" or (is_negated and not quantifier)
        for key, given in lines.items():
            values = tuple(_spell(value) for value in (given if isinstance(given, list) else [given]))
            yield _Test(key, kind, is_negated, passes_absent, values)


def _spell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _find_who(test: _Test, owner: Owner) -> Access:
    key = test.key.lower()
    if key in _OPEN_KEYS or test.kind == "null":
        return ANYONE
    if key == "aws:sourceip":
        return ANYONE if test.is_negated or not _are_narrow(test.values) else _limit(test, Audience.CROSS_ACCOUNT)
    if key == "aws:principalisawsservice" and test.kind == "bool":
        wants_service = (test.values == ("true",)) != test.is_negated
        return _limit(test, Audience.ACCOUNT) if wants_service else ANYONE
    if key in _CLOSED_KEYS and test.kind in {"arn", "string", "ip"}:
        return ANYONE if test.is_negated or test.passes_absent else _find_who_has(test, key, owner)
    return Access(Audience.UNKNOWN, f"{test.key}, which is not understood")


def _find_who_has(test: _Test, key: str, owner: Owner) -> Access:
    """Who can have the value of a key that no stranger can choose."""
    heads = [value.partition(_HEADED_KEYS[key])[0] if key in _HEADED_KEYS else value for value in test.values]
    if key in _ARN_KEYS:
        heads = [_account_of(value) for value in test.values]
    if not all(map(_FIXED.fullmatch, heads)):
        return ANYONE
    if key not in _ACCOUNT_KEYS | _ARN_KEYS:
        return _limit(test, Audience.CROSS_ACCOUNT)
    if not owner.account:
        return _limit(test, Audience.UNKNOWN)
    return _limit(test, Audience.ACCOUNT if set(heads) <= {owner.account} else Audience.CROSS_ACCOUNT)


def _limit(test: _Test, audience: Audience) -> Access:
    return Access(audience, test.key)


def _account_of(arn: str) -> str:
    """The account in an ARN; for one without, such as a bucket's, the ARN itself; neither may hold a wildcard."""
    parts = arn.split(":", 5)
    return parts[4] or arn if len(parts) == 6 else "*"


def _are_narrow(ranges: tuple[str, ...]) -> bool:
    try:
        networks = [ipaddress.ip_network(one, strict=False) for one in ranges]
    except ValueError:
        return False
    return all(one.is_private or one.prefixlen >= _BROADEST_PREFIX[one.version] for one in networks)
