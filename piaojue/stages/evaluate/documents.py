"""Papers of 评价 and 归档: the ballot of satisfaction, its result, the analysis, the year's summary."""

from dataclasses import replace
from fractions import Fraction

from django.utils.timezone import localdate

from engines.exact import percent
from engines.papers import Block, Column, Draft, Gaps, day, heading, para, table
from engines.scoring import BASE_NAMES
from piaojue.commons.draftable import DOCUMENTS, document, written
from piaojue.commons.issuing import CONGRESS, UNIT
from piaojue.commons.years.issuers import congress_side, party_committee, projects_word
from piaojue.commons.years.models import PaperKind, Year
from piaojue.commons.years.road import Stage
from piaojue.stages.evaluate.analysis import Section, analysis_of
from piaojue.stages.evaluate.judging import grade_name
from piaojue.stages.evaluate.models import Item, Rectification, Survey, SurveyState
from piaojue.stages.evaluate.wording import held_by

MARKS = ("满意", "基本满意", "不满意", "不了解")


def _surveys(year: Year) -> list[Survey]:
    rows = Survey.objects.filter(year=year).select_related(
        "poll__sitting__body", "created_by__body", "year__place", "place", "mends__item"
    )
    return list(rows.order_by("-pk"))


def _judged(year: Year) -> list[Survey]:
    return [one for one in _surveys(year) if one.state in (SurveyState.JUDGED, SurveyState.PUBLISHED)]


def survey_form(survey: Survey, gaps: Gaps) -> Draft:
    """满意度测评表, to be filled in by hand: a row for each project, a column for each mark."""
    items = list(survey.items.order_by("pk"))
    if not items:
        gaps.need("", "测评项目", survey.get_absolute_url())
    marks = [word for word in MARKS if word != "不了解" or survey.the_formula.unknown_option]
    heads = (
        Column("序号", 1),
        Column("项目", 7, "left"),
        Column("责任单位", 4),
        *(Column(word, 2) for word in marks),
    )
    rows = [(number, one.title, _unit(one, gaps), *("" for _ in marks)) for number, one in enumerate(items, 1)]
    return Draft(
        title=f"{survey.title.removesuffix('测评')}测评表",
        blocks=(
            table(heads, rows),
            para("填写说明：每个项目只能选一项，在相应的格内画“○”；多选或者不选的，该项目无效。"),
        ),
        on=survey.closes_on,
    )


def evaluation_notice(survey: Survey, gaps: Gaps) -> Draft:
    """满意度测评结果公告 (docs/domain.md#announcement): who, how many, the formula, every row with its counts."""
    items = sorted(survey.items.all(), key=lambda item: (item.rank or 0, item.pk))
    return Draft(
        title=f"{survey.title}结果公告",
        blocks=(
            para(
                f"{_what_was_measured(survey)}（{survey.get_subject_display()}）结果公布如下。"
                f"应参加{survey.members}人，到会（参加）{survey.present}人，有效票（份）{survey.valid}；"
                f"以{BASE_NAMES[survey.the_formula.base]}为分母。"
            ),
            para(survey.summary.sentence),
            _counts(items, gaps),
            *(para(text) for text in survey.summary.warnings or ()),
            para("现予公告。"),
        ),
        signed=(held_by(survey),),
        on=survey.published_on,
    )


def _what_was_measured(survey: Survey) -> str:
    mended = survey.mends
    return f"“{mended.item.title}”整改后的再次测评" if mended else f"{projects_word(survey.year)}满意度测评"


def _unit(item: Item, gaps: Gaps) -> str:
    return gaps.need(item.unit, f"“{item.title}”的责任单位", item.survey.get_absolute_url())


def _counts(items: list[Item], gaps: Gaps) -> Block:
    unknown = any(item.unknown for item in items)
    heads = (
        Column("名次", 2),
        Column("项目", 9, "left"),
        Column("责任单位", 5),
        *(Column(word, 2) for word in MARKS if word != "不了解" or unknown),
        Column("满意加基本满意", 3),
        Column("判定", 3),
    )
    rows = [
        (
            item.rank,
            item.title,
            _unit(item, gaps),
            item.satisfied,
            item.fairly,
            item.dissatisfied,
            *([item.unknown] if unknown else []),
            percent(Fraction(item.positive_rate or 0).limit_denominator(10**6)),
            grade_name(item.verdict),
        )
        for item in items
    ]
    return table(heads, rows)


def _rectifications(year: Year) -> list[Rectification]:
    rows = Rectification.objects.filter(year=year).select_related("project__department", "item__survey", "year__place")
    return list(rows.order_by("-pk"))


def rectification_order(row: Rectification, gaps: Gaps) -> Draft:
    """测评整改通知: which grade it follows from, what is mended by when; then it is evaluated again."""
    unit = row.project.department.name if row.project.department else ""
    return Draft(
        title=f"关于限期整改“{row.item.title}”的通知",
        to=gaps.need(unit, "责任单位", row.project.work_url),
        blocks=(
            para(
                f"{row.item.survey.title}中，“{row.item.title}”满意{row.item.satisfied}、基本满意{row.item.fairly}、"
                f"不满意{row.item.dissatisfied}，判定为{grade_name(row.item.verdict)}。现就整改通知如下："
            ),
            heading(1, "整改要求"),
            para(row.order),
            heading(1, "整改期限"),
            para(f"{day(row.due)}前整改到位，并书面报告整改情况。"),
            heading(1, "复评"),
            para("整改报告后组织复评，结果向社会公布。"),
        ),
        signed=(congress_side(row.year, gaps),),
    )


