"""Doors of papers that the system writes."""

from piaojue.commons.drafting import actions
from piaojue.commons.drafting.models import Document
from piaojue.commons.roles import STAFF
from piaojue.commons.roles import Role as R
from piaojue.commons.years.road import Stage
from tests import cast as the_cast
from tests.doors import door

HERE = STAFF - {R.STREET_CHAIR, R.STREET_CLERK, R.GUIDANCE, R.ADMIN, R.EVALUATOR}
SIGNERS = {R.CONGRESS_CHAIR, R.GOV_OFFICE, R.LEADING_GROUP, R.PRESIDIUM, R.SECRETARIAT, R.CHIEF_TELLER}


def drafted(cast) -> dict:
    year = the_cast.year(cast.xincheng, stage=Stage.PLANNED)
    writer = the_cast.one_more(
        "writer_xie", "谢拟稿", R.CONGRESS_CLERK, "standing_committee", "新城区人大常委会", cast.xincheng
    )
    return {"document": actions.draft_document(year=year, code="annual_plan", thing=year, by=writer).pk}


def reviewed(cast) -> dict:
    made = drafted(cast)
    row = Document.objects.get(pk=made["document"])
    actions.review_document(document=row, by=cast.secretary_he)
    return made


def filed(cast) -> dict:
    made = drafted(cast)
    actions.file_document(document=Document.objects.get(pk=made["document"]), by=cast.secretary_he)
    return made


Y = "/150102/2026/documents"
D = "/documents/{document}"
DOORS = [
    door("documents", f"{Y}/", HERE, setup=drafted),
    door("document", f"{Y}/annual_plan/", HERE, setup=drafted),
    door("document_file", f"{Y}/annual_plan.docx", HERE, setup=drafted),
    door("draft_document", f"{Y}/annual_plan/draft/", HERE, setup=drafted, method="post"),
    door("file_new_document", f"{Y}/annual_plan/file/", HERE, setup=drafted),
    door("kept_document", f"{D}/", HERE, setup=drafted),
    door("kept_file", f"{D}.docx", HERE, setup=drafted),
    door("edit_document", f"{D}/edit/", HERE, setup=drafted),
    door("refresh_document", f"{D}/refresh/", HERE, setup=drafted, method="post"),
    door("review_document", f"{D}/review/", HERE, setup=drafted, method="post"),
    door("file_document", f"{D}/file/", HERE, setup=drafted, method="post"),
    door("return_document", f"{D}/return/", HERE, setup=reviewed),
    door("issue_document", f"{D}/issue/", SIGNERS, setup=reviewed),
    door("scan_document", f"{D}/scan/", HERE, setup=filed),
    door("replace_document", f"{D}/replace/", HERE, setup=filed, method="post"),
    door("withdraw_document", f"{D}/withdraw/", SIGNERS, setup=filed),
]
