"""公文范本: tried with real data before it is kept, then put into force; a wrong one never takes the place of a right one."""

from engines.papers.office import BadTemplate
from piaojue.commons.acting import acting, locked
from piaojue.commons.draftable import DOCUMENTS, Written
from piaojue.commons.draftable import Document as Line
from piaojue.commons.drafting.models import Template, TemplateState
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.officefile import docx_file, template_for
from piaojue.commons.drafting.queries_templates import sample_for
from piaojue.commons.evidence.kinds import DOCX
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.people.sides import of_one_house
from piaojue.commons.places.models import Place


def try_template(*, place: Place, code: str, upload: Upload, by: Seat) -> Template:
    """Keep a new version, on trial: it is filled with the place's data first.

    raises: NotYours; Refused with every unknown field and the fields that there are
    """
    last = Template.objects.filter(place=place, code=code).order_by("-number").first()
    row = Template(place=place, code=code, number=last.number + 1 if last else 1, upload=upload)
    with acting(MOVES["try_template"], row, by):
        if code not in DOCUMENTS:
            raise Refused("没有这种公文")
        house = DOCUMENTS[code].house
        if by.role not in house.filers:
            raise Refused(f"{row.label}由{house.name}出具，范本由他们上传")
        if upload.mime != DOCX.mime:
            raise Refused("范本要是 .docx 文件；.doc、.wps、.odt 请先用 Word 或 WPS 另存为 .docx")
        _check(row, DOCUMENTS[code])
    return row


def _check(template: Template, line: Line) -> Written:
    """Fill it once. Raises Refused: it does not take the data, or there are none to try it with."""
    sample = sample_for(line, template.place)
    if sample is None:
        raise Refused(f"还没有可以写“{line.label}”的数据，范本没有东西可试；有了{line.noun}再上传")
    try:
        docx_file(sample.draft, template, whole=True)
    except BadTemplate as error:
        raise Refused(*error.reasons) from error
    return sample


def use_template(*, template: Template, by: Seat, version: int | None = None) -> Template:
    """Put it into force; the one before stays to be read and can be taken up again. Raises NotYours, Refused."""
    with acting(MOVES["use_template"], template, by, version=version) as act:
        _check(act.thing, DOCUMENTS[act.thing.code])
        before = template_for(act.thing.place, act.thing.code)
        if before is not None and not of_one_house(before.created_by, by):
            raise Refused(f"使用中的{before}不是本机关的范本，请由上传的机关停用")
        if before is not None:
            act.change(MOVES["template_gives_way"], locked(before), {"state": TemplateState.RETIRED})
    return act.thing


def retire_template(*, template: Template, by: Seat, version: int | None = None) -> Template:
    """Papers of this kind have the system's own form again. Raises NotYours, Refused."""
    with acting(MOVES["retire_template"], template, by, version=version) as act:
        pass
    return act.thing
