"""评价 and 归档: residents answer, a table that does not add up is refused and corrected, results are published, the year is packed."""

from datetime import date, timedelta

from django.utils import timezone

from piaojue.commons.roles import Role
from piaojue.rehearsal.gates import clerk_of
from piaojue.rehearsal.pictures import photo_of
from piaojue.rehearsal.published import NINGHAI_2020, NINGHAI_VALID, ZHENHAI_2021, ZHENHAI_MEMBERS
from piaojue.rehearsal.stage import Stage
from piaojue.stages.evaluate import actions
from piaojue.stages.evaluate.actions.answering import AGES
from piaojue.stages.evaluate.public import Groups, ItemDraft, Survey, SurveyState, TableRow, to_rectify


def third_party(stage: Stage) -> Survey:
    """The evaluator's table of all projects: mostly satisfied, one badly graded."""
    survey = actions.prepare_survey(year=stage.year, subject="third_party", by=clerk_of(stage.company))
    valid, rows = 300, []
    for number, item in enumerate(survey.items.order_by("pk")):
        satisfied = 120 if number == 2 else 215 + stage.luck.randrange(60)
        fairly = 20 if number == 2 else (valid - satisfied) * 3 // 4
        rows.append(
            TableRow(
                title=item.title,
                satisfied=satisfied,
                fairly=fairly,
                dissatisfied=valid - satisfied - fairly,
                unit=item.unit,
            )
        )
    survey = actions.enter_table(
        survey=survey,
        rows=rows,
        valid=valid,
        by=stage.company[Role.EVALUATOR] if Role.EVALUATOR in stage.company.one else clerk_of(stage.company),
    )
    return actions.publish(survey=survey, by=clerk_of(stage.company))


def ninghai(stage: Stage, *, corrected: bool = False) -> Survey:
    """The published table of 2020: as printed it does not add up and is refused with the reason; corrected it passes."""
    items = [ItemDraft(title) for title, *_ in NINGHAI_2020]
    survey = actions.prepare_survey(
        year=stage.year,
        subject="third_party",
        title="对照示例：某县 2020 年十个项目满意度测评（公开报道）",
        items=items,
        by=clerk_of(stage.company),
    )
    rows = [TableRow(title=t, satisfied=s, fairly=f, dissatisfied=d) for t, s, f, d in NINGHAI_2020]
    survey = actions.enter_table(survey=survey, rows=rows, valid=NINGHAI_VALID, by=clerk_of(stage.company))
    if corrected:
        rows[0] = TableRow(title=NINGHAI_2020[0][0], satisfied=195, fairly=27, dissatisfied=0)
        survey = actions.enter_table(survey=survey, rows=rows, valid=NINGHAI_VALID, by=clerk_of(stage.company))
        survey = actions.publish(survey=survey, by=clerk_of(stage.company))
    return survey


def zhenhai(stage: Stage) -> Survey:
    """The published table of a standing committee of 29, judged by its own formula; every row adds up."""
    survey = actions.prepare_survey(
        year=stage.year,
        subject="committee",
        title="对照示例：某区 2021 年八个项目满意度测评（公开报道）",
        formula="镇海 2021",
        items=[ItemDraft(title) for title, *_ in ZHENHAI_2021],
        by=clerk_of(stage.company),
    )
    rows = [TableRow(title=t, satisfied=s, fairly=f, dissatisfied=d) for t, s, f, d in ZHENHAI_2021]
    return actions.enter_table(
        survey=survey, rows=rows, valid=ZHENHAI_MEMBERS, members=ZHENHAI_MEMBERS, by=clerk_of(stage.company)
    )


def residents(stage: Stage) -> Survey:
    """Residents answer on their phones until today."""
    today = timezone.localdate()
    survey = actions.prepare_survey(
        year=stage.year,
        subject="residents",
        by=clerk_of(stage.company),
        opens_on=today - timedelta(days=7),
        closes_on=today + timedelta(days=14),
    )
    survey = actions.open_survey(survey=survey, by=clerk_of(stage.company))
    items = list(survey.items.all())
    for seat in stage.bar(stage.residents, "居民评价"):
        marks = {
            item.pk: stage.luck.choices(("satisfied", "fairly", "dissatisfied", "unknown"), (62, 25, 5, 8))[0]
            for item in items
        }
        reasons = {pk: "希望后续管护跟上" for pk, mark in marks.items() if mark == "dissatisfied"}
        actions.reply(
            survey=survey,
            marks=marks,
            reasons=reasons,
            by=seat,
            about=Groups(age=stage.luck.choice((*AGES, ""))),
            aware=stage.luck.choice((True, True, False, None)),
        )
    return survey


def rectify(stage: Stage) -> None:
    """What was badly graded is ordered, reported, evaluated again and passes."""
    clerk, office = clerk_of(stage.company), stage.company[Role.GOV_OFFICE]
    for item in list(to_rectify(stage.year)):
        order = actions.order_rectification(
            item=item,
            order="限期三个月整改群众反映的问题，并报告结果。",
            due=date(stage.year.number + 1, 3, 31),
            by=clerk,
        )
        order = actions.report_rectification(
            rectification=order,
            report="已逐条整改，补装设施并落实管护单位。",
            proofs=[photo_of(order.project, 30, by=office, done=100)],
            by=office,
        )
        survey = actions.reevaluate(rectification=order, by=clerk)
        rows = [
            TableRow(title=row.title, satisfied=230, fairly=60, dissatisfied=10, unit=row.unit)
            for row in survey.items.all()
        ]
        survey = actions.enter_table(survey=survey, rows=rows, valid=300, by=clerk)
        stage.clock.set(date(stage.year.number, 12, 28))
        actions.publish(survey=survey, by=clerk)


def drop_unfinished(stage: Stage) -> None:
    """Tables that were only an example are withdrawn before the archive."""
    for survey in Survey.objects.filter(year=stage.year, begun=False):
        actions.drop_survey(survey=survey, by=clerk_of(stage.company))
    for survey in Survey.objects.filter(year=stage.year, state__in=[SurveyState.REFUSED, SurveyState.JUDGED]):
        actions.stop_survey(
            survey=survey,
            reason="测评表作为示例填报，归档前中止",
            by=stage.company.one.get(Role.CONGRESS_CHAIR) or stage.company[Role.STREET_CHAIR],
        )


def file_away(stage: Stage) -> None:
    """The analysis report and the year's package."""
    actions.file_analysis(
        year=stage.year,
        by=clerk_of(stage.company),
        advice="建议下一年度提高居民直接提出项目的比例。",
        on=timezone.localdate(),
    )


def pack(stage: Stage) -> None:
    actions.pack_archive(year=stage.year, by=clerk_of(stage.company))
