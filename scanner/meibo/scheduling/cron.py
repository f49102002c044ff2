"""A line for a crontab; see crontab(5)."""

from __future__ import annotations

import shlex

from meibo.scheduling.model import Start


def write_line(start: Start) -> str:
    """The line with remarks above it, for the crontab of the user who runs it.

    Cron mails what a command prints, so a run prints nothing but what went wrong, and its exit code.
    """
    command = f"cd {shlex.quote(str(start.folder))} && {shlex.join((*start.command, '--quiet', '--no-progress'))}"
    told = f"echo {shlex.quote(f'meibo run {start.job}: exit code')} $code"
    whole = f"{command} || {{ code=$?; {told}; exit $code; }}"
    return "\n".join([
        f"# meibo: {start.job}. Add this with: crontab -e",
        "# Cron mails what a run prints, which is only what went wrong; MAILTO= above the line says to whom.",
        "# It makes up no missed run. A run that finds another one at work ends at once with 3 and says so.",
        f"{start.schedule.expression} {whole.replace('%', chr(92) + '%')}",
        "",
    ])  # fmt: skip
