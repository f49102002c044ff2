"""A systemd service and its timer; for version 247 (2020) and later.

Directives: systemd.service(5), systemd.exec(5), systemd.timer(5), systemd.time(7).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from meibo.configuration.schedule import WEEKDAYS, Schedule
from meibo.scheduling.model import LONGEST_RUN_HOURS, Start

_EVERY: Final = {"minute": 60, "hour": 24, "day": 31, "month": 12, "weekday": 7}


def write_service(start: Start) -> str:
    """The unit that runs the job, without rights that it does not need."""
    paths = " ".join(_quote(str(path)) for path in start.writable)
    mounts = [f"RequiresMountsFor={_quote(str(path))}" for path in start.local]
    reach = ["Wants=network-online.target", "After=network-online.target"] if start.has_servers else []
    return "\n".join([
        f"# {_unit(start, 'service')}",
        "[Unit]",
        f"Description=meibo: {_escape(start.job)}",
        *reach,
        "# A share that is not mounted is a failure, not an empty folder.",
        *mounts,
        "# Whom to tell where even the start fails:",
        "# OnFailure=tell-somebody@%n.service",
        "",
        "[Service]",
        "Type=oneshot",
        f"User={start.user}",
        f"WorkingDirectory={_escape(str(start.folder))}",
        f"ExecStart={' '.join(_quote(word).replace('$', '$$') for word in start.command)}",
        "UMask=0077",
        *(_PASSWORD if start.needs_password else ()),
        *_ENVIRONMENT,
        "# 130: stopped by hand; the next start goes on from there. 1 (--fail-on) and 3 (incomplete) are failures.",
        "SuccessExitStatus=130",
        f"TimeoutStartSec={LONGEST_RUN_HOURS}h",
        "# A stop keeps all work and takes 10 s.",
        "TimeoutStopSec=60",
        "KillMode=mixed",
        "",
        "# Gives way to everybody else. A worker that takes too much memory ends alone; its file is told.",
        "Nice=19",
        "IOSchedulingClass=idle",
        "CPUWeight=20",
        f"MemoryMax={start.memory_bytes // (1 << 20)}M",
        "OOMPolicy=continue",
        "TasksMax=1024",
        "",
        "# Writes the inventory and the reports, and nothing else.",
        "ProtectSystem=strict",
        f"ReadWritePaths={paths}",
        "ProtectHome=read-only",
        "PrivateTmp=yes",
        "# CAP_DAC_READ_SEARCH behind both reads files whatever their modes say; nothing else needs a capability.",
        "CapabilityBoundingSet=",
        "AmbientCapabilities=",
        *_HARDENING,
        "",
    ])  # fmt: skip


def write_timer(start: Start) -> str:
    """The unit that starts the service; it never starts a second run beside a first."""
    return "\n".join([
        f"# {_unit(start, 'timer')}",
        "[Unit]",
        f"Description=meibo: {_escape(start.job)}, {start.schedule.expression}",
        "",
        "[Timer]",
        *(f"OnCalendar={moment}" for moment in spell_calendar(start.schedule)),
        "# A start that was missed, because the machine was off, is made up at once.",
        "Persistent=true",
        "AccuracySec=1min",
        "",
        "[Install]",
        "WantedBy=timers.target",
        "",
    ])  # fmt: skip


def spell_calendar(schedule: Schedule) -> Iterator[str]:
    """The schedule as calendar events; cron's "either day" takes two."""
    clock = f"{_spell(schedule.hours, 'hour')}:{_spell(schedule.minutes, 'minute')}:00"
    month, day = _spell(schedule.months, "month"), _spell(schedule.days, "day")
    weekdays = ",".join(WEEKDAYS[number].capitalize() for number in schedule.weekdays)
    on_weekdays = "" if len(schedule.weekdays) == _EVERY["weekday"] else f"{weekdays} "
    if schedule.is_either_day:
        yield f"*-{month}-{day} {clock}"
        yield f"{on_weekdays}*-{month}-* {clock}"
    else:
        yield f"{on_weekdays}*-{month}-{day} {clock}"


def _spell(numbers: Sequence[int], field: str) -> str:
    return "*" if len(numbers) == _EVERY[field] else ",".join(f"{number:02}" for number in numbers)


def unit_name(job: str) -> str:
    """A job's name as part of a unit's name: other characters than those allowed become their bytes, ``\\xe5``."""
    return "".join(
        letter if letter.isascii() else "".join(f"\\x{byte:02x}" for byte in letter.encode()) for letter in job
    )


def _unit(start: Start, kind: str) -> str:
    return str(Path("/etc/systemd/system") / f"meibo-{unit_name(start.job)}.{kind}")


def _escape(text: str) -> str:
    """Without specifiers."""
    return text.replace("%", "%%")


def _quote(text: str) -> str:
    """One word of a command line or of a list of paths."""
    escaped = _escape(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"' if escaped != text or not text or set(" \t';") & set(text) else text


_ENVIRONMENT: Final = (
    "# Secrets as NAME=VALUE, such as those of mail servers; root:root, 0600.",
    "EnvironmentFile=-/etc/meibo/environment",
)
_PASSWORD: Final = (
    "# One line each, root:root, 0600; or LoadCredentialEncrypted= with what systemd-creds has encrypted.",
    "LoadCredential=MEIBO_SMB_USERNAME:/etc/meibo/smb-username",
    "LoadCredential=MEIBO_SMB_PASSWORD:/etc/meibo/smb-password",
)
_HARDENING: Final = (
    "NoNewPrivileges=yes",
    "PrivateDevices=yes",
    "PrivateIPC=yes",
    "ProtectClock=yes",
    "ProtectControlGroups=yes",
    "ProtectHostname=yes",
    "ProtectKernelLogs=yes",
    "ProtectKernelModules=yes",
    "ProtectKernelTunables=yes",
    "ProtectProc=invisible",
    "RemoveIPC=yes",
    "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
    "# Those in which parsers have no network.",
    "RestrictNamespaces=user net",
    "RestrictRealtime=yes",
    "RestrictSUIDSGID=yes",
    "LockPersonality=yes",
    "MemoryDenyWriteExecute=yes",
    "KeyringMode=private",
    "SystemCallArchitectures=native",
    "SystemCallFilter=@system-service",
    "# With these, parsers confine themselves further.",
    "SystemCallFilter=landlock_create_ruleset landlock_add_rule landlock_restrict_self seccomp",
    "SystemCallErrorNumber=EPERM",
)
