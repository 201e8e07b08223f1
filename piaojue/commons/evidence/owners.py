"""Whose a kept file is. A file that is not public opens for those whom the page of its owner shows it, and for nobody else.

A room says in its `owned.py` which of its rows own files: `owns_files(Suggestion, "photos", "files", shown=…)`.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from piaojue.commons.evidence.models import Upload
from piaojue.commons.people.models import Seat

OWNERS: list[tuple[type[Model], str, Callable[[Any, Seat | None], bool]]] = []
"""(model, field that leads to files, whether the row's page shows them to this reader)"""


def owns_files(model: type[Model], *fields: str, shown: Callable[[Any, Seat | None], bool]) -> None:
    """Rows of this model own the files of these fields."""
    OWNERS.extend((model, field, shown) for field in fields)


def shown_by_owner(upload: Upload, by: Seat | None) -> bool | None:
    """Whether the page of any owner shows the file to this reader. None: nothing owns it."""
    owned = False
    for model, field, shown in OWNERS:
        for row in model._default_manager.filter(**{field: upload.pk}):
            owned = True
            if shown(row, by):
                return True
    return False if owned else None
