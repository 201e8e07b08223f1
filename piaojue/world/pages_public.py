"""Files and small pages for other programs: data package, catalogue, feeds, share pictures, embedding, robots."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import conditional_page, require_GET, require_POST

from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import NotYours
from piaojue.commons.web.request import Request
from piaojue.commons.words import said
from piaojue.commons.years.models import Standing
from piaojue.commons.years.queries import on_page, year_at
from piaojue.journey.figures import figures_of
from piaojue.stages.deliver.public import Project, latest_photos, project_at, projects_of
from piaojue.stages.suggest.public import Category
from piaojue.world import feeds, following, opendata, queries
from piaojue.world.pictures import Card, card, icon

ATOM = "application/atom+xml; charset=utf-8"
SHARED_SECONDS = 600
ICONS = (32, 180, 512)
FRAMED = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
"""An embedded page shows words and pictures and runs nothing, so any site may frame it."""
ROBOTS = """User-agent: *
Disallow: /account/
Disallow: /enter/
Disallow: /my/
Disallow: /notices/
Disallow: /today/
Disallow: /correct/
Disallow: /embed/
Disallow: /booth/
Disallow: /*?q=
Allow: /

Sitemap: {site}{sitemap}
"""

View = Callable[..., HttpResponse]


def _elsewhere(response: HttpResponse, seconds: int = SHARED_SECONDS) -> HttpResponse:
    """Other sites may read it, and whoever stands between may keep it for a while."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={seconds}"
    return response


@require_GET
def data_package(request: Request, place: str, number: int) -> HttpResponse:
    """A year's tables described (Frictionless)."""
    year = year_at(request, place, number)
    return _elsewhere(JsonResponse(opendata.package(year), json_dumps_params={"ensure_ascii": False, "indent": 1}))


@require_GET
@conditional_page
def catalogue(request: Request) -> HttpResponse:
    """All years' tables (DCAT)."""
    answer = JsonResponse(opendata.catalogue(queries.years()), json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/ld+json; charset=utf-8"
    return _elsewhere(answer)


@require_GET
@conditional_page
def place_feed(request: Request, place: str, category: str = "") -> HttpResponse:
    """What happened in a region, or in one field of it."""
    if category and category not in Category.values:
        raise Http404
    return _elsewhere(HttpResponse(feeds.of_place(queries.place_at(place), category), content_type=ATOM))


@require_GET
@conditional_page
def project_feed(request: Request, code: str) -> HttpResponse:
    """What happened with a project."""
    return _elsewhere(HttpResponse(feeds.of_project(_counting(request, code)), content_type=ATOM))


@require_GET
@conditional_page
def project_card(request: Request, code: str) -> HttpResponse:
    """The picture that a chat shows for a project's address."""
    project = _counting(request, code)
    photo = latest_photos([project]).get(project.pk)
    drawn = card(
        Card(
            title=project.title,
            where=f"{project.year.place.name} · {project.year.number} 年度",
            state=_state(project),
            progress=project.progress,
            lamp=project.lamp if project.burns else "",
            photo=_bytes_of(photo) if photo else b"",
        )
    )
    return _elsewhere(HttpResponse(drawn, content_type="image/png"))


def _bytes_of(photo: Upload) -> bytes:
    """Empty where the file is gone or its storage is away: a card without a photo is a card."""
    try:
        with photo.file.open("rb") as file:
            return file.read()
    except OSError:
        return b""


def _state(project: Project) -> str:
    lamp = f" · {said(project.get_lamp_display())}" if project.burns else ""
    return f"{said(project.get_state_display())} {project.progress}%{lamp}"


def _counting(request: Request, code: str) -> Project:
    """A project of a year that counts. raises: NotYours, Http404."""
    project = project_at(code)
    on_page(request, project)
    if project.year.standing != Standing.REAL:
        raise Http404
    return project


@require_POST
def follow_project(request: Request, code: str) -> HttpResponse:
    """Hear of each step of a project, or no more."""
    if not request.user.is_authenticated:
        raise NotYours("follow_project")
    project = project_at(code)
    on_page(request, project)
    act = following.follow if request.POST.get("follow") == "1" else following.unfollow
    act(person=request.user, project=project)
    return redirect(project)


@require_GET
def site_icon(request: Request, size: int = ICONS[0]) -> HttpResponse:
    """The seal: for a browser's tab, a phone's first screen, a chat."""
    if size not in ICONS:
        raise Http404
    return _elsewhere(HttpResponse(icon(size), content_type="image/png"), 86400)


@require_GET
def robots(request: Request) -> HttpResponse:
    """What search engines leave alone."""
    return HttpResponse(ROBOTS.format(site=settings.SITE_URL, sitemap=reverse("sitemap")), content_type="text/plain")


def _framed(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = FRAMED
    return _elsewhere(response, 60)


@require_GET
@xframe_options_exempt
def embedded_project(request: Request, code: str) -> HttpResponse:
    """One project in a frame of another site."""
    project = _counting(request, code)
    context = {"project": project, "photo": latest_photos([project]).get(project.pk), "state": _state(project)}
    return _framed(render(request, "world/embedded_project.html", context))


@require_GET
@xframe_options_exempt
def embedded_board(request: Request, place: str, number: int) -> HttpResponse:
    """A county's board in a frame of another site."""
    year = queries.year_at(place, number)
    context = {"year": year, "figures": figures_of([year])[year.pk], "projects": projects_of(year)}
    return _framed(render(request, "world/embedded_board.html", context))
