"""What one year puts off or does not adopt, the next one goes on with; whoever asked for it hears of it and sees it."""

from lxml import html

from piaojue.commons.notify.models import Notice
from piaojue.journey import way
from piaojue.journey.tests import make as journey
from piaojue.stages.evaluate import actions as evaluation
from piaojue.stages.group.models import Demand
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.shortlist.tests import make as shortlist
from piaojue.stages.suggest.models import Suggestion
from tests import cast as the_cast


def messages_to(seat) -> str:
    return "\n".join(Notice.objects.filter(person=seat.person).values_list("text", flat=True))


def carried(cast, year):
    """The year after, ready for dossiers."""
    coming = the_cast.year(cast.xincheng, stage="screening", number=year.number + 1)
    evaluation.carry_over(year=journey.at_stage(year, "evaluating"), to_year=coming, by=cast.clerk_li)
    return coming


def typed(page) -> dict:
    """The form as it comes, filled in by hand where it is empty."""
    form = next(
        form for form in html.fromstring(page.content).forms if form.get("method") == "post" and "title" in form.fields
    )
    return {name: value for name, value in form.form_values() if name != "attached"}


def begin(office, year, button: str, **more):
    """From the year's page through the button of what was carried to the kept draft."""
    page = office.get(year.get_absolute_url())
    link = html.fromstring(page.content).xpath(
        f"//li[.//a[contains(., '{button}')]]//a[contains(@class, 'btn')]/@href"
    )[0]
    answer = office.post(link, typed(office.get(link)) | more)
    assert answer.status_code == 302, html.fromstring(answer.content).xpath("//*[contains(@class, 'error')]//text()")
    return Dossier.objects.get(pk=answer["Location"].strip("/").split("/")[-1])


def test_a_demand_put_off_becomes_a_dossier_of_the_next_year(cast, as_):
    wish = journey.suggestion(cast)
    journey.answered(cast, journey.demand(cast, wish), "reserved", "not_this_year")
    assert "到此办结" in str(way.where(way.way_of(wish))) or "到此办结" in str(way.way_of(wish))
    coming = carried(cast, wish.year)
    assert "接着编制项目材料" not in as_(None).get(coming.get_absolute_url()).content.decode()
    dossier = begin(as_(cast.government_liu), coming, "加装电梯", purpose="老人下楼难", scope="加装 20 部")
    assert [demand.year.number for demand in dossier.demands.all()] == [2026]
    assert "已转入2027年度" in messages_to(cast.resident_wang)
    assert "已转入 2027 年度，正在论证" in str(way.where(way.way_of(Suggestion.objects.get(pk=wish.pk))))
    page = as_(cast.government_liu).get(coming.get_absolute_url()).content.decode()
    assert dossier.get_absolute_url() in page and "已接着编制项目材料" in page
    assert dossier.get_absolute_url() not in as_(None).get(coming.get_absolute_url()).content.decode()


def test_what_was_not_adopted_goes_on_with_its_sheet_but_not_its_dates(cast, as_):
    wish = journey.suggestion(cast)
    answered = journey.answered(cast, journey.demand(cast, wish))
    lost = journey.candidate(cast, answered.demand)
    journey.voted(cast, lost, adopted=False)
    coming = carried(cast, lost.year)
    dossier = begin(as_(cast.government_liu), coming, lost.title, scope="减为 10 部")
    assert (dossier.previous, dossier.due, dossier.milestones) == (lost, None, ())
    assert (dossier.total_yuan, list(dossier.demands.all())) == (lost.total_yuan, [answered.demand])
    steps = way.way_of(Suggestion.objects.get(pk=wish.pk))
    assert any(step.status == "bad" and "未入选" in str(step.text) for step in steps)
    assert "已转入 2027 年度，正在论证" in str(way.where(steps))


def test_only_what_was_left_can_be_taken_up(cast, as_):
    """Somebody else's demand, an adopted one, a forged id: a clear word, nothing made, what was typed is still there."""
    wish = journey.suggestion(cast)
    adopted = journey.answered(cast, journey.demand(cast, wish)).demand
    coming = carried(cast, wish.year)
    office = as_(cast.government_liu)
    path = f"{coming.get_absolute_url()}dossiers/new/"
    values = {
        "title": "加装电梯",
        "purpose": "方便老人",
        "scope": "二十部",
        "spot": "150102004001",
        "category": "housing",
        "type": "works",
    }
    for wrong in (str(adopted.pk), "999999", "x"):
        answer = office.post(f"{path}?demand={wrong}", values | {"demands": [wrong]})
        assert answer.status_code == 422 and "方便老人" in answer.content.decode()
    assert office.get(f"{path}?from=999999&demand=abc").status_code == 200
    assert not Dossier.objects.filter(year=coming).exists()
    assert Demand.objects.get(pk=adopted.pk).dossiers.count() == 0


def test_the_demands_of_a_draft_can_be_mended(cast, as_):
    year = the_cast.year(cast.xincheng, stage="screening")
    first = shortlist.outcome(cast, year).demand
    second = shortlist.outcome(cast, year, demand=shortlist.judged(cast, year, title="东街路口装红绿灯")).demand
    office = as_(cast.government_liu)
    values = {
        "title": "加装电梯",
        "purpose": "方便老人",
        "scope": "二十部",
        "spot": "150102004001",
        "category": "housing",
        "type": "works",
    }
    answer = office.post(f"{year.get_absolute_url()}dossiers/new/", values | {"demands": [first.pk]})
    assert answer.status_code == 302, html.fromstring(answer.content).xpath("//*[contains(@class, 'error')]//text()")
    dossier = Dossier.objects.get(year=year)
    page = office.get(f"/dossiers/{dossier.pk}/edit/")
    assert office.post(f"/dossiers/{dossier.pk}/edit/", typed(page) | {"demands": [second.pk]}).status_code == 302
    assert list(dossier.demands.all()) == [second]
