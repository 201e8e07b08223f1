"""机构 as a table: the columns, and what kind a body is by its name."""

from collections.abc import Mapping, Sequence

from django.db.models import ProtectedError

from engines.law import Organ
from engines.tables import Column, Doubt, Takes
from engines.writing import name_key
from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.people.models import BodyKind as K
from piaojue.commons.people.moves import MOVES
from piaojue.commons.places.models import Place

COLUMNS = (
    Column(
        "name",
        "机构",
        ("机构名称", "部门", "部门名称", "单位", "单位名称", "承办单位", "承办部门", "名称", "责任单位"),
        Takes.LINE,
        True,
        True,
        hint="全称，例如 新城区教育局",
    ),
    Column("kind", "类别", ("机构类别", "类型", "性质"), hint="可以空：按名称判断，例如 …局 是承办部门"),
    Column("term_no", "届次", ("届",), Takes.COUNT, hint="只有人民代表大会填写，例如 18"),
)
LONGEST_NAME, SHORTEST_NAME = 80, 2
BY_ENDING: tuple[tuple[tuple[str, ...], K], ...] = (
    (("代表团",), K.DELEGATION),
    (("代表小组",), K.DEPUTY_GROUP),
    (("代表之家", "代表联络站"), K.DEPUTY_HOME),
    (("监票计票组", "监票组"), K.TELLERS),
    (("秘书处",), K.SECRETARIAT),
    (("主席团",), K.PRESIDIUM),
    (("人大工委",), K.STREET_COMMITTEE),
    (("常务委员会", "人大常委会"), K.STANDING_COMMITTEE),
    (("人民代表大会",), K.CONGRESS),
    (("议事会",), K.COUNCIL),
    (("领导小组",), K.LEADING_GROUP),
    (("人民政府", "办事处"), K.GOVERNMENT),
    (("局", "委员会", "委", "办公室", "办", "所", "中心", "支队", "大队", "站", "科"), K.DEPARTMENT),
)
"""What names end in, the particular before the general."""
ORGAN_OF = {
    K.CONGRESS: Organ.CONGRESS,
    K.STANDING_COMMITTEE: Organ.STANDING_COMMITTEE,
    K.PRESIDIUM: Organ.PRESIDIUM,
}
"""Kinds of bodies that only some places have, as the law calls them."""
PARTY = ("中共", "中国共产党")
"""How names of the Party's committees begin: they end like names of departments."""


def kind_of(values: Mapping[str, str]) -> K | None:
    """The kind that the table says, else the one that the name says. None: neither does."""
    said = name_key(values["kind"])
    if said:
        return next((K(key) for key, label in BodyKind.choices if said in (key, name_key(str(label)))), None)
    if values["name"].startswith(PARTY):
        return K.LEADING_GROUP
    return next((kind for endings, kind in BY_ENDING if values["name"].endswith(endings)), None)


def doubts_of(values: Mapping[str, str], place: Place) -> list[Doubt]:
    """Why a person has to look at the row first."""
    kind, doubts = kind_of(values), []
    if not SHORTEST_NAME <= len(values["name"]) <= LONGEST_NAME:
        doubts.append(Doubt("name", f"“机构”：应为 {SHORTEST_NAME}–{LONGEST_NAME} 个字"))
    if kind is None:
        offered = "、".join(str(label) for key, label in BodyKind.choices if key not in (K.RESIDENTS, K.OPERATIONS))
        doubts.append(Doubt("kind", f"“类别”：看不出是哪一类，请填其中一个：{offered}"))
    elif kind in (K.RESIDENTS, K.OPERATIONS):
        doubts.append(Doubt("kind", f"“类别”：{kind.label}由系统自己登记，不能导入"))
    elif problem := unfit(kind, place):
        doubts.append(Doubt("kind", problem))
    return doubts


def unfit(kind: str, place: Place) -> str | None:
    """Why a place has no body of this kind (地方组织法 7, 46, 59 条); None: it may have one."""
    organ = ORGAN_OF.get(K(kind))
    if organ is None or organ.exists_in(place.kind):
        return None
    if place.is_subdistrict:
        return f"{place.name}不设人民代表大会及其常委会、主席团，可以登记街道人大工委（地方组织法 59 条）"
    if place.has_congress:
        return f"{place.name}人大不设常委会，请登记主席团（地方组织法 46 条）"
    return f"{place.why_no_congress}。这里也没有常委会、主席团"


def remove_bodies(*, place: Place, keys: Sequence[int], by: Seat) -> int:
    """Take bodies back that an import registered, all or none, while nothing rests on them. Returns how many.

    raises: NotYours; Refused: somebody sits in one of them, a project is its business, a term is its own
    """
    with acting(MOVES["remove_bodies"], place, by) as act:
        rows = list(Body.objects.select_for_update().filter(pk__in=keys, place=place))
        for body in rows:
            if body.seats.exists() or body.terms.exists():
                raise Refused(f"“{body.name}”已经有席位或届次，不能整批撤销")
            try:
                act.remove(MOVES["drop_body"], body)
            except ProtectedError as error:
                raise Refused(f"“{body.name}”已经有事情记在它名下，不能整批撤销") from error
        act.note(bodies=len(rows))
    return len(rows)
