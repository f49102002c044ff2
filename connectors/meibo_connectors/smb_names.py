"""Names of users and groups by their identifiers, as a server tells them: [MS-LSAT] 3.1.4.10 LsarLookupSids2."""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterable, Sequence
from typing import Final

from meibo_connectors.base import ConnectorError
from meibo_connectors.smb_errors import Answer, refusal
from meibo_connectors.smb_ndr import REFERENT, NdrError, NdrReader, pack_u32
from meibo_connectors.smb_rpc import Interface, RpcPipe
from meibo_connectors.smb_session import SmbSession
from meibo_connectors.smb_sids import name_of

BATCH: Final = 50
"""Identifiers a question, of the longest kind: their bytes fit in one message."""

_LOCAL_SECURITY: Final = Interface("lsarpc", "12345778-1234-abcd-ef00-0123456789ab", 0)
_CLOSE, _OPEN_POLICY_2, _LOOKUP_SIDS_2 = 0, 44, 57
_LOOKUP_NAMES: Final = 0x800
_EVERYWHERE: Final = 1  # LsapLookupWksta: the machine itself, its domain, and those that this trusts
_SOME_NOT_MAPPED, _NONE_MAPPED = 0x00000107, 0xC0000073
_NAMED: Final = frozenset(
    {1, 2, 3, 4, 5, 9}
)  # [MS-SAMR] 2.2.2.3: users, groups, domains, aliases, well-known, computers


class SidNames:
    """Names of identifiers, each asked for once. A server that refuses is asked no more, and numbers stay."""

    def __init__(self, session: SmbSession) -> None:
        self._session = session
        self._names: dict[str, str | None] = {}
        self._lock = threading.Lock()
        self.refusal: ConnectorError | None = None
        """Why the server was asked no more."""

    def __call__(self, sids: Iterable[str]) -> dict[str, str]:
        """The names of those that are known; never raises ConnectorError."""
        wanted = set(sids)
        with self._lock:
            for sid in wanted - self._names.keys():
                if name := name_of(sid):
                    self._names[sid] = name
            self._look_up(sorted(wanted - self._names.keys()))
            return {sid: name for sid in wanted if (name := self._names.get(sid))}

    def _look_up(self, sids: Sequence[str]) -> None:
        if not sids or self.refusal is not None:
            return
        try:
            self._names.update(self._session.retry(lambda: ask_names(self._session, sids)))
        except ConnectorError as error:
            self.refusal = error


def ask_names(session: SmbSession, sids: Sequence[str]) -> dict[str, str | None]:
    r"""Names as ``DOMAIN\name``, None for those that the server doesn't know; raises ConnectorError."""
    names: dict[str, str | None] = dict.fromkeys(sids)
    with RpcPipe(session, _LOCAL_SECURITY) as pipe:
        try:
            policy = _open_policy(pipe)
            for at in range(0, len(sids), BATCH):
                batch = sids[at : at + BATCH]
                answer = _read_names(pipe.call(_LOOKUP_SIDS_2, _question(policy, batch)))
                names.update(zip(batch, answer, strict=False))  # a server that knows none may leave them all out
            pipe.call(_CLOSE, policy)
        except NdrError:
            raise ConnectorError("io-error", "RPC") from None
    return names


def _open_policy(pipe: RpcPipe) -> bytes:
    """A handle to ask with (3.1.4.1 LsarOpenPolicy2): of this server, without attributes."""
    reader = NdrReader(pipe.call(_OPEN_POLICY_2, pack_u32(0, 24, 0, 0, 0, 0, 0, _LOOKUP_NAMES)))
    policy = reader.take(20)
    _refuse(reader.u32())
    return policy


def _question(policy: bytes, sids: Sequence[str]) -> bytes:
    """Identifiers, no names yet, how far to look, and how many were found: none."""
    pointers = pack_u32(*(REFERENT + 4 * at for at in range(1, len(sids) + 1)))
    listed = pack_u32(len(sids), REFERENT, len(sids)) + pointers + b"".join(map(_pack_sid, sids))
    return policy + listed + pack_u32(0, 0) + struct.pack("<HxxIII", _EVERYWHERE, 0, 0, 2)


def _pack_sid(sid: str) -> bytes:
    """How many numbers there are, then the identifier ([MS-DTYP] 2.4.2.3 RPC_SID)."""
    _, _, authority, *numbers = sid.split("-")
    return (
        pack_u32(len(numbers))
        + struct.pack("<BB", 1, len(numbers))
        + int(authority, 0).to_bytes(6)
        + pack_u32(*map(int, numbers))
    )


def _read_names(answer: bytes) -> list[str | None]:
    """The names in the order of the question: 2.2.12 LSAPR_REFERENCED_DOMAIN_LIST, 2.2.21 LSAPR_TRANSLATED_NAMES_EX."""
    reader = NdrReader(answer)
    has_domains = reader.u32()
    domains = _read_domains(reader) if has_domains else []
    rows: list[tuple[int, int, int]] = []
    reader.u32()  # how many: said again by the array
    if reader.u32():
        for _ in range(reader.count(20)):
            kind, _, name_at, domain, _ = (reader.u16(), *(reader.u32() for _ in range(4)))
            rows.append((kind, name_at, domain))
    names: list[str | None] = []
    for kind, name_at, domain in rows:
        name = reader.text() if name_at else ""
        above = domains[domain] if domain < len(domains) else ""
        is_known = kind in _NAMED and name
        names.append("\\".join(dict.fromkeys(filter(None, (above, name)))) if is_known else None)
    reader.u32()  # how many were found
    status = reader.u32()
    if status not in (_SOME_NOT_MAPPED, _NONE_MAPPED):
        _refuse(status)
    return names


def _read_domains(reader: NdrReader) -> list[str]:
    reader.u32()  # how many: said again by the array
    has_domains = reader.u32()
    reader.u32()  # room
    if not has_domains:
        return []
    rows = [(reader.u32(), reader.u32(), reader.u32()) for _ in range(reader.count(12))]
    domains = []
    for _, name_at, sid_at in rows:
        domains.append(reader.text() if name_at else "")
        if sid_at:
            numbers = reader.u32()
            reader.take(8 + 4 * numbers)
    return domains


def _refuse(status: int) -> None:
    if status:
        raise refusal(Answer(status))
