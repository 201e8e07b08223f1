"""Doors of papers that the system writes."""

from datetime import date

from piaojue.commons.drafting import actions
from piaojue.commons.drafting.models import Document, Point
from piaojue.commons.drafting.tests import make
from piaojue.commons.evidence.keep import keep
from piaojue.commons.roles import STAFF
from piaojue.commons.roles import Role as R
from piaojue.commons.years.road import Stage
from tests import cast as the_cast
from tests.doors import door

HERE = STAFF - {R.STREET_CHAIR, R.STREET_CLERK, R.GUIDANCE, R.ADMIN, R.EVALUATOR, R.REVIEWER}
SIGNERS = {R.CONGRESS_CHAIR, R.SECRETARIAT}
FILERS = SIGNERS | {R.CONGRESS_CLERK}
THEIRS = FILERS | {R.COMMITTEE}
"""An annual plan is the congress's: others read it."""
ENDS = THEIRS | {R.GOV_OFFICE}
"""Who sent it, and whom it is for."""


def lacking(cast) -> dict:
    """A draft with a blank."""
    return drafted(cast, solicit_until=None)


def drafted(cast, **values) -> dict:
    year = the_cast.year(cast.xincheng, stage=Stage.PLANNED, **values)
    writer = the_cast.one_more(
        "writer_xie", "谢拟稿", R.CONGRESS_CLERK, "standing_committee", "新城区人大常委会", cast.xincheng
    )
    return {"document": actions.draft_document(year=year, code="annual_plan", thing=year, by=writer).pk}


def typed_over(cast) -> dict:
    """A draft in which somebody has typed another day than the data have."""
    made = drafted(cast, solicit_until=date(2025, 11, 30))
    row = Document.objects.get(pk=made["document"])
    words = actions.words_to_edit(row).replace("2025年11月30日", "2025年12月9日")
    actions.edit_document(document=row, title=row.title, body=words, by=cast.secretary_he)
    return made | {"at": words.index("2025年12月9日")}


def reviewed(cast) -> dict:
    made = drafted(cast)
    row = Document.objects.get(pk=made["document"])
    actions.review_document(document=row, by=cast.secretary_he)
    return made


def filed(cast) -> dict:
    made = drafted(cast)
    actions.file_document(document=Document.objects.get(pk=made["document"]), by=cast.secretary_he)
    return made


def brought(cast) -> dict:
    """A draft whose edited file has come back."""
    made = drafted(cast)
    row = Document.objects.get(pk=made["document"])
    file = make.uploaded(make.office_file("全文换过了"))
    upload = keep(file, place=cast.xincheng, by=cast.secretary_he)
    actions.bring_document(document=row, brought=upload, by=cast.secretary_he)
    return made


def delivered(cast) -> dict:
    """A filed paper on its way to the government."""
    made = filed(cast)
    row = Document.objects.get(pk=made["document"])
    sent = actions.deliver_document(document=row, bodies=[cast.government_liu.body], by=cast.secretary_he)
    return made | {"delivery": sent[0].pk}


def pointed(cast) -> dict:
    """A point that 住建局 carries out."""
    made = filed(cast)
    row = Document.objects.get(pk=made["document"])
    point = actions.add_point(document=row, text="加装电梯 20 部", body=cast.department_chen.body, by=cast.secretary_he)
    return made | {"point": point.pk}


def answered(cast) -> dict:
    made = pointed(cast)
    actions.answer_point(point=Point.objects.get(), reply="二十部都已安装并验收。", by=cast.department_chen)
    return made


def tried(cast) -> dict:
    """A template on trial."""
    the_cast.year(cast.xincheng, stage=Stage.PLANNED)
    upload = keep(
        make.uploaded(make.office_file("{{标题}}", "{{正文}}", "{{附件}}")), place=cast.xincheng, by=cast.clerk_li
    )
    row = actions.try_template(place=cast.xincheng, code="annual_plan", upload=upload, by=cast.clerk_li)
    return {"template": row.pk}


