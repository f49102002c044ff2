"""The duty to report a leak, as the page tells it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from meibo.assessment.law import FINAL_DAYS, PRELIMINARY_DAYS, TRIGGERS, WRONGFUL_FINAL_DAYS, is_reportable
from meibo.reports.html_content import Content
from meibo.reports.html_voice import Voice


class TriggerRow(msgspec.Struct, frozen=True):
    """What became of one legal trigger."""

    name: str
    act: str
    state: str
    """``sure``, ``possible`` or ``no``."""
    state_text: str
    where: list[str]
    meaning: str


class Law:
    """What a leak of a scan's files would raise, in one language."""

    def __init__(self, voice: Voice, content: Content) -> None:
        self.voice, self.content = voice, content
        self.say = voice.say

    @property
    def clock(self) -> list[tuple[str, str]]:
        """The steps of a report and their terms."""
        first, last = PRELIMINARY_DAYS
        return [
            (self.say("clock-known"), self.say("clock-known-text")),
            (self.say("clock-first"), self.say("clock-first-text", first=first, last=last)),
            (self.say("clock-final"), self.say("clock-final-text", days=FINAL_DAYS)),
            (self.say("clock-wrongful"), self.say("clock-final-text", days=WRONGFUL_FINAL_DAYS)),
        ]

    @property
    def duty(self) -> str:
        """Whether a leak would have to be reported: ``sure``, ``possible`` or ``no``."""
        raised = self.content.total.raised
        if is_reportable([one for one in raised if one.is_sure]):
            return "sure"
        return "possible" if is_reportable(raised) else "no"

    @property
    def triggers(self) -> Iterable[TriggerRow]:
        """Every legal trigger."""
        raised = {one.trigger: one for one in self.content.total.raised}
        for trigger in TRIGGERS:
            one = raised.get(trigger.id)
            state = "no" if one is None else "sure" if one.is_sure else "possible"
            text = self.say(f"raised-{state}" if trigger.is_reportable or state != "sure" else "raised-sure-note")
            yield TriggerRow(
                self.voice.trigger(trigger.id), self.say(f"act-{trigger.act}"), state, text,
                [self.voice.target(target) for target in self.content.find_shares(trigger.id)],
                self.say(f"meaning-{trigger.id}"),
            )  # fmt: skip
