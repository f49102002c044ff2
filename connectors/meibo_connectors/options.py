"""How targets are reached: what a user chooses, and the credentials, which no repr shows and nothing stores."""

from __future__ import annotations

from typing import Literal

import msgspec


class SmbOptions(msgspec.Struct, frozen=True):
    """For ``smb://`` targets."""

    username: str = ""
    """``user``, ``DOMAIN\\user`` or ``user@realm``; empty for the Kerberos ticket of whoever runs this."""
    password: str = ""
    auth: Literal["negotiate", "ntlm", "kerberos"] = "negotiate"
    encrypts: bool = False
    """Refuse a connection that is not encrypted; without it, the server decides. All are signed."""

    def __repr__(self) -> str:
        return "SmbOptions"


class S3Options(msgspec.Struct, frozen=True):
    """For ``s3://`` targets. Credentials come from the chain of the SDK."""

    endpoint: str = ""
    """URL of another service than that of AWS; empty for what the SDK's environment and profile say."""
    profile: str = ""
    role: str = ""
    """ARN of a role to take on."""
    requester_pays: bool = False
    versions: bool = False
    """Also list what has been overwritten or deleted, and is kept."""


class Options(msgspec.Struct, frozen=True):
    """For all targets of a scan."""

    smb: SmbOptions = SmbOptions()
    s3: S3Options = S3Options()