STREET = {R.STREET_CHAIR, R.STREET_CLERK}
KEEPERS = {R.CONGRESS_CLERK, R.GOV_OFFICE, R.SECRETARIAT}
JUDGES = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.SECRETARIAT}
READERS = (STAFF - {R.GUIDANCE, R.ADMIN, R.EVALUATOR}) | {R.DEPUTY, R.COUNCIL_MEMBER}
P = "/points/{point}"
T = "/templates/{template}"
Y = "/150102/2026/documents"
D = "/documents/{document}"
DOORS = [
    door("documents", f"{Y}/", HERE, setup=drafted),
    door("document", f"{Y}/annual_plan/", HERE, setup=drafted),
    door("document_file", f"{Y}/annual_plan.docx", HERE, setup=drafted),
    door("draft_document", f"{Y}/annual_plan/draft/", THEIRS, setup=drafted, method="post"),
    door("file_new_document", f"{Y}/annual_plan/file/", FILERS, setup=drafted),
    door("kept_document", f"{D}/", HERE, setup=drafted),
    door("kept_file", f"{D}.docx", HERE, setup=drafted),
    door("edit_document", f"{D}/edit/", THEIRS, setup=drafted),
    door("put_field_back", f"{D}/put-back/{{at}}/", THEIRS, setup=typed_over, method="post"),
    door("refresh_document", f"{D}/refresh/", THEIRS, setup=drafted, method="post"),
    door("review_document", f"{D}/review/", THEIRS, setup=drafted, method="post"),
    door("leave_blanks", f"{D}/blanks/", THEIRS, setup=lacking),
    door("file_document", f"{D}/file/", FILERS, setup=drafted, method="post"),
    door("return_document", f"{D}/return/", THEIRS, setup=reviewed),
    door("issue_document", f"{D}/issue/", SIGNERS, setup=reviewed),
    door("scan_document", f"{D}/scan/", THEIRS, setup=filed),
    door("replace_document", f"{D}/replace/", FILERS, setup=filed, method="post"),
    door("bring_document", f"{D}/bring/", THEIRS, setup=drafted),
    door("take_brought", f"{D}/take/", THEIRS, setup=brought, method="post"),
    door("drop_brought", f"{D}/leave/", THEIRS, setup=brought, method="post"),
    door("deliver_document", f"{D}/deliver/", FILERS, setup=filed),
    door("received", "/received/", STAFF, neighbour=True),
    door("delivery", "/deliveries/{delivery}/", ENDS, setup=delivered),
    door("receive_delivery", "/deliveries/{delivery}/receive/", ENDS, setup=delivered),
    door("instruct_delivery", "/deliveries/{delivery}/instruct/", {R.GOV_OFFICE}, setup=delivered),
    door("points", "/150102/2026/points/", READERS, setup=pointed),
    door("point", f"{P}/", READERS, setup=pointed),
    door("add_point", f"{D}/points/new/", FILERS, setup=filed),
    door("set_point", f"{P}/set/", JUDGES, setup=pointed),
    door("answer_point", f"{P}/answer/", {R.DEPARTMENT}, setup=pointed),
    door("accept_point", f"{P}/accept/", JUDGES, setup=answered),
    door("refuse_point", f"{P}/refuse/", JUDGES, setup=answered),
    door("templates", "/templates/", HERE | STREET, neighbour=True),
    door("templates_of", "/templates/annual_plan/", HERE | STREET, neighbour=True),
    door("template_start", "/templates/annual_plan/start.docx", HERE, setup=tried),
    door("template", f"{T}/", HERE, setup=tried),
    door("template_preview", f"{T}.docx", HERE, setup=tried),
    door("try_template", "/templates/annual_plan/new/", KEEPERS | {R.STREET_CLERK}, neighbour=True),
    door("use_template", f"{T}/use/", KEEPERS - {R.GOV_OFFICE}, setup=tried, method="post"),
    door("retire_template", f"{T}/retire/", KEEPERS - {R.GOV_OFFICE}, setup=tried, method="post"),
    door("withdraw_document", f"{D}/withdraw/", SIGNERS, setup=filed),
]
