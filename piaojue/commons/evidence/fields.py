"""Photos and files in forms."""

from collections.abc import Iterable, Iterator

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from piaojue.commons.evidence.keep import keep
from piaojue.commons.evidence.models import Upload
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.web.holding import MOST_FILES, Files


class FilesField(forms.FileField):
    """Up to six files; cleaned to a list of uploaded files."""

    widget = Files(attrs={"multiple": True})

    def clean(self, data, initial=None) -> list[UploadedFile]:
        if len(data) > MOST_FILES:
            raise forms.ValidationError(_("一次最多上传 %(n)s 个文件") % {"n": MOST_FILES})
        if self.required and not data:
            raise forms.ValidationError(self.error_messages["required"])
        return [super(FilesField, self).clean(one, initial) for one in data]


class PhotosField(FilesField):
    """Up to six photos."""

    widget = Files(attrs={"accept": "image/*,.heic,.heif,.avif", "multiple": True})


def kept(
    files: Iterable[UploadedFile], *, place: Place, by: Seat | None, photo: bool = True, public: bool = True
) -> list[Upload]:
    """The uploaded files, stored. Raises Refused naming the file that is not what it says."""
    return [keep(file, place=place, by=by, photo=photo, public=public) for file in files]


def keeping(
    files: Iterable[UploadedFile], *, place: Place, by: Seat | None, photo: bool = True, public: bool = True
) -> Iterator[Upload]:
    """The uploaded files, each stored when an act takes it: nothing is kept of an act that is not allowed.

    raises: Refused naming the file that is not what it says
    """
    return (keep(file, place=place, by=by, photo=photo, public=public) for file in files)
