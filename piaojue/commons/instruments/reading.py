"""A local rule as a file (docs/domain.md#local-rules-file)."""

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from piaojue.commons.instruments.actions import Draft
from piaojue.commons.instruments.models import InstrumentKind
from piaojue.commons.instruments.values import Provision
from piaojue.commons.moves import Refused
from piaojue.commons.places.models import Place

TEXTS = ("place", "kind", "title", "issuer", "doc_no")
DATES = ("starts_on", "ends_on")
NEEDED = ("place", "kind", "title", "issuer", "starts_on")


def read_instrument(text: str) -> tuple[Place, Draft]:
    """A TOML text → the place and its rule. Raises Refused with everything that is wrong with the file."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"这不是 TOML 文件：{error}") from error
    if problems := _problems(data):
        raise Refused(*problems)
    place = Place.objects.filter(pk=data["place"]).first()
    if place is None:
        raise Refused(f"系统里没有代码 {data['place']} 的地区")
    draft = Draft(
        kind=_kind(data["kind"]),
        title=data["title"],
        issuer=data["issuer"],
        starts_on=data["starts_on"],
        doc_no=data.get("doc_no", ""),
        ends_on=data.get("ends_on"),
        provisions=tuple(_provision(one) for one in data.get("articles", [])),
    )
    return place, draft


def _problems(data: Mapping[str, Any]) -> list[str]:
    known = {*TEXTS, *DATES, "articles"}
    problems = [f"没有“{name}”这一项" for name in data if name not in known]
    problems += [f"缺“{name}”" for name in NEEDED if name not in data]
    problems += [f"“{name}”应为文字" for name in TEXTS if name in data and not isinstance(data[name], str)]
    problems += [
        f"“{name}”应为日期，例如 2026-01-01" for name in DATES if name in data and type(data[name]) is not date
    ]
    articles = data.get("articles", [])
    if not isinstance(articles, list) or not all(isinstance(one, dict) for one in articles):
        return [*problems, "条文写作 [[articles]]，一条一段"]
    for one in articles:
        problems += [f"条文里没有“{name}”这一项" for name in one if name not in ("number", "text", "sets")]
        if not isinstance(one.get("number"), str) or not isinstance(one.get("text", ""), str):
            problems.append("每一条都要写明条号（number），条文（text）是文字")
        if not isinstance(one.get("sets", {}), dict):
            problems.append("参数写在 [articles.sets] 里")
    return problems


def _kind(said: str) -> str:
    """The kind by its key or its Chinese name; another word stays, and is refused with the others."""
    return next((key for key, label in InstrumentKind.choices if said in (key, str(label))), said)


def _provision(one: Mapping[str, Any]) -> Provision:
    return Provision(one["number"], one.get("text", ""), one.get("sets", {}))
