"""One session of the congress judges last year's projects and votes on this year's: two boxes, two colours, two results."""

from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.evaluate import actions as evaluate
from piaojue.stages.evaluate.models import SurveyState
from piaojue.stages.evaluate.tests import make as judging
from piaojue.stages.vote import actions as vote
from piaojue.stages.vote.models import Result
from piaojue.stages.vote.tests import make as hall


def test_last_years_evaluation_shares_the_session_with_this_years_vote(cast):
    sitting = hall.session(cast)
    last, this = judging.evaluating_year(cast, number=2025), hall.voting_year(cast)
    survey = evaluate.start_poll(survey=judging.survey(cast, year=last), sitting=sitting, by=cast.clerk_li)
    asked = vote.appoint_tellers(
        poll=survey.poll, seats=[cast.teller_qian, cast.teller_zhou, cast.counter_wu], by=cast.secretary_he
    )
    adopted = hall.prepared_poll(cast, year=this, sitting=sitting)
    assert {asked.sitting, adopted.sitting} == {sitting} and asked.colour != adopted.colour

    asked = hall.counted_poll(cast, [("approve",)] * 4 + [("against",)], poll=asked)
    adopted = hall.counted_poll(cast, [("approve", "approve", "against")] * 5, poll=adopted)
    for poll in (asked, adopted):
        hall.confirm(cast, poll)
    survey = evaluate.take_poll(survey=survey, by=cast.clerk_li)
    assert survey.state == SurveyState.JUDGED and survey.items.get().satisfied == 4
    assert (
        Result.objects.filter(poll__year=this, adopted=True).count() == 2
        and not Result.objects.filter(poll__year=last).exists()
    )
    assert {year.number: year.stage for year in Year.objects.filter(place=cast.xincheng)} == {
        2025: Stage.EVALUATING,
        2026: Stage.VOTING,
    }
