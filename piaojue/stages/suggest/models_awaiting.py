"""Who wants to hear when a place takes words again."""

from django.db import models


class Awaiting(models.Model):
    """Somebody came to suggest something and the place was not collecting. A private wish: the log does not keep it."""

    noun = "等待征集"

    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    private_fields = frozenset({"person"})
    logged_each = False

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "person"], name="await_once")]
