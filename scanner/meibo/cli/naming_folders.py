"""From what a person types to a folder of a target: a path as lists show it, or a target with a folder below it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from meibo.assessment.folder_tree import Place
from meibo.cli.options import UsageError
from meibo.cli.reaching import parse_targets
from meibo.cli.terminal import clean
from meibo.inventory.model import ScanFacts
from meibo.inventory.reader import Reader

_ENCODED = ("file://", "smb://")
"""In the URIs of buckets a key stands as it is."""


def find_folder(text: str, reader: Reader, scan: int, targets: Iterable[str]) -> Place:
    """The folder that is meant, which holds a file; raises UsageError."""
    known = list(targets)
    path = text.replace("\\", "/").removeprefix("./").rstrip("/")
    for target in known if path else ():
        if next(reader.briefs.below(scan, target, path), None) is not None:
            return target, path
    uri = parse_targets([text])[0].uri.rstrip("/")
    for target in known:
        whole = target.rstrip("/")
        if uri == whole:
            return target, ""
        if uri.startswith(f"{whole}/"):
            rest = uri[len(whole) + 1 :]
            folder = unquote(rest) if uri.startswith(_ENCODED) else rest
            if next(reader.briefs.below(scan, target, folder), None) is not None:
                return target, folder
    raise UsageError("error-gate-place", path=clean(text), known=", ".join(clean(unquote(one)) for one in known))


def find_side(text: str, reader: Reader) -> tuple[ScanFacts, Place]:
    """The same in any target, and the newest scan of it, a finished one where there is one; raises UsageError."""
    newest: dict[str, ScanFacts] = {}
    for scan in reader.scans():
        for target in scan.targets:
            known = newest.get(target)
            if known is None or (known.state != "finished" and scan.state == "finished"):
                newest[target] = scan
    uri = parse_targets([text])[0].uri.rstrip("/")
    for target, scan in newest.items():
        if uri == target.rstrip("/"):  # an empty one, too
            return scan, (target, "")
    for target, scan in newest.items():
        try:
            return scan, find_folder(text, reader, scan.scan, [target])
        except UsageError:
            continue
    raise UsageError("error-gate-place", path=clean(text), known=", ".join(clean(unquote(one)) for one in newest))
