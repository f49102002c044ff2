"""How targets are reached: what the user names and chooses, and the credentials.

Credentials come from the environment or a prompt, which are read here alone, and never from arguments: those stand in
the list of processes and in the shell's history.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from meibo.cli.options import Parser, UsageError
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.scan_table import SMB_AUTH

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from meibo_connectors.model import Target
    from meibo_connectors.options import Options

REACHING_DEFAULTS: Final[dict[str, Any]] = {
    "smb_auth": "negotiate", "smb_encrypt": False, "s3_endpoint": "", "s3_profile": "", "s3_role": "",
    "s3_requester_pays": False, "s3_versions": False,
}  # fmt: skip

_USERNAME, _PASSWORD = "MEIBO_SMB_USERNAME", "MEIBO_SMB_PASSWORD"
_PERCENT_ENCODED: Final = ("file://", "smb://")
"""In the URIs of buckets a key stands as it is."""
_HAS_PASSWORD: Final = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):/{1,3}[^/?#]*|\\\\[^\\/?#]*):[^/?#]*@")
"""Of a URI, also with a slash too few or too many, or of a UNC path."""


def add_reaching(parser: Parser) -> None:
    """Options of every command that takes targets."""
    add, say = parser.add_argument, parser.say
    add("--smb-auth", choices=SMB_AUTH, help=say("option-smb-auth"))
    add("--smb-encrypt", action="store_true", help=say("option-smb-encrypt"))
    add("--s3-endpoint", metavar="URL", help=say("option-s3-endpoint"))
    add("--s3-profile", metavar="NAME", help=say("option-s3-profile"))
    add("--s3-role", metavar="ARN", help=say("option-s3-role"))
    add("--s3-requester-pays", action="store_true", help=say("option-s3-requester-pays"))
    add("--s3-versions", action="store_true", help=say("option-s3-versions"))


def parse_targets(names: Iterable[str]) -> tuple[Target, ...]:
    """The targets that a user named; raises UsageError, which quotes no more of a URI than its scheme."""
    from meibo_connectors.registry import parse_target

    targets = []
    for name in names:
        scheme = clean(name.partition("://")[0])
        _refuse_password(name)
        try:
            targets.append(parse_target(name))
        except ValueError as error:
            raise UsageError("error-target", text=scheme, why=error) from None
    return tuple(targets)


def spell_target(uri: str) -> str:
    """A target's URI as people write it: without percent signs where they stand for bytes of a name."""
    return unquote(uri, errors="backslashreplace") if uri.startswith(_PERCENT_ENCODED) else uri


def find_reach(options: argparse.Namespace, targets: Sequence[Target], terminal: Terminal) -> Options:
    """The options that connectors take; asks for a username and a password where SMB needs them and a person is there.

    Takes the credentials out of this process's environment, so that no process inherits them. Raises UsageError.
    """
    from meibo_connectors.options import Options, S3Options, SmbOptions

    _refuse_password(options.s3_endpoint)
    username, password = os.environ.pop(_USERNAME, ""), os.environ.pop(_PASSWORD, "")
    if any(target.uri.startswith("smb://") for target in targets):
        username, password = _complete(username, password, options.smb_auth, terminal)
    return Options(
        smb=SmbOptions(username, password, options.smb_auth, options.smb_encrypt),
        s3=S3Options(
            endpoint=options.s3_endpoint,
            profile=options.s3_profile,
            role=options.s3_role,
            requester_pays=options.s3_requester_pays,
            versions=options.s3_versions,
        ),
    )


def _complete(username: str, password: str, auth: str, terminal: Terminal) -> tuple[str, str]:
    """Both; without a username the Kerberos ticket of whoever runs this is meant."""
    if password and not username:
        raise UsageError("error-smb-username", username=_USERNAME, password=_PASSWORD)
    if password or auth == "kerberos" or not sys.stdin.isatty():
        return username, password
    username = username or terminal.ask(terminal.say("prompt-smb-username"))
    return username, terminal.ask_secret(terminal.say("prompt-smb-password", username=username)) if username else ""


def _refuse_password(uri: str) -> None:
    if match := _HAS_PASSWORD.match(uri):
        scheme = clean(match[1] or "smb")
        raise UsageError("error-credentials-in-uri", scheme=scheme, username=_USERNAME, password=_PASSWORD)
