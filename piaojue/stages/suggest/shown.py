"""A suggestion's words as everybody may read them, kept beside the words: by them a public search finds."""

from typing import Any

from django.db import models

from engines.matching import mask


def covered_words(text: str, *, doubts: bool) -> str:
    """The text with what leads to a person covered. doubts: with what may be a name, too."""
    masked = mask(text)
    return masked.cautious if doubts else masked.text


class Shown(models.TextField):
    """A column that is read from the row's words whenever they are saved. of: the column with the words."""

    def __init__(self, *, of: str = "", **kwargs: Any) -> None:
        self.of = of
        super().__init__(**{"blank": True, "default": "", "editable": False, **kwargs})

    def deconstruct(self) -> tuple:
        """A migration sees a plain column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def clone(self) -> "Shown":
        _name, _path, _args, kwargs = self.deconstruct()
        return Shown(of=self.of, **kwargs)

    def pre_save(self, model_instance: Any, add: bool) -> str:
        words = getattr(model_instance, self.of)
        shown = covered_words(words, doubts=model_instance.covers_doubts) if words else ""
        setattr(model_instance, self.attname, shown)
        return shown
