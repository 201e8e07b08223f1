"""去向: at each step it says where the suggestion is, and nothing that is not public yet."""

from datetime import date

import pytest
from django.utils import timezone

from piaojue.journey.tests import make
from piaojue.journey.way import LABELS, way_of, where
from piaojue.stages.deliver.models import Project
from piaojue.stages.evaluate.models import Rectification
from piaojue.stages.evaluate.tests import make as evaluation
from piaojue.stages.group.models import Link
from piaojue.stages.supervise.models import Finding


def states(suggestion) -> dict[str, str]:
    return {step.label: step.status for step in way_of(suggestion)}


def test_a_new_suggestion_waits_for_grouping(cast):
    suggestion = make.suggestion(cast)
    assert states(suggestion) == {"提出": "done", "归并": "now", **dict.fromkeys(LABELS[2:], "todo")}
    assert where(way_of(suggestion)) == "归并：等待归并"


def test_a_declined_demand_ends_with_its_reason(cast):
    suggestion = make.suggestion(cast)
    make.answered(cast, make.demand(cast, suggestion), "declined", "no_site")
    steps = way_of(suggestion)
    assert [step.status for step in steps] == ["done"] * 3 + ["skip"] * 5
    assert "不予采纳（选址用地不可行）" in steps[2].text


def test_a_candidate_is_told_only_from_circulation_on(cast):
    suggestion = make.suggestion(cast)
    wanted = make.demand(cast, suggestion)
    make.answered(cast, wanted)
    make.candidate(cast, wanted)
    assert states(suggestion)["候选"] == "now"
    make.at_stage(suggestion.year, "circulating")
    assert states(suggestion)["候选"] == "done"


def test_a_candidate_not_adopted_goes_to_the_reserve(cast):
    suggestion = make.suggestion(cast)
    wanted = make.demand(cast, suggestion)
    make.answered(cast, wanted)
    make.voted(cast, make.candidate(cast, wanted), adopted=False)
    make.at_stage(suggestion.year, "delivering")
    steps = states(suggestion)
    assert (steps["票决"], steps["实施"], steps["评价"]) == ("bad", "skip", "skip")


def test_an_unconfirmed_count_stays_unknown(cast):
    suggestion = make.suggestion(cast)
    wanted = make.demand(cast, suggestion)
    make.answered(cast, wanted)
    result = make.voted(cast, make.candidate(cast, wanted))
    result.poll.state = "counted"
    result.poll.save()
    make.at_stage(suggestion.year, "voting")
    assert states(suggestion)["票决"] == "now"


def test_a_whole_life_from_the_first_word_to_the_score(cast):
    steps = way_of(make.whole_life(cast))
    assert [step.label for step in steps] == list(LABELS)
    assert {step.status for step in steps} == {"done"}
    assert "入选，200 票赞成" in steps[4].text
    assert "发现问题 1 个，核实销号 1 个" in steps[6].text
    assert "满意，满意加基本满意 96.7%" in steps[7].text
    assert all(step.url for step in steps)


def test_a_bad_score_is_followed_to_the_second_evaluation(cast):
    suggestion = make.suggestion(cast)
    wanted = make.demand(cast, suggestion)
    make.answered(cast, wanted)
    dossier = make.candidate(cast, wanted)
    make.voted(cast, dossier)
    project = make.running(cast, dossier, state="completed", progress=100)
    survey = evaluation.published(
        cast, ("老旧小区加装电梯", 10, 8, 42), year=make.at_stage(suggestion.year, "evaluating")
    )
    score, after = way_of(suggestion)[-2:]
    assert (score.status, after.status, after.text) == ("bad", "now", "等待交由政府研究处理")
    Rectification.objects.create(
        place=survey.place,
        year=survey.year,
        project=project,
        item=survey.items.get(),
        order="修好门禁",
        due=date(2027, 3, 1),
        state="reevaluated",
    )
    after = way_of(suggestion)[-1]
    assert (after.label, after.status) == ("整改", "done") and "复评通过" in after.text


def test_a_terminated_project_does_not_wait_for_a_score(cast):
    suggestion = make.suggestion(cast)
    wanted = make.demand(cast, suggestion)
    make.answered(cast, wanted)
    dossier = make.candidate(cast, wanted)
    make.voted(cast, dossier)
    make.running(cast, dossier, state="terminated", progress=30)
    make.at_stage(suggestion.year, "delivering")
    steps = {step.label: step.status for step in way_of(suggestion)}
    assert steps["实施"] == "bad" and steps["评价"] == "skip" and "now" not in steps.values()


def test_the_proposer_hears_of_the_score(cast):
    suggestion = make.suggestion(cast)
    wanted = make.demand(cast, suggestion)
    make.running(cast, make.candidate(cast, wanted), state="completed", progress=100)
    evaluation.published(cast, ("老旧小区加装电梯", 50, 8, 2), year=make.at_stage(suggestion.year, "evaluating"))
    heard = cast.resident_wang.person.notices.values_list("text", flat=True)
    assert any("满意度测评结果：满意" in text for text in heard)


def test_the_page_tells_it_with_dates_and_links(cast, as_):
    suggestion = make.whole_life(cast)
    page = as_(None).get(f"/s/{suggestion.pk}/way/").content.decode()
    assert "/d/" in page and "/dossiers/" in page and "/polls/" in page and "/p/EL2026/" in page and "/surveys/" in page
    assert cast.resident_wang.person.name not in page


def test_a_way_asks_a_bounded_number_of_times(cast, django_assert_max_num_queries):
    suggestion = make.whole_life(cast)
    with django_assert_max_num_queries(12):
        way_of(suggestion)


@pytest.mark.parametrize("number", [5, 40])
def test_behind_a_demand(cast, as_, django_assert_max_num_queries, number):
    first = make.suggestion(cast)
    wanted = make.demand(cast, first)
    for n in range(number - 1):
        other = make.suggestion(cast, first.year, title=f"我也要电梯{n}")
        Link.objects.create(demand=wanted, suggestion=other)
    with django_assert_max_num_queries(8):
        page = as_(None).get(f"/d/{wanted.pk}/from/").content.decode()
    assert f"由 {number} 条建议" in page


def test_the_step_of_supervision_bears_the_day_of_what_was_last_found_or_closed(cast):
    life = make.whole_life(cast)
    day = timezone.localdate().isoformat()  # of the story's finding
    assert [step.day for step in way_of(life) if step.label == "监督"] == [day]
    Finding.objects.filter(project=Project.objects.get()).delete()
    assert [step.day for step in way_of(life) if step.label == "监督"] == [""]
