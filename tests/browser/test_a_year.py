"""The whole year of 新城区 by people who only ever open 今天要办 and do what its first line says, until the archive is there.

Residents, the deputies' questions and the ballots come in between, as they do. Whatever anybody clicks or sends has to be in reach
at phone and at desk width; the click itself is made at the one and at the other by turns.
"""

import pytest

from piaojue.commons.people.models import BodyKind, Person, Seat
from piaojue.commons.record import verify
from piaojue.commons.roles import Role
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.evaluate.models import Archive
from piaojue.stages.supervise.models import Finding
from piaojue.stages.vote import pages_slips
from tests import cast as the_cast
from tests.browser.first_lines import VICE_CHAIRS, deed_for, photo_in
from tests.browser.town import ADOPTED, WISHES, YEAR, Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OFFICES = (
    "clerk_li",
    "chair_zhang",
    "leader_guo",
    "government_liu",
    "secretary_he",
    "reviewer_feng",
    "finance_hu",
    "legal_gao",
    "department_chen",
    "department_deng",
    "deputy_dong",
    "teller_qian",
    "teller_zhou",
    "counter_wu",
    "volunteer_lin",
    "evaluator_luo",
)
"""Who has a list of work; in this order they look at it."""
ONLY_TOLD = "正在投票，请扫票签"
"""What a deputy is told while the box is open: nothing that a list could see done."""
OFTEN = 5
"""A line that is done so often without a break does not vanish by being true."""


@pytest.fixture
def printed(monkeypatch) -> list[str]:
    """The codes on the printed sheets: the only place where they are."""
    seen: list[str] = []
    real = pages_slips.slips_pdf

    def slips_pdf(poll, codes, address) -> bytes:
        seen.extend(codes)
        return real(poll, codes, address)

    monkeypatch.setattr(pages_slips, "slips_pdf", slips_pdf)
    return seen


def works(town: Town, nick: str) -> int:
    """Line by line, until the list has nothing to do. How many lines were done."""
    done: list[str] = []
    while any(task.own for task in tasks_of(getattr(town.cast, nick))):
        one = getattr(town, nick)
        assert one.opens_first_line(), f"{nick} 的清单是空的"
        deed_for(one.line)(town, one)
        done.append(one.line)
        if one.line.startswith(ONLY_TOLD):
            break
        assert done[-OFTEN:] != [one.line] * OFTEN, f"{nick} 办了“{one.line}”，它还在：{one.page.url}"
    return len(done)


def test_a_year_of_xincheng_by_the_first_line_of_each_list(cast, visit, printed, tmp_path):
    populate(cast)
    town = Town(cast, visit, printed, photo_in(tmp_path))
    while not Archive.objects.exclude(upload=None).exists():
        stage = Year.objects.values_list("stage", flat=True).first()
        done = sum(works(town, nick) for nick in OFFICES)
        assert done, f"关口没有开，谁也没有要办的：{stage}"
        if Year.objects.get().stage == Stage.DELIVERING and not Finding.objects.exists():
            town.notices()
    town.comes().starts("/").sees(YEAR).at_year(YEAR).sees("归档").follow("票决结果").sees(*ADOPTED, "未入选")
    town.resident_wang.starts("/notices/").sees("核实销号")
    town.resident_wang.starts("/my/suggestions/").follow(WISHES["resident_wang"][0], "看它走到哪一步").sees(
        "入选", "评价"
    )
    assert list(verify.broken_chains()) == [] and the_cast.tampered() == []


def populate(cast) -> None:
    """Whoever sits in the bodies that decide, each a deputy, as the law wants it."""
    Person.objects.filter(pk=cast.resident_wang.person_id).update(phone_verified=True)
    members = [cast.chair_zhang, cast.committee_sun, cast.presidium_ma]
    for number, name in enumerate(VICE_CHAIRS):
        committee = (Role.CONGRESS_CHAIR, BodyKind.STANDING_COMMITTEE, "新城区人大常委会", cast.xincheng)
        members.append(the_cast.one_more(f"vice_{number}", name, *committee))
    for member in members:
        also(cast.deputy_dong, member)
    for deputy in (cast.deputy_pan, cast.deputy_ding):
        also(cast.presidium_ma, deputy)


def also(office: Seat, who: Seat) -> None:
    """The same office for one person more."""
    Seat.objects.create(person=who.person, body=office.body, place=office.place, role=office.role)
