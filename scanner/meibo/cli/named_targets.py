"""Names of the configuration in place of targets: of ``[targets]``, or of a job."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from meibo.cli.options import UsageError
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.keys import find_nearest

if TYPE_CHECKING:
    from meibo.configuration.model import Configuration, Job


def resolve_names(names: Iterable[str], configuration: Configuration, terminal: Terminal) -> list[str]:
    """What a user named, each name of the configuration replaced by the targets that it stands for.

    Such a name goes before a file or folder of the same name, which is told.
    """
    targets: list[str] = []
    for name in names:
        known = _find(name, configuration)
        if known is None:
            targets.append(name)
            continue
        if Path(name).exists():
            terminal.note(clean(f"meibo: {terminal.say('target-by-name', name=name, path=configuration.path)}"))
        targets += known
    return list(dict.fromkeys(targets))


def resolve_job(job: Job, configuration: Configuration) -> list[str]:
    """The targets of a job, in which names are those of ``[targets]`` alone."""
    named = configuration.targets
    return list(dict.fromkeys(target for name in job.targets for target in named.get(name, (name,))))


def find_job(name: str, configuration: Configuration) -> Job:
    """The job of a name; raises UsageError that names the nearest."""
    for job in configuration.jobs:
        if job.name == name:
            return job
    if not configuration.jobs:
        raise UsageError("error-no-jobs", path=configuration.path or "meibo.toml")
    near = find_nearest(name, [job.name for job in configuration.jobs])
    raise UsageError("error-unknown-job", name=clean(name), path=configuration.path, near=near)


def _find(name: str, configuration: Configuration) -> list[str] | None:
    if name in configuration.targets:
        return list(configuration.targets[name])
    job = next((job for job in configuration.jobs if job.name == name), None)
    return None if job is None else resolve_job(job, configuration)
