"""The routes of the pages: which address leads to which page, and who may see it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from meibo.catalogue.language import Language
from meibo.catalogue.language import say as say_message
from meibo.inventory.files import InventoryError
from meibo.web.doors import MEMBER
from meibo.web.pages import asset, building, changes, entrance, files, folders, groups, marking, overview, unread
from meibo.web.pages.missing import MissingError
from meibo.web.session import TOKEN_SECONDS
from meibo.web.site import Site
from meibo.web.view import THEMES, View

Page = Callable[[Site, View], Response]

PATIENCE_SECONDS: Final = 1.5
"""Before a page says that the index is not ready."""
_STATIC: Final = Path(__file__).parent / "static"
READING: Final[tuple[tuple[str, Page], ...]] = (
    ("/", overview.show),
    ("/files", files.show),
    ("/files/{version}", asset.show),
    ("/folders", folders.show),
    ("/owners", groups.show_owners),
    ("/audiences", groups.show_audiences),
    ("/detectors", groups.show_detectors),
    ("/changes", changes.show),
    ("/unread", unread.show),
)
"""The pages that show the inventory."""


def make_app(site: Site, base: str, port: int) -> Starlette:
    """The pages below ``base``, a path that nobody can guess: cookies of this address go to all its ports."""
    pages = _Pages(site, base, port)
    routes = [
        Route("/login", pages.log_in),
        Route(f"{base}/prefer", pages.open_to_guests(entrance.prefer)),
        *(Route(f"{base}{path}", pages.guard(page)) for path, page in READING),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]
    if site.settings.is_triage:
        routes.append(Route(f"{base}/marks", pages.take_marks, methods=["POST"]))
    app = Starlette(routes=routes, exception_handlers={404: pages.miss})
    app.router.redirect_slashes = False  # who has not logged in is not told which addresses there are
    return app


class _Pages:
    """What stands between the routes and the pages: the session, the language, and what becomes of failures."""

    def __init__(self, site: Site, base: str, port: int) -> None:
        self._site, self._base = site, base
        # Nor can a page at another port of this machine, whose cookies come here, set one that hides ours.
        self._cookie = f"meibo-{port}-{secrets.token_hex(8)}"

    def guard(self, page: Page) -> Callable[[Request], Response]:
        """A page for those who have logged in, once there is something to show."""

        def answer(request: Request) -> Response:
            view = self._open(request)
            if view.session is None:
                return _lock(view)
            progress = self._site.wait_for_index(PATIENCE_SECONDS)
            if progress.state != "done":
                return building.show_progress(view, progress)
            try:
                return page(self._site, view)
            except MissingError:
                return _miss(view)
            except InventoryError as error:
                why = say_message(error.code, view.language, subject=error.subject, detail=error.detail)
                return view.render("trouble.html", 503, why=why)

        return answer

    def open_to_guests(self, page: Page) -> Callable[[Request], Response]:
        """A page that shows nothing of the inventory."""
        return lambda request: page(self._site, self._open(request))

    async def take_marks(self, request: Request) -> Response:
        """The one page that reads a form, of those who have logged in."""
        view = self._open(request)
        if view.session is None:
            return _lock(view)
        form = await marking.read_form(request)
        return await run_in_threadpool(self.guard(lambda site, view: marking.save(site, view, form)), request)

    def log_in(self, request: Request) -> Response:
        """Take a token for a session. The page then leads on by itself: a browser that came from elsewhere would not
        show its new cookie to an address that it is redirected to."""
        view = self._open(request)
        is_look = request.method == "HEAD"  # as previews of links take, which must not spend the token
        session = None if is_look else self._site.sessions.log_in(request.query_params.get("token", ""))
        if session is None:
            return _lock(view)
        self._site.note_login()
        answer = view.render("welcome.html")
        answer.set_cookie(self._cookie, session.secret, path=f"{self._base}/", httponly=True, samesite="strict")
        return answer

    def miss(self, request: Request, _: Exception) -> Response:
        """Whatever has no route."""
        view = self._open(request)
        return _lock(view) if view.session is None else _miss(view)

    def _open(self, request: Request) -> View:
        site, cookies = self._site, request.cookies
        language: Language = "ja" if cookies.get("meibo-lang") == "ja" else "en"
        theme = cookies.get("meibo-theme", "")
        session = site.sessions.find(cookies.get(self._cookie, ""))
        if session is not None:
            request.scope.setdefault("state", {})[MEMBER] = True
        return View(
            settings=site.settings,
            base=self._base,
            request=request,
            session=session,
            language=language if "meibo-lang" in cookies else site.settings.language,
            theme=theme if theme in THEMES else THEMES[0],
        )


def _lock(view: View) -> Response:
    """What guests see; it does not tell where the pages are."""
    values = {"minutes": int(TOKEN_SECONDS // 60)}
    return view.render("message.html", 401, title="locked-title", text="locked-text", values=values)


def _miss(view: View) -> Response:
    return view.render("message.html", 404, title="missing-title", text="missing-text", values={})
