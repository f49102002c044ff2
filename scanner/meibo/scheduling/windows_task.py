"""A task of the Windows Task Scheduler; its XML is that of [MS-TSCH] 2.5, schema version 1.2 (Windows Vista, 2008)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from xml.etree import ElementTree as ET  # only writes

from meibo.configuration.schedule import Schedule
from meibo.scheduling.model import LONGEST_RUN_HOURS, Start

MOST_TRIGGERS: Final = 48
"""Of one task ([MS-TSCH] 2.5.3)."""

_NAMESPACE: Final = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_WEEKDAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SETTINGS: Final = {
    "MultipleInstancesPolicy": "IgnoreNew",
    "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false",
    "AllowHardTerminate": "true",
    "StartWhenAvailable": "true",
    "RunOnlyIfNetworkAvailable": "false",
    "AllowStartOnDemand": "true",
    "Enabled": "true",
    "Hidden": "false",
    "RunOnlyIfIdle": "false",
    "WakeToRun": "false",
    "ExecutionTimeLimit": f"PT{LONGEST_RUN_HOURS}H",
    "Priority": "9",
}
"""No second run beside a first, missed starts made up, and a priority below that of everybody else."""


def count_triggers(schedule: Schedule) -> int:
    """How many triggers a schedule takes: one a time of day, and kind of day where either of two will do."""
    return len(schedule.hours) * len(schedule.minutes) * (2 if schedule.is_either_day else 1)


def write_task(start: Start, now: datetime) -> str:
    """The task as XML in ASCII, so that no redirection can spoil its encoding; starts from ``now`` (local) on."""
    task = ET.Element("Task", {"version": "1.2", "xmlns": _NAMESPACE})
    registration = ET.SubElement(task, "RegistrationInfo")
    _add(registration, "Description", f"meibo run {start.job}")
    _add(registration, "URI", f"\\meibo\\{start.job}")
    triggers = ET.SubElement(task, "Triggers")
    for days in _spell_days(start.schedule):
        for hour in start.schedule.hours:
            for minute in start.schedule.minutes:
                triggers.append(_make_trigger(days, now, hour, minute))
    principal = ET.SubElement(ET.SubElement(task, "Principals"), "Principal", {"id": "Author"})
    _add(principal, "LogonType", "Password")
    _add(principal, "RunLevel", "LeastPrivilege")
    settings = ET.SubElement(task, "Settings")
    for name, value in {**_SETTINGS, "RunOnlyIfNetworkAvailable": str(start.has_servers).lower()}.items():
        _add(settings, name, value)
    action = ET.SubElement(ET.SubElement(task, "Actions", {"Context": "Author"}), "Exec")
    _add(action, "Command", start.command[0])
    _add(action, "Arguments", subprocess.list2cmdline([*start.command[1:], "--quiet", "--no-progress"]))
    _add(action, "WorkingDirectory", str(start.folder))
    ET.indent(task)
    return f'<?xml version="1.0"?>\n{ET.tostring(task, encoding="us-ascii", xml_declaration=False).decode("ascii")}\n'


def _make_trigger(days: ET.Element, now: datetime, hour: int, minute: int) -> ET.Element:
    """A start on these days, from the next such time of day on: one in the past would count as missed."""
    trigger = ET.Element("CalendarTrigger")
    first = now.replace(hour=hour, minute=minute, second=0, microsecond=0, tzinfo=None)
    if first <= now.replace(tzinfo=None):
        first += timedelta(days=1)
    _add(trigger, "StartBoundary", first.isoformat())
    trigger.append(days)
    return trigger


def _spell_days(schedule: Schedule) -> Iterator[ET.Element]:
    """The schedule's days, as one kind of days or two."""
    has_all_days, has_all_weekdays = len(schedule.days) == 31, len(schedule.weekdays) == 7
    has_all_months = len(schedule.months) == 12
    if has_all_days and has_all_weekdays and has_all_months:
        daily = ET.Element("ScheduleByDay")
        _add(daily, "DaysInterval", "1")
        yield daily
        return
    if not has_all_weekdays:
        yield _spell_weekdays(schedule) if has_all_months else _spell_weekdays_of_months(schedule)
    if has_all_weekdays or schedule.is_either_day:
        monthly = ET.Element("ScheduleByMonth")
        days = ET.SubElement(monthly, "DaysOfMonth")
        for day in schedule.days:
            _add(days, "Day", str(day))
        monthly.append(_name_all("Months", _MONTHS, [number - 1 for number in schedule.months]))
        yield monthly


def _spell_weekdays(schedule: Schedule) -> ET.Element:
    weekly = ET.Element("ScheduleByWeek")
    _add(weekly, "WeeksInterval", "1")
    weekly.append(_name_all("DaysOfWeek", _WEEKDAYS, schedule.weekdays))
    return weekly


def _spell_weekdays_of_months(schedule: Schedule) -> ET.Element:
    monthly = ET.Element("ScheduleByMonthDayOfWeek")
    weeks = ET.SubElement(monthly, "Weeks")
    for week in ("1", "2", "3", "4", "Last"):
        _add(weeks, "Week", week)
    monthly.append(_name_all("DaysOfWeek", _WEEKDAYS, schedule.weekdays))
    monthly.append(_name_all("Months", _MONTHS, [number - 1 for number in schedule.months]))
    return monthly


def _name_all(tag: str, names: Sequence[str], wanted: Sequence[int]) -> ET.Element:
    element = ET.Element(tag)
    for number in wanted:
        ET.SubElement(element, names[number])
    return element


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
