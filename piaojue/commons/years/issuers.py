"""Who issues a paper of a year: the bodies of its place, by their full names."""

from django.urls import reverse

from engines.papers import Gaps
from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.years.models import Year

FULL = {
    "人大常委会": "人民代表大会常务委员会",
    "人大主席团": "人民代表大会主席团",
    "人大工委": "人民代表大会工作委员会",
}
"""How bodies are called for short, and the full name that stands on papers (GB/T 9704-2012, 7.2.4: 全称或者规范化简称)."""


def formal(name: str) -> str:
    """A body's name as papers have it."""
    for short, full in FULL.items():
        name = name.replace(short, full)
    return name


def body_of(year: Year, *kinds: BodyKind) -> Body | None:
    """The place's body of the first of these kinds that it has."""
    for kind in kinds:
        body = Body.objects.standing().filter(place=year.place, kind=kind).order_by("pk").first()
        if body is not None:
            return body
    return None


def issuer(year: Year, gaps: Gaps, *kinds: BodyKind) -> str:
    """The place's body of the first of these kinds that it has; where it has none, that is missing."""
    body = body_of(year, *kinds)
    if body is not None:
        return formal(body.name)
    return gaps.need("", f"{kinds[0].label}的名称", reverse("bodies"))


def congress_side(year: Year, gaps: Gaps) -> str:
    """人大一方: 常委会; in a township 主席团 or the congress itself; in a 街道 its working committee."""
    if year.place.is_subdistrict:
        return issuer(year, gaps, BodyKind.STREET_COMMITTEE)
    if year.place.is_township:
        return issuer(year, gaps, BodyKind.PRESIDIUM, BodyKind.CONGRESS)
    return issuer(year, gaps, BodyKind.STANDING_COMMITTEE)


def government(year: Year, gaps: Gaps) -> str:
    """政府一方: the government, in a 街道 its office."""
    return issuer(year, gaps, BodyKind.GOVERNMENT)


def party_committee(year: Year) -> str:
    """党委, to which the congress reports: 中共新城区委员会, of a 街道 its 工作委员会."""
    return f"中共{year.place.name}{'工作' if year.place.is_subdistrict else ''}委员会"


def projects_word(year: Year) -> str:
    """新城区2026年民生实事项目."""
    return f"{year.place.name}{year.number}年民生实事项目"
