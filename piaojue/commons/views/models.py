"""Views of lists: private notes, of which the log keeps nothing."""

from django.db import models

from piaojue.commons.writing import Line


class SavedView(models.Model):
    """One list with its filters, search and order, as somebody wants to find it again.

    page:  the name of the list's address: a view is good for every year and place
    query: the address's parameters, without the page number
    """

    noun = "视图"

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="views")
    page = models.CharField(max_length=60)
    name = Line("名称", max_length=20)
    query = models.CharField(max_length=300)
    private_fields = frozenset({"name", "query"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "page", "name"], name="one_view_a_name")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
