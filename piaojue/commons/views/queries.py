"""Views of who is signed in."""

from django.db.models import QuerySet
from django.http import Http404

from piaojue.commons.views.models import SavedView
from piaojue.commons.web.request import Request


def views_of(request: Request) -> QuerySet[SavedView]:
    """Those of the list that is shown."""
    match = request.resolver_match
    page = match.url_name or "" if match else ""
    return SavedView.objects.filter(person=request.user.pk, page=page)


def own_view(request: Request, pk: int) -> SavedView:
    """One of one's own. Raises Http404."""
    view = SavedView.objects.filter(pk=pk, person=request.user.pk).first() if request.user.is_authenticated else None
    if view is None:
        raise Http404
    return view
