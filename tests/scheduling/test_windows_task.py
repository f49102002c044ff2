"""The Windows task beside its schema: [MS-TSCH] 2.5, "XML Task Definition Language"."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from meibo.configuration.schedule import read_schedule
from meibo.scheduling.windows_task import count_triggers, write_task

if TYPE_CHECKING:
    from collections.abc import Callable

    from meibo.scheduling.model import Start

NOW = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 - local time
NAMESPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"

SEQUENCES = {"CalendarTrigger": ("Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit",
                                 "RandomDelay", "ScheduleByDay", "ScheduleByWeek", "ScheduleByMonth",
                                 "ScheduleByMonthDayOfWeek")}  # fmt: skip
"""Elements whose children have an order."""

SETS = {
    "Task": {"RegistrationInfo", "Triggers", "Principals", "Settings", "Data", "Actions"},
    "RegistrationInfo": {"URI", "SecurityDescriptor", "Source", "Date", "Author", "Version", "Description",
                         "Documentation"},
    "Principal": {"UserId", "LogonType", "GroupId", "DisplayName", "RunLevel"},
    "Settings": {"AllowStartOnDemand", "RestartOnFailure", "MultipleInstancesPolicy", "DisallowStartIfOnBatteries",
                 "StopIfGoingOnBatteries", "AllowHardTerminate", "StartWhenAvailable", "NetworkProfileName",
                 "RunOnlyIfNetworkAvailable", "WakeToRun", "Enabled", "Hidden", "DeleteExpiredTaskAfter",
                 "IdleSettings", "NetworkSettings", "ExecutionTimeLimit", "Priority", "RunOnlyIfIdle"},
    "Exec": {"Command", "Arguments", "WorkingDirectory"},
    "ScheduleByDay": {"DaysInterval"},
    "ScheduleByWeek": {"WeeksInterval", "DaysOfWeek"},
    "ScheduleByMonth": {"DaysOfMonth", "Months"},
    "ScheduleByMonthDayOfWeek": {"Weeks", "DaysOfWeek", "Months"},
}  # fmt: skip
"""Elements whose children come in any order, each at most once."""


def read(start: Start) -> ET.Element:
    """The task without its namespace, checked against the schema's rules of children."""
    text = write_task(start, NOW)
    assert text.isascii()
    task = ET.fromstring(text)  # noqa: S314 - our own
    for element in task.iter():
        assert element.tag.startswith(NAMESPACE)
        element.tag = element.tag.removeprefix(NAMESPACE)
    for element in task.iter():
        children = [child.tag for child in element]
        if element.tag in SEQUENCES:
            order = SEQUENCES[element.tag]
            assert children == sorted(children, key=order.index)
        elif element.tag in SETS:
            assert set(children) <= SETS[element.tag]
            assert len(children) == len(set(children))
    return task


def test_the_task_makes_up_missed_starts_and_never_runs_twice_at_once(make_start: Callable[..., Start]) -> None:
    """With a limit of time, on batteries too, and waiting for the network where the targets need it."""
    settings = {child.tag: child.text for child in read(make_start()).iterfind("Settings/*")}
    assert settings["StartWhenAvailable"] == "true"
    assert settings["MultipleInstancesPolicy"] == "IgnoreNew"
    assert settings["ExecutionTimeLimit"] == "PT72H"
    assert settings["DisallowStartIfOnBatteries"] == settings["StopIfGoingOnBatteries"] == "false"
    assert settings["RunOnlyIfNetworkAvailable"] == "true"
    local = read(make_start(has_servers=False))
    assert local.findtext("Settings/RunOnlyIfNetworkAvailable") == "false"


def test_the_task_starts_the_job_with_the_rights_of_its_user_alone(make_start: Callable[..., Start]) -> None:
    """The action is the principal's; arguments are quoted as Windows programs read them."""
    command = (r"C:\Program Files\meibo\meibo.exe", "run", "夜間", "--config", r"D:\名 簿\meibo.toml")
    task = read(make_start(command=command, folder=Path("D:/scans")))
    assert task.findtext("Actions/Exec/Command") == command[0]
    assert task.findtext("Actions/Exec/WorkingDirectory") == "D:/scans"
    arguments = r'run 夜間 --config "D:\名 簿\meibo.toml" --quiet --no-progress'
    assert task.findtext("Actions/Exec/Arguments") == arguments
    principal, actions = task.find("Principals/Principal"), task.find("Actions")
    assert principal is not None
    assert actions is not None
    assert principal.get("id") == actions.get("Context")
    assert principal.findtext("RunLevel") == "LeastPrivilege"


DAYS = (
    ("daily 22:00", ["2026-11-23T22:00:00"], "ScheduleByDay 1"),
    ("daily 9:00", ["2026-11-24T09:00:00"], "ScheduleByDay 1"),
    ("0 22 1 * 0-6", ["2026-11-23T22:00:00"], "ScheduleByDay 1"),
    ("0 8,22 * * *", ["2026-11-24T08:00:00", "2026-11-23T22:00:00"], "ScheduleByDay 1"),
    ("weekly Sunday 01:00", ["2026-11-24T01:00:00"], "ScheduleByWeek 1 Sunday"),
    ("weekdays 22:00", ["2026-11-23T22:00:00"], "ScheduleByWeek 1 Monday Tuesday Wednesday Thursday Friday"),
    ("0 22 1,15 jan *", ["2026-11-23T22:00:00"], "ScheduleByMonth 1 15 January"),
    ("0 22 * jan sun", ["2026-11-23T22:00:00"], "ScheduleByMonthDayOfWeek 1 2 3 4 Last Sunday January"),
)


@pytest.mark.parametrize(("text", "boundaries", "days"), DAYS, ids=[row[0] for row in DAYS])
def test_each_time_of_day_is_a_trigger(
    make_start: Callable[..., Start], text: str, boundaries: list[str], days: str
) -> None:
    """It begins with the next such time, so that registering the task counts as no missed start."""
    triggers = read(make_start(text)).findall("Triggers/CalendarTrigger")
    assert [trigger.findtext("StartBoundary") for trigger in triggers] == boundaries
    for trigger in triggers:
        assert spell(trigger[-1]) == days


def test_either_day_takes_two_triggers(make_start: Callable[..., Start]) -> None:
    """One by week and one by month."""
    triggers = read(make_start("0 3 25 * mon")).findall("Triggers/CalendarTrigger")
    months = "January February March April May June July August September October November December"
    assert [spell(trigger[-1]) for trigger in triggers] == ["ScheduleByWeek 1 Monday", f"ScheduleByMonth 25 {months}"]
    assert count_triggers(read_schedule("0 3 25 * mon")) == len(triggers)


def spell(days: ET.Element) -> str:
    """A kind of days with all its words."""
    words = [element.text or element.tag for element in days.iter() if len(element) == 0]
    return " ".join([days.tag, *(word.strip() for word in words)])
