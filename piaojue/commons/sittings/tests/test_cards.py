"""Many are checked in at the door: a card scanned for each, a delegation at once."""

import pytest

from piaojue.commons.moves import Refused
from piaojue.commons.sittings import actions
from piaojue.commons.sittings.cards import code_of
from piaojue.commons.sittings.counting import present
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.sittings.tests.doors import a_sitting


def meeting(cast) -> Sitting:
    """The congress in session, one deputy there."""
    return Sitting.objects.get(**a_sitting(cast))


def test_cards_are_scanned_at_the_door(cast, as_):
    sitting, door = meeting(cast), as_(cast.teller_zhou)
    page = f"/sittings/{sitting.pk}/check-in/scan/"
    card = code_of(sitting, cast.deputy_pan)
    for scan in (card.lower(), card):
        answer = door.post(page, {"card": scan}, follow=True).content.decode()
        assert "✓" in answer and "实到 2 人" in answer
    cast.deputy_ding.card_no = "H201"
    cast.deputy_ding.save(update_fields=["card_no"])
    actions.check_in_by_card(sitting=sitting, card="h201", by=cast.clerk_li)
    assert present(sitting) == 3
    other = meeting(cast)
    for wrong in (code_of(other, cast.deputy_dong), card[:-1] + "Z", "", "PJ-1"):
        with pytest.raises(Refused, match="不认识这张证"):
            actions.check_in_by_card(sitting=sitting, card=wrong, by=cast.teller_zhou)


@pytest.mark.once
def test_the_list_is_by_delegation_and_cards_are_printed(cast, as_):
    sitting, clerk = meeting(cast), as_(cast.clerk_li)
    page = clerk.get(f"/sittings/{sitting.pk}/check-in/").content.decode()
    assert "全团到会" in page and str(cast.deputy_dong.delegation.name) in page
    assert clerk.get(f"/sittings/{sitting.pk}/cards.pdf")["Content-Type"] == "application/pdf"
