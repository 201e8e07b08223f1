"""Pages of a list: keyset by id, so that the thousandth page costs what the first costs."""

from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field, StringConstraints

T = TypeVar("T")
MOST = 100
LARGEST = 2**63 - 1

Id = Annotated[int, Field(ge=0, le=LARGEST)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^\x00]*$")]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,12}$")]
Number = Annotated[int, Field(ge=2000, le=9999)]


class Page(Schema, Generic[T]):
    """items: at most `limit`, by id; next: the address of what follows, null where nothing does."""

    items: list[T]
    next: str | None


class Paging(Schema):
    """after: the last id of the page before; limit: how many at most."""

    after: Id = 0
    limit: Annotated[int, Field(ge=1, le=MOST)] = MOST


def page_of(request: HttpRequest, rows: QuerySet, paging: Paging) -> dict[str, Any]:
    """The rows behind `after`, in the order of their ids."""
    found = list(rows.order_by("pk").filter(pk__gt=paging.after)[: paging.limit + 1])
    return page_from(request, found, paging.limit, lambda row: row.pk)


def page_from(request: HttpRequest, found: list[Any], limit: int, key: Any) -> dict[str, Any]:
    """A page of rows of which there is one more than asked for when others follow."""
    items = found[:limit]
    if len(found) <= limit:
        return {"items": items, "next": None}
    asked = {**request.GET.dict(), "after": key(items[-1]), "limit": limit}
    return {"items": items, "next": request.build_absolute_uri(f"{request.path}?{urlencode(asked)}")}
