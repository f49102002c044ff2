"""From what a person types to places of an inventory: a path as lists show it or of this machine, a URI, a pattern."""

from __future__ import annotations

import difflib
import os
import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from meibo.cli.options import UsageError
from meibo.cli.reaching import parse_targets, spell_target
from meibo.cli.terminal import clean
from meibo.inventory.places import KnownTarget, Place, Places

_IS_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_IS_ABSOLUTE: Final = re.compile(r"[/\\~]|[A-Za-z]:[/\\]")
_IS_PATTERN: Final = re.compile(r"[*?\[]")
_ENCODED: Final = ("file://", "smb://")
"""In the URIs of buckets a key stands as it is."""
_NEAR: Final = 3


def locate(text: str, known: Places, scan: int | None) -> list[Place]:
    """The places that are meant, at least one; raises UsageError, which names the nearest.

    First a path as the inventory lists it, in each target that has it; then a place of this machine or a URI, at or
    below a target, or above several; then a pattern of paths.
    """
    targets = known.targets(scan)
    found = [*_find_listed(text, known, targets)] or [*_find_named(text, known, targets)]
    if not found and _IS_PATTERN.search(text):
        found = [place for target in targets if (place := known.match(target, text))]
    if not found:
        raise _refuse(text, known, targets, scan)
    return found


def _find_listed(text: str, known: Places, targets: list[KnownTarget]) -> Iterator[Place]:
    if _IS_URI.match(text) or _IS_ABSOLUTE.match(text):
        return
    for path in _spell(text):
        places = [place for target in targets if (place := known.find(target, path))]
        if places:
            yield from places
            return


def _spell(text: str) -> Iterator[str]:
    """A path in the spellings that it may have in an inventory: of Windows, and with letters composed or not."""
    forms = [text, text.replace("\\", "/")]
    forms += [unicodedata.normalize(form, forms[1]) for form in ("NFC", "NFD")]
    yield from dict.fromkeys(path for form in forms if (path := form.removeprefix("./").rstrip("/")) not in ("", "."))


def _find_named(text: str, known: Places, targets: list[KnownTarget]) -> Iterator[Place]:
    """What lies at an address, however far below a target; whole targets that lie below it."""
    try:
        uri = _write_uri(text)
    except UsageError:
        if _IS_URI.match(text):
            raise
        return
    for target in targets:
        whole = target.uri.rstrip("/")
        if uri == whole or target.uri.startswith(f"{uri}/"):
            yield Place(target.uri, target.scan)
        elif uri.startswith(f"{whole}/"):
            rest = uri[len(whole) + 1 :]
            yield from _find_below(unquote(rest) if uri.startswith(_ENCODED) else rest, known, target)


def _find_below(rest: str, known: Places, target: KnownTarget) -> Iterator[Place]:
    for path in _spell(rest):
        place = known.find(target, path) or (known.match(target, path) if _IS_PATTERN.search(path) else None)
        if place:
            yield place
            return


def _write_uri(text: str) -> str:
    """The URI of a target that were named so, without a slash at its end."""
    if text.startswith("~"):
        text = os.path.expanduser(text)  # noqa: PTH111 - a name that is no user's stays as it is
    host = re.fullmatch(r"(smb|s3|gs|az)://[^/]+/?", text)
    if host:  # a whole server, or a bucket
        return text.rstrip("/").lower() if host[1] == "smb" else text.rstrip("/")
    if re.fullmatch(r"\\\\[^\\]+\\?", text):
        return f"smb://{text.strip(chr(92)).lower()}"
    return parse_targets([text])[0].uri.rstrip("/")


def _refuse(text: str, known: Places, targets: list[KnownTarget], scan: int | None) -> UsageError:
    path = next(_spell(_cut_off_target(text, targets)), "")
    last = known.last_scan_of(path) if path else None
    if last is not None and last != scan:
        return UsageError("error-whatif-gone", path=clean(text), scan=last)
    near = _find_near(path, known, targets)
    names = ", ".join(clean(name) for name in near)
    return UsageError("error-whatif-place", path=clean(text), near=names)


def _cut_off_target(text: str, targets: list[KnownTarget]) -> str:
    """The part of an address below the target that holds it; the whole text where none does."""
    try:
        uri = _write_uri(text)
    except UsageError:
        return text
    for target in targets:
        if uri.startswith(f"{target.uri.rstrip('/')}/"):
            rest = uri[len(target.uri.rstrip("/")) + 1 :]
            return unquote(rest) if uri.startswith(_ENCODED) else rest
    return text


def _find_near(path: str, known: Places, targets: list[KnownTarget]) -> list[str]:
    """Places that may be meant: of the same name elsewhere, or of a like name in the folder that there is; else the
    targets themselves."""
    folder, _, name = path.rpartition("/")
    same = known.named(name, _NEAR) if name else []
    if same:
        return same
    while folder and not any(known.find(target, folder) for target in targets):
        folder, _, name = folder.rpartition("/")
    start = f"{folder}/" if folder else ""
    names = {near: f"{start}{near}" for target in targets for near in known.names_in(target, folder)}
    like = difflib.get_close_matches(name, names, n=_NEAR, cutoff=0.4)
    return [names[near] for near in like] or (
        [folder] if folder else [spell_target(one.uri) for one in targets[:_NEAR]]
    )
