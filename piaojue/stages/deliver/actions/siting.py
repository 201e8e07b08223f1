"""点位: each site of a project is finished with a photo, looked at by the government office, mended where it failed."""

from collections.abc import Iterable

from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.stages.deliver.models import Project, Site, SiteState
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.telling import tell_role, tell_unit

MOST_SITES = 500
SHORTEST_NOTE = 2


def list_sites(*, project: Project, titles: Iterable[str], by: Seat) -> list[Site]:
    """Add sites by their names, e.g. a community or an address; known ones stay. Raises NotYours, Refused."""
    names = list(dict.fromkeys(title.strip() for title in titles if title.strip()))
    with acting(MOVES["list_sites"], project, by) as act:
        known = set(act.thing.sites.values_list("title", flat=True))
        new = [name for name in names if name not in known]
        problems = [] if new else ["请至少写一个还没有列入的点位"]
        if len(known) + len(new) > MOST_SITES:
            problems.append(f"一个项目最多 {MOST_SITES} 个点位")
        problems += [f"“{name[:20]}”太长，一个点位最多 80 个字" for name in new if len(name) > 80]
        if problems:
            raise Refused(*problems)
        act.leave()
        below = list(Place.objects.filter(code__startswith=project.spot_id).exclude(pk=project.spot_id))
        for name in new:
            row = {"place": act.thing.place, "year": act.thing.year, "project": act.thing, "created_by": by}
            act.also(MOVES["make_site"], Site.objects.create(**row, title=name, spot=_spot(below, name)))
        act.note(sites=len(new))
    return list(project.sites.all())


def _spot(below: Iterable[Place], title: str) -> Place | None:
    """Which of the villages and communities below the project's place the site's name begins with; None: it says none."""
    found = [place for place in below if title.startswith(place.name)]
    return max(found, key=lambda place: len(place.name), default=None)


def finish_site(*, site: Site, note: str, photos: Iterable[Upload] = (), by: Seat, version: int | None = None) -> Site:
    """The unit says that one site is finished, with a photo. Raises NotYours for another unit, Refused without a photo."""
    kept = list(photos)
    with acting(MOVES["finish_site"], site, by, version=version) as act:
        if not kept:
            raise Refused("请附一张这个点位完工的照片")
        act.thing.note, act.thing.done_on = note.strip(), timezone.localdate()
        act.thing.photos.add(*kept)
    tell_role(site.project, [Role.GOV_OFFICE], f"“{site.project.title}”的“{site.title}”完工，请验收。")
    return act.thing


def look_at_site(*, site: Site, passed: bool, verdict: str, by: Seat, version: int | None = None) -> Site:
    """Accept one site, or send it back to be done again. Raises NotYours, Refused without a reason."""
    with acting(MOVES["look_at_site"], site, by, version=version) as act:
        row = act.thing
        if not passed and len(verdict.strip()) < SHORTEST_NOTE:
            raise Refused("请写明哪里不合格")
        row.state = SiteState.ACCEPTED if passed else SiteState.FAILED
        row.verdict, row.looked_on, row.looked_by = verdict.strip(), timezone.localdate(), by
        row.tries += 1
        act.note(passed=passed)
    if not passed:
        tell_unit(row.project, f"“{row.project.title}”的“{row.title}”验收不合格，请返工：{row.verdict}"[:300])
    return row
