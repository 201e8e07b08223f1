"""今天要办: the desk follows a poll that the tellers have in hand."""

from piaojue.commons.todo import tasks_of
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.tests import make


def lines(seat, poll: Poll) -> list[tuple[str, str]]:
    return [(task.label, task.url) for task in tasks_of(seat) if f"/polls/{poll.pk}/" in task.url]


def test_the_clerk_finds_the_running_poll(cast, as_):
    poll = make.frozen_poll(cast)
    poll = make.passed_poll(cast, poll)
    hall = poll.page("hall_now")
    assert lines(cast.clerk_li, poll) == [(f"印制票签：{poll.title}", hall)]
    assert [task.waits_for for task in tasks_of(cast.clerk_li) if task.url == hall] == ["总监票人"]
    poll, _ = make.open_poll(cast, poll=poll)
    [(label, url)] = lines(cast.clerk_li, poll)
    assert label == f"投完以后，同意截止：{poll.title}" and as_(cast.clerk_li).get(url).status_code == 200
    assert lines(cast.teller_zhou, poll) == [(f"投完以后，同意截止：{poll.title}", poll.page("hall_now"))]


def test_the_list_of_a_council_is_not_called_evaluations_only(cast, as_):
    meeting = make.council(cast)
    make.street_tellers(cast)
    poll = make.council_polls(cast, meeting)[0]
    page = as_(cast.street_clerk_xu).get(f"/{poll.year.place_id}/{poll.year.number}/polls/").content.decode()
    assert page.count("票选与测评") >= 2 and poll.title in page
