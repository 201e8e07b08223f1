"""Telling who proposed a suggestion: by notice whoever has an account, by SMS those alone who agreed to it (个人信息保护法 13、14 条)."""

from django.urls import reverse

from engines.writing import read_phones
from piaojue.commons.approved import Kind
from piaojue.commons.notify.letters import Addressee, tell_by_letter
from piaojue.commons.notify.tell import tell, tell_phones
from piaojue.stages.suggest.models import Suggestion


def addressee_of(suggestion: Suggestion) -> Addressee | None:
    """Whom a letter goes to: a proposer with a name, without an account and without a mobile; None: anybody else."""
    if suggestion.proposer_id or not suggestion.proposer_name or read_phones(suggestion.proposer_phone or "").mobiles:
        return None
    page = f"{suggestion.get_absolute_url()}?ticket={suggestion.ticket_no}" if suggestion.pk else reverse("look_up")
    return Addressee(suggestion.proposer_name, suggestion.mail_address or suggestion.spot.name, page)


def tell_proposer(suggestion: Suggestion, text: str, *, by_sms: bool = False) -> int:
    """One message; returns how many heard (人).

    by_sms: worth an SMS for those who agreed, or a letter for who has no phone; without it only accounts hear
    """
    sms = by_sms and suggestion.by_sms
    if suggestion.proposer_id:
        return tell(
            [suggestion.proposer_id],
            text,
            suggestion.get_absolute_url(),
            by_sms=sms,
            year=suggestion.year,
            kind=Kind.STEP,
        )
    if by_sms and (addressee := addressee_of(suggestion)):
        return tell_by_letter([addressee], text, year=suggestion.year)
    return tell_phones([suggestion.proposer_phone], text, year=suggestion.year, kind=Kind.STEP) if sms else 0
