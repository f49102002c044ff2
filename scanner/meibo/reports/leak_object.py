"""A leak as one JSON object, for programs; docs/whatif.md says what is in it."""

from __future__ import annotations

from typing import Any

from meibo.assessment.law import TRIGGERS, Trigger
from meibo.assessment.leak import Leak, Lost
from meibo.inventory.chosen import IssueFigure
from meibo.reports.leak_model import ToldLeak


def describe_leak(told: ToldLeak) -> dict[str, Any]:
    """The object; its keys stay as they are, whatever the language."""
    leak, total, facts = told.leak, told.leak.total, told.leak.facts
    damage = total.damage
    return {
        "places": [
            {"target": place.target, "kind": place.kind, "path": place.path, "scan": place.scan}
            for place in told.places
        ],
        "owner": told.owner,
        "files": facts.files, "found_files": total.found_files, "copies": total.copies, "size_bytes": total.size_bytes,
        "unseen": facts.unseen, "opened": facts.opened, "partial": total.partial, "skipped": total.skipped,
        "persons_least": total.holding.people.least, "persons": total.holding.people.most,
        "report": leak.duty if leak.is_told else "unknown",
        "triggers": [_describe_trigger(trigger, leak) for trigger in TRIGGERS],
        "deadlines": {
            "known_since": told.known_since, "preliminary_first": told.deadlines.preliminary[0],
            "preliminary": told.deadlines.preliminary[1], "final": told.deadlines.final,
            "wrongful_final": told.deadlines.wrongful_final,
        },
        "lost": [_describe_lost(one) for one in leak.lost],
        "special_care": _describe_lost(leak.special_care) if leak.special_care else None,
        "yen_least": total.yen[0], "yen": total.yen[1],
        "damage": damage and {
            "gravest": damage.gravest, "base_yen": damage.base_yen, "sensitivity": damage.sensitivity,
            "identifiability": damage.identifiability, "responsibility": damage.responsibility,
            "response": damage.response, "yen_per_person": damage.yen_per_person, "is_own": damage.is_own,
        },
        "audiences": [
            {
                "audience": group.key, "files": group.found_files, "persons_least": group.holding.people.least,
                "persons": group.holding.people.most, "persons_likely": group.holding.people.figure,
            }
            for group in leak.audiences
        ],
        "oldest_ns": facts.oldest_ns, "newest_ns": facts.newest_ns, "recent": facts.recent,
        "unread": [_describe_figure(one) for one in leak.unread],
        "closed": [_describe_figure(one) for one in leak.closed],
        "mails": [_describe_figure(one) for one in leak.mails],
        "riskiest": [
            {
                "target": file.asset.target, "path": file.asset.path, "risk": file.risk.level, "score": file.risk.score,
                "persons_least": file.holding.people.least, "persons": file.holding.people.most,
                "access": file.asset.audience, "copies": file.copies,
            }
            for file in leak.riskiest
        ],
        "persons_likely": total.holding.people.figure, "entries_without_name": total.holding.people.nameless,
        "yen_likely": total.yen_likely,
    }  # fmt: skip


def _describe_trigger(trigger: Trigger, leak: Leak) -> dict[str, Any]:
    raised = leak.raised(trigger.id)
    state = "no" if raised is None else "sure" if raised.is_sure else "possible"
    return {"id": trigger.id, "act": trigger.act, "is_reportable": trigger.is_reportable, "state": state}


def _describe_lost(lost: Lost) -> dict[str, Any]:
    return {
        "detector": lost.detector, "risk": lost.level, "findings": lost.found, "persons": lost.people_most,
        "files": lost.files,
    }  # fmt: skip


def _describe_figure(figure: IssueFigure) -> dict[str, Any]:
    return {"code": figure.code, "class": figure.kind, "count": figure.count}
