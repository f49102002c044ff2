"""Stores the marks that a form asks for; the one page that writes, and only with ``--triage``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from meibo.inventory.marker import store_marks
from meibo.inventory.marks import MarkKind, NewMark
from meibo.inventory.reader import Reader
from meibo.web.numbers import read_number
from meibo.web.pages.entrance import check_back
from meibo.web.session import is_same
from meibo.web.site import Site
from meibo.web.view import View

REMOVE: Final = "remove"
LONGEST: Final = 500
"""Characters of a reason or a name."""
_FIELDS: Final = 300

Form = dict[str, list[str]]


async def read_form(request: Request) -> Form:
    """The fields of a form as browsers send them, none of anything else."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if kind != "application/x-www-form-urlencoded":
        return {}
    try:
        return parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except ValueError:  # of which bytes that are no UTF-8 are one kind
        return {}


def save(site: Site, view: View, form: Form) -> Response:
    """Mark the files, and go back to where the form stood."""
    session = view.session
    if session is None or not is_same(_take(form, "csrf"), session.csrf):
        return PlainTextResponse("403 Forbidden\n", 403)
    reason, person, wish = (_take(form, name).strip()[:LONGEST] for name in ("reason", "person", "kind"))
    numbers = [number for text in form.get("version", []) if (number := read_number(text)) is not None]
    back = check_back(view, _take(form, "back"))
    error = _find_error(wish, reason, person, numbers)
    if not error:
        kind = None if wish == REMOVE else MarkKind(wish)
        with site.reading() as reader:
            marks = list(_make_marks(reader, numbers, kind, reason, person))
        store_marks(site.settings.inventory, marks, site.settings.key_file, "serve")
        error = "" if marks else "mark-error-gone"
    if error:
        return view.render("refused.html", 422, error=error, back=back)
    return RedirectResponse(f"{back}{'&' if '?' in back else '?'}saved={len(marks)}", 303)


def _find_error(wish: str, reason: str, person: str, numbers: list[int]) -> str:
    if not numbers:
        return "mark-error-files"
    if wish != REMOVE and wish not in set(MarkKind):
        return "mark-error-kind"
    if not reason and wish != REMOVE:
        return "mark-error-reason"
    return "" if person else "mark-error-person"


def _make_marks(
    reader: Reader, numbers: list[int], kind: MarkKind | None, reason: str, person: str
) -> Iterator[NewMark]:
    """As ``meibo triage`` makes them; what has no mark cannot lose one."""
    for asset in reader.versions(numbers).values():
        for file in reader.marks.find_files(asset.path):
            if file.target == asset.target and (kind is not None or file.mark is not None):
                yield NewMark(file.asset, kind, reason, person, file.found)


def _take(form: Form, name: str) -> str:
    return form.get(name, [""])[0]
