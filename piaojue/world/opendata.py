"""Open data described for machines: a Frictionless data package for each year, a DCAT catalogue of all of them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from piaojue.commons.years.models import Year
from piaojue.stages.evaluate.public import Column, Table, public_tables

LICENCES = "https://spdx.org/licenses/"
KINDS: tuple[tuple[type[models.Field], str], ...] = (
    (models.BooleanField, "boolean"),
    (models.IntegerField, "integer"),
    (models.FloatField, "number"),
    (models.DateTimeField, "datetime"),
    (models.DateField, "date"),
)
"""Django's kind of column → Frictionless' kind of field. Everything else is text."""
DAYS = "年-月-日"
"""How a column says that it holds a day."""


def package(year: Year) -> dict[str, Any]:
    """datapackage.json of a year: each table with the kind and meaning of each column (specs.frictionlessdata.io)."""
    return {
        "profile": "tabular-data-package",
        "name": f"piaojue-{year.place_id}-{year.number}",
        "title": f"{year}民生实事数据",
        "homepage": f"{settings.SITE_URL}{year.page('open_data')}",
        "licenses": [{"name": settings.DATA_LICENCE, "path": f"{LICENCES}{settings.DATA_LICENCE}.html"}],
        "resources": [_resource(year, table) for table in public_tables(year)],
    }


def _resource(year: Year, table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"data/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema(table, year),
    }


def schema(table: Table, year: Year) -> dict[str, Any]:
    """The Table Schema of one table."""
    model = table.rows(year).model
    fields = [
        {"name": one.name, "title": one.label, "type": kind_of(one, model), "description": one.what or one.label}
        for one in table.columns
    ]
    keyed = {"primaryKey": ["id"]} if any(one.name == "id" for one in table.columns) else {}
    return {"fields": fields, "missingValues": [""], **keyed}


def kind_of(column: Column, model: type[models.Model]) -> str:
    """boolean, integer, number, date, datetime or string."""
    if callable(column.get):
        return "date" if DAYS in column.what else "string"
    field = _field(model, (column.get or column.name).split("."))
    return next((name for kind, name in KINDS if isinstance(field, kind)), "string")


def _field(model: type[models.Model], path: list[str]) -> models.Field | None:
    """The database column at the end of a path of attributes; None where it is computed."""
    first, *rest = path
    try:
        field: Any = model._meta.pk if first == "pk" else model._meta.get_field(first)
    except FieldDoesNotExist:
        return None
    if rest:
        return _field(field.related_model, rest) if field.is_relation else None
    return field.target_field if field.is_relation else field


def catalogue(years: Iterable[Year]) -> dict[str, Any]:
    """DCAT of all years that count, as JSON-LD (w3.org/TR/vocab-dcat-3): a dataset for each, with its tables."""
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "dct:license": {"@type": "@id"},
            "dcat:downloadURL": {"@type": "@id"},
            "dcat:endpointURL": {"@type": "@id"},
        },
        "@type": "dcat:Catalog",
        "@id": f"{settings.SITE_URL}/catalogue.jsonld",
        "dct:title": "民生实事开放数据",
        "dct:license": f"{LICENCES}{settings.DATA_LICENCE}",
        "dcat:service": {"@type": "dcat:DataService", "dcat:endpointURL": f"{settings.SITE_URL}/api/v1/"},
        "dcat:dataset": [_dataset(year) for year in years],
    }


def _dataset(year: Year) -> dict[str, Any]:
    page = f"{settings.SITE_URL}{year.page('open_data')}"
    files = [
        {
            "@type": "dcat:Distribution",
            "dct:title": table.title,
            "dcat:mediaType": mime,
            "dcat:downloadURL": f"{page}{table.name}.{kind}",
            "dct:license": f"{LICENCES}{settings.DATA_LICENCE}",
        }
        for table in public_tables(year)
        for kind, mime in (("csv", "text/csv"), ("json", "application/json"))
    ]
    return {
        "@type": "dcat:Dataset",
        "@id": page,
        "dct:title": f"{year}民生实事数据",
        "dct:spatial": year.place_id,
        "dct:temporal": str(year.number),
        "dct:conformsTo": f"{settings.SITE_URL}{year.page('data_package')}",
        "dcat:distribution": files,
    }
