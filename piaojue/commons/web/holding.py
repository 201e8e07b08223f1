"""Chosen files wait while a form is put right, so that nobody picks six photos twice. They are kept for a day, under no name."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import timezone

FOLDER, SALT = "held", "ui.held"
LONGEST = timedelta(days=1)
LIMIT_BYTES = 10 * 2**20
MOST_FILES = 6


@dataclass(frozen=True)
class Held:
    """token: what the form sends back to have the file again; name: as the person knows it."""

    token: str
    name: str


class Files(forms.ClearableFileInput):
    """Several files at once: those chosen now, after those that wait from the last try."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name) -> list[UploadedFile]:
        chosen = super().value_from_datadict(data, files, name) or []
        tokens = dict.fromkeys(data.getlist(f"{name}-held")) if hasattr(data, "getlist") else ()
        waiting = [file for token in islice(tokens, MOST_FILES) if (file := held(token))]  # never more in memory
        return waiting + [file for file in (chosen if isinstance(chosen, list) else [chosen]) if file]


def hold(file: UploadedFile) -> Held:
    """Keep what was chosen until the form comes back; what waits already goes on waiting."""
    token = getattr(file, "token", None)
    if token is None:
        sweep()
        file.seek(0)
        key = default_storage.save(f"{FOLDER}/{uuid4().hex}", file)
        token = signing.dumps([key, file.name, file.content_type], salt=SALT)
    return Held(token, file.name or "")


def held(token: str) -> UploadedFile | None:
    """The file again; None when the token is no token of ours or the day is over."""
    try:
        key, name, mime = signing.loads(token, salt=SALT, max_age=LONGEST)
        with default_storage.open(key) as kept:
            file = SimpleUploadedFile(name, kept.read(), mime)
    except (signing.BadSignature, ValueError, OSError):
        return None
    file.token = token  # type: ignore[attr-defined]  # so that it goes on waiting, see `hold`
    return file


def hold_chosen(form: forms.Form) -> bool:
    """Hold what was chosen in the form's fields for several files, as `form[field].held`; False where something has to be chosen anew.

    A file that an objection names is not held, nor are new ones in a field with an objection.
    """
    complete = True
    objections = " ".join(map(str, form.non_field_errors()))
    for name, field in form.fields.items():
        if not isinstance(field.widget, Files):
            continue
        chosen = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        fine = [
            file
            for file in chosen
            if hasattr(file, "token")
            or (name not in form.errors and 0 < (file.size or 0) <= LIMIT_BYTES and (file.name or "") not in objections)
        ]
        bound: Any = form[name]
        bound.held = [hold(file) for file in fine]
        complete = complete and len(fine) == len(chosen)
    return complete


def sweep() -> None:
    """Files whose day is over are deleted."""
    try:
        names = default_storage.listdir(FOLDER)[1]
    except OSError:
        return
    for name in names:
        if timezone.now() - default_storage.get_modified_time(f"{FOLDER}/{name}") > LONGEST:
            default_storage.delete(f"{FOLDER}/{name}")
