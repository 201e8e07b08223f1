"""待寄信函: what waits to be printed, the batches that were, and their paper."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from piaojue.commons.moves import NotYours
from piaojue.commons.notify import letters as post
from piaojue.commons.notify.models import LetterBatch
from piaojue.commons.notify.moves import MOVES
from piaojue.commons.places.models import Place
from piaojue.commons.privacy.queries import nearest
from piaojue.commons.web.act_pages import ActButton
from piaojue.commons.web.listing import listing
from piaojue.commons.web.printed import printed_address
from piaojue.commons.web.printing import pdf
from piaojue.commons.web.request import Request


def _office(request: Request) -> Place:
    """Whose letters the acting seat prints. raises: NotYours."""
    if request.seat is None:
        raise NotYours("read_letters")
    MOVES.require("read_letters", request.seat.place, request.seat)
    return request.seat.place


@require_GET
def letters(request: Request) -> HttpResponse:
    """What waits, by addressee, and what was printed."""
    place = _office(request)
    context = {
        "place": place,
        "sheets": post.sheets_of(post.waiting_in(place)),
        "most": post.MOST_SHEETS,
        "page": listing(request, LetterBatch.objects.filter(place=place).select_related("seat__person", "seat__body")),
    }
    return render(request, "notify/letters.html", context)


@require_GET
def letters_paper(request: Request, pk: int) -> HttpResponse:
    """The sheets of a batch."""
    place = _office(request)
    batch = LetterBatch.objects.filter(pk=pk, place=place).first()
    if batch is None or not batch.letters.exists():
        raise Http404
    sheets = post.sheets_of(batch.letters.all())
    context = {
        "place": place,
        "batch": batch,
        "sheets": [(sheet, printed_address(request, sheet.url)) for sheet in sheets],
        "office": nearest(place),
    }
    return pdf(request, "notify/letters_paper.html", context, f"{place.name}信函{batch.pk}.pdf")


print_letters = ActButton(
    path="letters/print/",
    line=MOVES["print_letters"],
    find=_office,
    action=post.print_letters,
    thing="place",
    kind="primary",
    done="已记为寄出，请打开这一批打印",
    goes_to=lambda batch: reverse("letters"),
)
