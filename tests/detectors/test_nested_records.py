"""Records inside of records: whose they are."""

from __future__ import annotations

import json
from typing import Any

import pytest

from meibo_detectors.engine import Engine
from meibo_detectors.model import Block, Layout
from meibo_detectors.person_sets import count_persons, unite
from meibo_detectors.persons import find_person_keys
from meibo_detectors.registry import DETECTORS

ONE = {"full": "久保 智也"}
TWO: list[Any] = [{"氏名": "久保 智也", "tel": "090-2345-6781"}, {"氏名": "高木 蓮", "tel": "090-2345-6782"}]
PHONES = [{"type": "home", "number": "075-234-5678"}, {"type": "mobile", "number": "090-2345-6781"}]

CASES = {
    "telephones of a person": ([{"user": {"name": ONE, "phones": PHONES, "email": "kubo@kakuu.co.jp"}}], 1),
    "members of a department": ({"departments": [{"name": "営業部", "members": TWO}]}, 2),
    "members without a department's name": ({"groups": [{"id": 1, "members": TWO}, {"id": 2, "members": []}]}, 2),
    "a name that is a list": (
        {
            "name": [{"family": "久保", "given": ["智也"]}],
            "telecom": [{"value": "090-2345-6781"}],
            "birthDate": "1980-02-03",
        },
        1,
    ),
    "fields as objects": ([{"氏名": {"type": "TEXT", "value": "久保 智也"}, "TEL": {"value": "090-2345-6781"}}], 1),
}


@pytest.mark.parametrize("name", CASES)
def test_people_of_nested_records(engine: Engine, name: str) -> None:
    """Lists inside of a person's object are the person's, lists of people are people."""
    document, persons = CASES[name]
    text = json.dumps(document, ensure_ascii=False).encode()
    scan = engine.scan([Block(text, layout=Layout("json"))])
    assert count_persons(unite([find_person_keys(scan, DETECTORS, bytes(32))[1]])) == (persons, persons)


def test_elements_inside_of_elements(engine: Engine) -> None:
    """XML likewise."""
    member = "<m><name>{}</name><tels><t><no>090-2345-{}</no></t><t><no>075-234-{}</no></t></tels></m>"
    text = "<members>" + member.format("久保 智也", 6781, 5678) + member.format("高木 蓮", 6782, 5679) + "</members>"
    scan = engine.scan([Block(text.encode(), layout=Layout("markup"))])
    assert count_persons(unite([find_person_keys(scan, DETECTORS, bytes(32))[1]])) == (2, 2)
