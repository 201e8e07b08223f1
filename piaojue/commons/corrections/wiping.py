"""清除试运行: every row of a practice year goes in one act; one entry says so, and the log still checks (docs/domain.md#practice)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db import models, transaction

from piaojue.commons.acting import acting
from piaojue.commons.corrections.dead_links import remove_links
from piaojue.commons.corrections.moves import MOVES
from piaojue.commons.evidence.models import Upload
from piaojue.commons.evidence.sizes import forget_sizes
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.tallies.keeping import forget_year
from piaojue.commons.years.belongings import BEFORE_WIPING, BESIDE
from piaojue.commons.years.models import Year

Rows = dict[type[models.Model], set[Any]]
"""Model → keys."""
CONFIRMED = "清除"


def wipe_practice(*, year: Year, confirmed: str, by: Seat) -> int:
    """Take a practice year away with all that rests on it; returns how many rows went (at least one: the year).

    confirmed: the word 清除, typed by who does it
    raises:    NotYours; Refused: not a practice year, not confirmed, something of a real year rests on it
    """
    with acting(MOVES["wipe_practice"], year, by) as act:
        if confirmed.strip() != CONFIRMED:
            raise Refused(f"请输入“{CONFIRMED}”两个字，确认不再需要这个年度的任何内容")
        for clear in BEFORE_WIPING:
            clear(act.thing)
        rows = resting_on(_its_own(act.thing))
        rows = _with_own_sittings(rows)
        if strange := _of_other_years(rows, act.thing):
            raise Refused(*strange)
        uploads = _own_uploads(rows)
        remove_links(act.thing, rows)
        wiped = {model._meta.label_lower: spans(keys) for model, keys in rows.items() if model is not Year and keys}
        act.note(wiped=wiped)
        act.delete()
        _remove({model: keys for model, keys in rows.items() if model is not Year} | {Upload: uploads})
        forget_year(year.pk)
    return sum(map(len, rows.values()))


def _its_own(year: Year) -> Rows:
    """The year, and what belongs to it without pointing at it."""
    rows: Rows = defaultdict(set, {Year: {year.pk}})
    for source in BESIDE:
        found = source(year)
        rows[found.model] |= set(found.values_list("pk", flat=True))
    return rows


def resting_on(rows: Rows) -> Rows:
    """These rows, and all rows that point at them, at those, and so on."""
    found: Rows = defaultdict(set, {model: set(keys) for model, keys in rows.items()})
    new: Rows = rows
    while new:
        further: Rows = defaultdict(set)
        for model, field in _relations():
            target: Any = field.related_model
            keys = new.get(target)
            if not keys:
                continue
            for part in _parts(keys):
                rows_here = model._base_manager.filter(**{f"{field.name}__in": part})
                further[model] |= set(rows_here.values_list("pk", flat=True)) - found[model]
        for model, keys in further.items():
            found[model] |= keys
        new = {model: keys for model, keys in further.items() if keys}
    return {model: keys for model, keys in found.items() if keys}


def _relations() -> Iterator[tuple[type[models.Model], models.ForeignKey]]:
    """Each foreign key of each table, those of many-to-many links too."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                yield model, field


def _parts(keys: Iterable[Any], size: int = 500) -> Iterator[list[Any]]:
    """Keys in portions that a database takes in one question."""
    ordered = sorted(keys)
    yield from (ordered[at : at + size] for at in range(0, len(ordered), size))


def _with_own_sittings(rows: Rows) -> Rows:
    """With the sittings on which nothing of another year rests."""
    held = _pointed_at(rows, Sitting)
    for key in held:
        whole = resting_on({Sitting: {key}})
        if all(keys <= rows.get(model, set()) or _hangs_on_sittings(model) for model, keys in whole.items()):
            rows = {model: rows.get(model, set()) | whole.get(model, set()) for model in rows.keys() | whole.keys()}
    return rows


def _hangs_on_sittings(model: type[models.Model]) -> bool:
    return model._meta.app_label == "sittings"


def _pointed_at(rows: Rows, target: type[models.Model]) -> set[Any]:
    """Keys of the rows of a model at which these rows point."""
    held: set[Any] = set()
    for model, field in _relations():
        if field.related_model is target and model in rows:
            for part in _parts(rows[model]):
                keys = model._base_manager.filter(pk__in=part).values_list(field.attname, flat=True)
                held |= set(keys) - {None}
    return held


def _own_uploads(rows: Rows) -> set[Any]:
    """Files that nothing else uses."""
    mine = _pointed_at(rows, Upload)
    for model, field in _relations():
        if field.related_model is Upload:
            for part in _parts(mine):
                others = model._base_manager.filter(**{f"{field.name}__in": part}).exclude(pk__in=rows.get(model, ()))
                mine -= set(others.values_list(field.attname, flat=True))
    return mine


def _of_other_years(rows: Rows, year: Year) -> list[str]:
    """What of a year that counts would go, too."""
    strange = []
    for model, keys in rows.items():
        columns = {field.attname for field in model._meta.concrete_fields}
        if "year_id" not in columns:
            continue
        for part in _parts(keys):
            others = model._base_manager.filter(pk__in=part).exclude(year_id=year.pk).exclude(year_id=None)
            if others.exists():
                strange.append(
                    f"正式年度的“{getattr(model, 'noun', model._meta.verbose_name)}”用到了试运行的内容，不能清除"
                )
                break
    return strange


def _remove(rows: Rows) -> None:
    """Delete rows in any order: what points at what is checked when all of them are gone."""
    files = list(Upload.objects.filter(pk__in=rows.get(Upload, ())))
    for model, keys in rows.items():
        for part in _parts(keys):
            doomed: Any = model._base_manager.filter(pk__in=part)
            doomed._raw_delete(doomed.db)
    for upload in files:
        transaction.on_commit(partial(upload.file.delete, save=False))
        transaction.on_commit(partial(forget_sizes, upload))


def spans(keys: Iterable[Any]) -> list[list[int]]:
    """Whole numbers as [first, last] of each run: {1, 2, 3, 7} → [[1, 3], [7, 7]]."""
    runs: list[list[int]] = []
    for key in sorted(int(key) for key in keys):
        if runs and key == runs[-1][1] + 1:
            runs[-1][1] = key
        else:
            runs.append([key, key])
    return runs
