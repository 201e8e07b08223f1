"""公文范本: tried, put into force, retired; each place has its own."""

from piaojue.commons.basis import house
from piaojue.commons.drafting.models import Template, TemplateState
from piaojue.commons.drafting.roles import WRITERS
from piaojue.commons.moves import effect, move, view
from piaojue.commons.people.models import Seat
from piaojue.commons.people.sides import of_one_house
from piaojue.commons.roles import CLERKS, Role

S = TemplateState


def is_their_own(template: Template, by: Seat | None) -> bool:
    """The house that uploaded it puts it into force and takes it out again."""
    return of_one_house(template.created_by, by)


KEEPERS = CLERKS | {Role.GOV_OFFICE, Role.SECRETARIAT}

LINES = (
    view("read_templates", "看公文范本", WRITERS, english="See the office's templates"),
    move(
        "try_template",
        "上传范本试用",
        KEEPERS,
        english="Try a template of one's own",
        target=S.TRIED,
        basis=house("先用真实数据填一遍，有不认识的字段就不收"),
    ),
    move(
        "use_template",
        "启用这一版",
        KEEPERS,
        english="Put a template into force",
        source=[S.TRIED, S.RETIRED],
        target=S.IN_FORCE,
        whose=is_their_own,
        basis=house("启用前再填一遍；填不成的，原来的一版继续用"),
    ),
    move(
        "retire_template",
        "停用，改用国标格式",
        KEEPERS,
        english="Go back to the standard form",
        source=[S.TRIED, S.IN_FORCE],
        target=S.RETIRED,
        whose=is_their_own,
    ),
    effect("template_gives_way", "由新的一版范本替代", english="A template is replaced by a newer one"),
)
