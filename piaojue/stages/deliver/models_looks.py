"""How photos look, as a short number, so that one that was cut or saved anew is known again."""

from django.db import models


class PhotoLook(models.Model):
    """The perceptual hash of a kept photo (pHash, 64 bits, 16 hex digits); empty: it could not be read."""

    upload = models.OneToOneField("evidence.Upload", models.CASCADE, related_name="look")
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    number = models.CharField(max_length=16, blank=True)
    private_fields: frozenset[str] = frozenset()
    logged_each = False  # worked out from the photo, and worked out anew from it
