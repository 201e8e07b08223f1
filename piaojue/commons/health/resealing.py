"""Bringing what is sealed under an earlier key, or not at all, to the key that seals now. People go on working."""

from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from piaojue.commons.sealing import SealedText, keys, seal, unseal

PART = 500
SECRETS = ("secret", "seed")
"""What allauth keeps sealed in the data of an authenticator; `migrated_codes` is a list of such."""


def columns() -> Iterator[tuple[type[models.Model], SealedText]]:
    """Every column whose values are sealed."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, SealedText):
                yield model, field


def waiting(model: type[models.Model], field: SealedText) -> QuerySet[Any]:
    """Rows that have something under another key, or unsealed."""
    none = Q(**{field.name: ""}) | Q(**{f"{field.name}__isnull": True})
    return model._base_manager.exclude(none).exclude(**{f"{field.name}__kept_under": keys()[0].name})


def behind() -> int:
    """How many values are not yet under the key that seals now."""
    return sum(waiting(model, field).count() for model, field in columns()) + sum(1 for _ in _factors())


def reseal() -> int:
    """Seal all of them anew. Whoever changes a row meanwhile is not overwritten. Returns how many. raises: KeyMissing."""
    done = 0
    for model, field in columns():
        last = 0
        while part := list(
            waiting(model, field).filter(pk__gt=last).order_by("pk").values_list("pk", field.name)[:PART]
        ):
            for pk, plain in part:
                done += model._base_manager.filter(pk=pk, **{field.name: plain}).update(**{field.name: plain})
            last = part[-1][0]
    for factor in _factors():
        done += Authenticator.objects.filter(pk=factor.pk, data=factor.data).update(data=_anew(factor.data))
    return done


def _factors() -> Iterator[Authenticator]:
    for factor in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN):
        if _anew(factor.data) != factor.data:
            yield factor


def _anew(data: dict[str, Any]) -> dict[str, Any]:
    changed: dict[str, Any] = {name: seal(unseal(data[name])) for name in SECRETS if name in data}
    if codes := data.get("migrated_codes"):
        changed["migrated_codes"] = [seal(unseal(code)) for code in codes]
    return data | changed
