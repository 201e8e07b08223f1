"""Values kept as JSON: a column holds a frozen dataclass, not a bag that is read by key.

    @dataclass(frozen=True)
    class Milestone:
        due: date
        share: int  # cumulative, %

    milestones = ValueField(tuple[Milestone, ...], default=list)

In the database stands plain JSON; what has its default is left out. What a value writes is what it was read from, so that
the log finds no change where there was none: give a field that may be missing the default None, not the usual figure.
"""

import json
from functools import cache
from typing import Any

from cattrs.preconf.json import JsonConverter, make_converter
from django.db import models


@cache
def converter() -> JsonConverter:
    """Between values and JSON: dates as ISO text, tuples as lists, defaults left out."""
    return make_converter(omit_if_default=True)


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

    def to_python(self, value: Any) -> Any:
        return self.read(json.loads(value)) if isinstance(value, str) else value

    def value_to_string(self, obj: models.Model) -> str:
        return json.dumps(self.written(self.value_from_object(obj)), ensure_ascii=False, sort_keys=True)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(self.written(value), model_instance)
