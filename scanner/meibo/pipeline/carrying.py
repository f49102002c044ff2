"""Decides which files need not be read, because an earlier scan has read them as they are."""

from __future__ import annotations

import contextlib
from typing import Final, Literal

import msgspec

from meibo.catalogue.issues import RETRIED
from meibo.configuration.pictures import PictureWork
from meibo.inventory.known import Known
from meibo_connectors.model import ASK, Entry

Verdict = Literal["read", "keep", "restate", "ask"]
"""``keep``: all that is known of it holds. ``restate``: its content holds, but owner or readers are others now.
``ask``: its content holds; if it matters who can read it, that has to be asked."""

_COARSE_NS: Final = 1_000_000_000
_RACE_NS: Final = 2 * _COARSE_NS
"""The coarsest times of any file system are even seconds."""
_PICTURES: Final = " pictures "
_NEEDS_MEANS: Final = frozenset({"encrypted", "format-not-read"})


class Basis(msgspec.Struct, frozen=True):
    """What decides what is found in a given content. Two files of equal content and basis have equal findings."""

    rule_set: str
    options: str
    """JSON: of the options, those that decide it."""
    limits: str
    """JSON; of files that reached none of them, nothing depends on it."""
    means: str
    """Digest of the libraries that are there and the passwords that are known; what was read depends on neither. Where
    pictures were read too, what was done with them stands behind it."""

    @property
    def without_pictures(self) -> str:
        """The means alone."""
        return self.means.partition(_PICTURES)[0]

    @property
    def pictures(self) -> PictureWork:
        """What was done with pictures."""
        with contextlib.suppress(msgspec.MsgspecError):  # nothing, or what this program does not know
            return msgspec.json.decode(self.means.partition(_PICTURES)[2], type=PictureWork)
        return PictureWork()

    def with_pictures(self, work: PictureWork) -> Basis:
        """The same where this is done with pictures."""
        spelled = msgspec.json.encode(work.on_a_file, order="sorted").decode()
        return msgspec.structs.replace(self, means=f"{self.without_pictures}{_PICTURES}{spelled}")


class Carrying(msgspec.Struct, frozen=True):
    """The circumstances of one scan."""

    scan: int
    basis: Basis
    bases: dict[int, Basis]
    """All that the inventory knows, by number."""
    started_ns: dict[int, int]
    """When each scan began; nanoseconds since 1970."""
    is_full: bool = False
    """Everything is read that this very scan has not read yet."""
    again: frozenset[str] = frozenset()
    """Files with these statuses are read again too."""

    def judge(self, entry: Entry, code: str | None, known: Known, told: str) -> Verdict:
        """What becomes of a listed file. ``code`` says why it would not be read; ``told`` is ``tell_access`` of it."""
        is_same = (
            entry.version == known.state
            and entry.modified_ns == known.modified_ns
            and entry.size_bytes == known.size_bytes
            and code == (None if known.is_opened else known.issue_code)
        )
        if not is_same:
            return "read"
        if known.is_opened and known.read_scan != self.scan and self._is_outdated(entry, known):
            return "read"
        state = entry.readers_state
        if known.is_opened and state and (state == ASK or state != known.readers_state):
            return "ask"
        if told == known.told:
            return "keep"
        # Where more than the listing was asked, what that said is no more than its answer of then.
        return "restate" if known.is_as_told else "ask"

    def _is_outdated(self, entry: Entry, known: Known) -> bool:
        basis = self.bases.get(known.basis)
        return (
            self.is_full
            or known.status in self.again
            or basis is None
            or (basis.rule_set, basis.options) != (self.basis.rule_set, self.basis.options)
            or (known.issue_code is not None and self._may_end_better(known.issue_code, basis))
            or self._may_have_changed(entry, known)
        )

    def _may_end_better(self, code: str, basis: Basis) -> bool:
        return (
            code in RETRIED
            or (code.endswith("-limit") and basis.limits != self.basis.limits)
            or (code in _NEEDS_MEANS and basis.without_pictures != self.basis.without_pictures)
        )

    def _may_have_changed(self, entry: Entry, known: Known) -> bool:
        """Whether a time in whole seconds can't tell the content that was read from one of the same second."""
        began = self.started_ns.get(known.read_scan, 0)
        return entry.modified_ns % _COARSE_NS == 0 and entry.modified_ns >= began - _RACE_NS
