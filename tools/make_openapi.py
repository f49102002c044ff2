"""Writes docs/schemas/serve.openapi.json from the routes of ``meibo serve``: python tools/make_openapi.py"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from meibo.assessment.change import Kind
from meibo.assessment.risk import Level
from meibo.inventory.marks import MarkKind
from meibo.inventory.model import Status
from meibo.web import group_table, index
from meibo.web.app import READING
from meibo.web.doors import HEADERS, LONGEST_ADDRESS
from meibo.web.pages.files import MARK_WORDS
from meibo.web.pages.marking import LONGEST, REMOVE
from meibo.web.triggers import IDS
from meibo.web.view import THEMES
from meibo_connectors.model import Audience

PLACE: Final = Path(__file__).parent.parent / "docs" / "schemas" / "serve.openapi.json"
COOKIE: Final = "meibo-{port}-{random}"
"""Stands for the name of the session's cookie, which each server draws anew."""
JSON = dict[str, Any]

_TEXT: Final[JSON] = {"type": "string", "maxLength": 200}
_NUMBER: Final[JSON] = {"type": "integer", "minimum": 0, "maximum": 10**18 - 1}
_PLACE: Final[JSON] = {**_TEXT, "description": "The `after` of the link to the next page."}
_GROUPS: Final[JSON] = {"sort": {"enum": list(group_table.SORTS)}, "after": _PLACE}


def _many(*words: str) -> JSON:
    return {"type": "array", "items": {"anyOf": [{"enum": list(words)} if words else _TEXT, _TEXT]}, "maxItems": 8}


PARAMETERS: Final[dict[str, JSON]] = {
    "/": {},
    "/files": {
        "q": {**_TEXT, "description": "Words, all of which must stand in the path; six count."},
        "level": _many(*Level), "trigger": _many(index.ANY_REPORTABLE, *IDS), "status": _many(*Status),
        "mark": _many(*MARK_WORDS), "audience": _many(*Audience), "detector": _many(),
        "owner": _TEXT, "target": _TEXT, "folder": _TEXT,
        "sort": {"enum": list(index.SORTS)}, "dir": {"enum": ["reverse"]}, "page": _NUMBER, "saved": _NUMBER,
    },
    "/files/{version}": {"saved": _NUMBER},
    "/folders": {"target": _TEXT, "path": _TEXT, **_GROUPS},
    "/owners": _GROUPS,
    "/audiences": _GROUPS,
    "/detectors": _GROUPS,
    "/changes": {"old": _NUMBER, "new": _NUMBER, "kind": {"enum": list(Kind)}, "after": _NUMBER},
    "/unread": {"code": _TEXT, "after": _NUMBER},
}  # fmt: skip
"""The parameters of each page that shows the inventory."""
_MISSING: Final = frozenset({"/files/{version}", "/folders", "/changes"})
"""Pages of what there may not be."""
_REFUSALS: Final = {
    400: "No HTTP, two lengths, or more than 200 parameters.",
    403: "A page of another origin asks, or a form lacks the secret of the session.",
    413: "The body is larger than 64 KiB.",
    414: f"The address is longer than {LONGEST_ADDRESS} bytes.",
    421: "The host is no name of this machine with this port.",
}


def _answer(text: str, media: str = "text/html", **headers: JSON) -> JSON:
    known: JSON = {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}
    content = {"content": {media: {"schema": {"type": "string"}}}} if media else {}
    return {"description": text, "headers": {**known, **headers}, **content}


_ANSWERS: Final[dict[int, JSON]] = {
    200: _answer("The page, in HTML."),
    303: _answer("Leads on.", "", Location={"required": True, "schema": {"type": "string", "pattern": "^/"}}),
    401: _answer("Nobody has logged in."),
    404: _answer("There is no such page, file or folder."),
    422: _answer("The form says too little, or names files that there are not."),
    503: _answer("The inventory or its index cannot be read; the page says why."),
    **{status: _answer(text, "text/plain") for status, text in _REFUSALS.items()},
}


def _answers(*statuses: int) -> JSON:
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in sorted({*statuses, *_REFUSALS})}


def _query(name: str, schema: JSON) -> JSON:
    text = schema.get("description", "")
    schema = {key: value for key, value in schema.items() if key != "description"}
    return {"name": name, "in": "query", "schema": schema, **({"description": text} if text else {})}


def _page(path: str) -> JSON:
    held = {"name": "version", "in": "path", "required": True, "schema": _NUMBER}
    statuses = (200, 401, 503, *((404,) if path in _MISSING else ()))
    return {
        "operationId": path.strip("/").replace("/{version}", "-one") or "overview",
        "parameters": [
            *([held] if "{version}" in path else []),
            *(_query(name, schema) for name, schema in PARAMETERS[path].items()),
        ],
        "responses": _answers(*statuses),
    }


_LOGIN: Final[JSON] = {
    "operationId": "login", "security": [], "parameters": [_query("token", _TEXT)], "responses": _answers(200, 401),
}  # fmt: skip
_PREFER: Final[JSON] = {
    "operationId": "prefer",
    "security": [],
    "parameters": [
        _query("lang", {"enum": ["ja", "en"]}),
        _query("theme", {"enum": list(THEMES)}),
        _query("back", {"type": "string", "maxLength": LONGEST_ADDRESS // 4}),
    ],
    "responses": _answers(303),
}
_MARKS: Final[JSON] = {
    "operationId": "marks",
    "description": "Only with `--triage`.",
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "required": ["csrf", "version", "kind", "person"],
                    "properties": {
                        "csrf": {"type": "string"},
                        "version": {"type": "array", "items": _NUMBER, "minItems": 1, "maxItems": 50},
                        "kind": {"enum": [*MarkKind, REMOVE]},
                        "reason": {"type": "string", "maxLength": LONGEST},
                        "person": {"type": "string", "maxLength": LONGEST},
                        "back": {"type": "string"},
                    },
                }
            }
        },
    },
    "responses": _answers(303, 401, 422, 503),
}


def describe() -> str:
    """The document."""
    pages = {f"/{{base}}{path}": {"get": _page(path)} for path, _ in READING}
    base = {"name": "base", "in": "path", "required": True, "schema": {"type": "string"},
            "description": "Drawn anew by each server; the page behind the login leads there."}  # fmt: skip
    pages |= {"/{base}/prefer": {"get": _PREFER}, "/{base}/marks": {"post": _MARKS}}
    whole: JSON = {
        "openapi": "3.1.0",
        "info": {
            "title": "meibo serve",
            "version": "1",
            "description": "The pages of an inventory on loopback. They are pages for people: their HTML may change"
            " with every version. A value that a parameter does not list is passed over.",
        },
        "servers": [{"url": "http://127.0.0.1:{port}", "variables": {"port": {"default": "8000"}}}],
        "security": [{"session": []}],
        "paths": {"/login": {"get": _LOGIN}, **{path: {"parameters": [base], **one} for path, one in pages.items()}},
        "components": {
            "headers": {name: {"required": True, "schema": {"const": value}} for name, value in HEADERS.items()},
            "responses": {str(status): answer for status, answer in sorted(_ANSWERS.items())},
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": COOKIE}},
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    PLACE.write_text(describe(), "utf-8")
