"""Keeping a view, and letting it go."""

from django.db import transaction
from django.http import QueryDict

from piaojue.commons.people.models import Person
from piaojue.commons.refused import Refused
from piaojue.commons.views.models import SavedView

MOST_OF_A_LIST, LONGEST_NAME, LONGEST_QUERY = 12, 20, 300
NOT_KEPT = ("page", "after", "before", "export")
"""Where in the list one was, not what one looked for."""


@transaction.atomic
def save_view(*, person: Person, page: str, name: str, query: str) -> SavedView:
    """Keep the filters of a list under a name; one of the same name is replaced. A private wish: the log does not keep it.

    raises: Refused: no name, nothing is filtered, too many of this list
    """
    name, kept = " ".join(name.split()), QueryDict(query, mutable=True)
    for part in NOT_KEPT:
        kept.pop(part, None)
    query = "&".join(part for part in kept.urlencode().split("&") if not part.endswith("="))
    if not name or len(name) > LONGEST_NAME:
        raise Refused(f"视图的名称请写 1 到 {LONGEST_NAME} 个字")
    if not query or len(query) > LONGEST_QUERY:
        raise Refused("先选好条件或搜索，再存为视图" if not query else "条件太长，存不下")
    Person.objects.select_for_update().get(pk=person.pk)  # two taps at once count each other
    there = SavedView.objects.filter(person=person, page=page)
    if there.exclude(name=name).count() >= MOST_OF_A_LIST:
        raise Refused(f"一个列表最多存 {MOST_OF_A_LIST} 个视图，请先删掉不用的")
    return there.update_or_create(name=name, defaults={"person": person, "page": page, "query": query})[0]


def drop_view(*, view: SavedView) -> None:
    """Let it go."""
    view.delete()
