"""Invitations by message to a whole body: a gateway takes its time with each, so a job sends them and tells how far it is."""

from collections.abc import Sequence

from django.urls import reverse

from piaojue.commons.jobs import actions
from piaojue.commons.jobs.moves import MOVES
from piaojue.commons.jobs.work import Handle, work
from piaojue.commons.people.first_passwords import invitations, invite, is_invited
from piaojue.commons.people.models import Body, Seat

SHOWN = 12
"""Names of those whom no message reached; the rest are counted."""


@invitations
def queue_invitations(body: Body, seats: Sequence[Seat], address: str, by: Seat) -> str:
    """Send them by a job. Returns the page that shows its progress, for who may see jobs; else the page they came from."""
    back = reverse("issue_passwords", args=[body.pk])
    keys = [seat.pk for seat in seats]
    job = actions.queue(
        kind="people.invite", place=by.place, by=by, unasked=True, seats=keys, address=address, back=back
    )
    return job.get_absolute_url() if MOVES.entitled("read_jobs", job.place, by) else back


@work("people.invite", "发送开通短信")
def invite_job(handle: Handle) -> str:
    """One after the other; after a stop it goes on with who is left, and nobody gets a second one."""
    keys, address = handle.job.argument["seats"], handle.job.argument["address"]
    seats = {seat.pk: seat for seat in Seat.objects.filter(pk__in=keys).select_related("person", "body")}
    failed: list[int] = list(handle.job.saved.get("failed", []))
    for at in range(handle.job.saved.get("at", 0), len(keys)):
        handle.tell(at, len(keys), "发送短信", at=at, failed=failed)
        seat = seats.get(keys[at])
        if seat is not None and is_invited(seat.person) and not invite(seat, address):
            failed.append(seat.pk)
    handle.tell(len(keys), len(keys), "发送短信", at=len(keys), failed=failed)
    if not failed:
        return f"已请 {len(keys)} 人凭手机验证码自己设密码"
    names = "、".join(str(seats[key].person) for key in failed[:SHOWN])
    return f"已请 {len(keys) - len(failed)} 人；{len(failed)} 人的短信没有发出去，请给他们印纸条：{names}"