def analysis_draft(year: Year, advice: str) -> Draft:
    """The same with the office's own conclusions, as it prints and is filed."""
    draft = written(DOCUMENTS["analysis"], year, year).draft
    said = [para(line.strip()) for line in advice.splitlines() if line.strip()]
    return replace(draft, blocks=(*draft.blocks, *([heading(1, "意见建议"), *said] if said else [])))


def analysis(year: Year, gaps: Gaps) -> Draft:
    """项目分析报告: the year's chapters with their tables (docs/domain.md#analysis-report)."""
    report = analysis_of(year)
    return Draft(
        title=f"{projects_word(year)}分析报告",
        blocks=tuple(block for section in report.sections for block in _chapter(section)),
        signed=(congress_side(year, gaps),),
    )


def _chapter(section: Section) -> list[Block]:
    blocks = _said(section)
    for caption, (head, *rows) in section.tables:
        wide = [max(2, min(10, max(len(row[place]) for row in (head, *rows)))) for place in range(len(head))]
        columns = [
            Column(title, size, "left" if place == 0 or size > 6 else "center")
            for place, (title, size) in enumerate(zip(head, wide, strict=True))
        ]
        blocks.append(table(columns, rows, caption))
    return blocks


def _said(section: Section) -> list[Block]:
    """A chapter without its table; the paper numbers its headings itself."""
    return [heading(1, section.title.split("、", 1)[-1]), *(para(text) for text in section.sentences)]


def summary(year: Year, gaps: Gaps) -> Draft:
    """年度总结: the year in numbers, stage by stage, and what goes on."""
    report = analysis_of(year)
    if not _judged(year):
        gaps.need("", "满意度测评结果", year.page("evaluations"))
    return Draft(
        title=f"{projects_word(year)}工作总结",
        blocks=(
            para(f"{year.number}年，{year.place.name}民生实事项目工作按照程序推进，现总结如下。"),
            *(block for section in report.sections for block in _said(section)),
            heading(1, "下步打算"),
            para("没有完成和需要结转的事项转入下一年度，群众没有被采纳的诉求列入储备库，继续听取意见、抓好落实。"),
        ),
        signed=(congress_side(year, gaps),),
    )


def reading(year: Year, gaps: Gaps) -> Draft:
    """报党委参阅件: the analysis in sentences, for leaders who read two pages."""
    report = analysis_of(year)
    if not _judged(year):
        gaps.need("", "满意度测评结果", year.page("evaluations"))
    return Draft(
        title=f"{projects_word(year)}情况参阅件",
        to=party_committee(year),
        blocks=(
            para(f"现将{projects_word(year)}工作情况报告如下，供参阅。"),
            *(block for section in report.sections for block in _said(section)),
        ),
        signed=(congress_side(year, gaps),),
    )


def _reported(year: Year) -> list[Rectification]:
    return [row for row in _rectifications(year) if row.report]


def rectification_report(row: Rectification, gaps: Gaps) -> Draft:
    """整改报告 of the unit that put a badly graded project right."""
    unit = row.project.department.name if row.project.department else ""
    photos = row.proofs.count()
    return Draft(
        title=f"关于“{row.item.title}”整改情况的报告",
        to=congress_side(row.year, gaps),
        blocks=(
            para(
                f"{row.item.survey.title}中，“{row.item.title}”判定为{grade_name(row.item.verdict)}。现将整改情况报告如下。"
            ),
            heading(1, "整改要求"),
            para(row.order),
            heading(1, "整改情况"),
            *(para(line) for line in row.report.splitlines() if line.strip()),
            *([para(f"随报告附佐证{photos}件。")] if photos else []),
        ),
        signed=(gaps.need(unit, "责任单位", row.project.work_url),),
        on=localdate(row.reported_at) if row.reported_at else None,
    )


document(
    "survey_form",
    "满意度测评表",
    house=CONGRESS,
    stage=Stage.EVALUATING,
    about=_surveys,
    noun="测评",
    write=survey_form,
)
document(
    "evaluation_notice",
    "满意度测评结果公告",
    house=CONGRESS,
    stage=Stage.EVALUATING,
    paper=PaperKind.EVALUATION_NOTICE,
    about=_judged,
    noun="有结果的测评",
    write=evaluation_notice,
    public=True,
)
document(
    "rectification_order",
    "测评整改通知",
    house=CONGRESS,
    stage=Stage.EVALUATING,
    about=_rectifications,
    noun="需要整改的项目",
    write=rectification_order,
    letterhead=True,
)
document(
    "analysis",
    "项目分析报告",
    house=CONGRESS,
    stage=Stage.EVALUATING,
    paper=PaperKind.ANALYSIS_REPORT,
    write=analysis,
    public=True,
)
document(
    "rectification_report",
    "整改报告",
    house=UNIT,
    stage=Stage.EVALUATING,
    about=_reported,
    noun="已报告的整改",
    unit=lambda row: row.project.department_id,
    write=rectification_report,
    letterhead=True,
)
document("reading", "报党委参阅件", house=CONGRESS, stage=Stage.ARCHIVED, write=reading, letterhead=True)
document("summary", "年度总结", house=CONGRESS, stage=Stage.ARCHIVED, write=summary, letterhead=True)
