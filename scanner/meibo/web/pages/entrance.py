"""Remembers the language and the colours that somebody prefers."""

from __future__ import annotations

from typing import Final

from starlette.responses import RedirectResponse, Response

from meibo.web.site import Site
from meibo.web.view import THEMES, View

_YEAR_SECONDS: Final = 365 * 24 * 3600


def prefer(_: Site, view: View) -> Response:
    """Go back to where the wish was said, with a cookie that holds it."""
    query = view.request.query_params
    answer = RedirectResponse(check_back(view, query.get("back", "")), 303)
    for name, known in (("lang", ("ja", "en")), ("theme", THEMES)):
        if query.get(name) in known:
            answer.set_cookie(
                f"meibo-{name}", query[name], max_age=_YEAR_SECONDS, path="/", httponly=True, samesite="strict"
            )
    return answer


def check_back(view: View, address: str) -> str:
    """An address of these pages, the overview where it is any other."""
    is_own = address.startswith(f"{view.base}/") and "\\" not in address and address.isprintable()
    return address if is_own else f"{view.base}/"
