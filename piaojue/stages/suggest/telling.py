"""Telling who proposed a suggestion: by notice whoever has an account, by SMS those alone who agreed to it (个人信息保护法 13、14 条)."""

from piaojue.commons.notify.tell import tell, tell_phones
from piaojue.stages.suggest.models import Suggestion


def tell_proposer(suggestion: Suggestion, text: str, *, by_sms: bool = False) -> int:
    """One message; returns how many heard (人).

    by_sms: worth an SMS for those who agreed; without it only accounts hear
    """
    sms = by_sms and suggestion.by_sms
    if suggestion.proposer_id:
        return tell([suggestion.proposer_id], text, suggestion.get_absolute_url(), by_sms=sms, year=suggestion.year)
    return tell_phones([suggestion.proposer_phone], text, year=suggestion.year) if sms else 0
