"""告知: what people hear, in the site and by SMS."""

from django.db import models


class Notice(models.Model):
    """One message to one person, or to a bare phone number of somebody without an account."""

    person = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="notices")
    phone = models.CharField(max_length=20, blank=True)
    text = models.CharField("内容", max_length=300)
    url = models.CharField("链接", max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    private_fields = frozenset({"phone"})

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "read_at"])]
