"""Values kept as JSON: a column holds a frozen dataclass, not a bag that is read by key.

    @dataclass(frozen=True)
    class Milestone:
        due: date
        share: int  # cumulative, %

    milestones = ValueField(tuple[Milestone, ...], default=list)

In the database stands plain JSON; what has its default is left out. What a value writes is what it was read from, so that
the log finds no change where there was none: give a field that may be missing the default None, not the usual figure.
Texts in a value are cleaned when the row is saved, as those of columns are (commons/writing.py).
"""

import json
from functools import cache
from typing import Any

from cattrs.preconf.json import JsonConverter, make_converter
from django.db import models

from engines.writing import clean_text


@cache
def converter() -> JsonConverter:
    """Between values and JSON: dates as ISO text, tuples as lists, defaults left out."""
    return make_converter(omit_if_default=True)


def with_clean_texts(plain: Any) -> Any:
    """JSON types with every text in them cleaned. Keys are no text that somebody typed and stay.

    >>> with_clean_texts([{"place": " 东街\\u200b ", "share": 30}])
    [{'place': '东街', 'share': 30}]
    """
    if isinstance(plain, str):
        return clean_text(plain)
    if isinstance(plain, dict):
        return {key: with_clean_texts(value) for key, value in plain.items()}
    return [with_clean_texts(value) for value in plain] if isinstance(plain, list | tuple) else plain


class ValueField(models.JSONField):
    """A JSON column whose Python side is a value.

    kind:    a frozen dataclass, or tuple[…] or dict[str, …] of such
    default: `dict` or `list`: the JSON of a row that says nothing
    raises:  ValueError when what stands in the column is no such value
    """

    def __init__(self, kind: Any, *args: Any, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple:
        """A migration sees a plain JSON column: values may grow fields without one."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def clone(self) -> "ValueField":
        _name, _path, args, kwargs = self.deconstruct()
        return ValueField(self.kind, *args, **kwargs)

    def read(self, data: Any) -> Any:
        """JSON types → the value; None stays None."""
        return data if data is None else converter().structure(data, self.kind)

    def written(self, value: Any) -> Any:
        """The value → JSON types. What is JSON already (in a query or a migration) stays."""
        return converter().unstructure(value)

    def get_default(self) -> Any:
        return self.read(super().get_default())

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return self.read(super().from_db_value(value, expression, connection))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        plain = value if hasattr(value, "as_sql") else self.written(value)
        return super().get_db_prep_value(plain, connection, prepared)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The value with clean texts, which the row has from now on."""
        value = getattr(model_instance, self.attname)
        if value is None or hasattr(value, "as_sql"):
            return value
        plain = self.written(value)
        if (cleaned := with_clean_texts(plain)) != plain:
            setattr(model_instance, self.attname, self.read(cleaned))
        return getattr(model_instance, self.attname)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        cleaned = value if hasattr(value, "as_sql") else with_clean_texts(self.written(value))
        return super().get_db_prep_save(cleaned, connection)

    def to_python(self, value: Any) -> Any:
        return self.read(json.loads(value)) if isinstance(value, str) else value

    def value_to_string(self, obj: models.Model) -> str:
        return json.dumps(self.written(self.value_from_object(obj)), ensure_ascii=False, sort_keys=True)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(self.written(value), model_instance)
