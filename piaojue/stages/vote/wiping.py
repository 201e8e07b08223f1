"""What a practice year's ballots leave outside our rows: the boxes, which are thrown away with the year."""

from piaojue.commons.years.belongings import before_wiping
from piaojue.commons.years.models import Year
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.models import Poll


@before_wiping
def discard_boxes(year: Year) -> None:
    for poll in Poll.objects.filter(year=year):
        if poll.box_id:
            ballot_box(poll).discard(poll.box_id)
