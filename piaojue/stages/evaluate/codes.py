"""The code of an invitation: it names one person of a frame and cannot be guessed; nothing of it is kept. And the digest of a phone."""

from django.utils.crypto import constant_time_compare, salted_hmac

from engines.writing import read_code
from piaojue.stages.evaluate.models import Invitee, Survey

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without those that are taken for another on paper."""
PROOF = 8


def code_of(invitee: Invitee) -> str:
    """As it stands in the address and on the sheet: number, then eight letters of proof: 3F-K7Q2-9XWM."""
    proof = _proof(invitee.survey_id, invitee.pk)
    return f"{_number(invitee.pk)}-{proof[:4]}-{proof[4:]}"


def invitee_of(typed: str) -> Invitee | None:
    """Whose code was typed or opened, in any spelling; None: nobody's."""
    code = read_code(typed)
    number = _read(code[:-PROOF])
    if len(code) <= PROOF or number is None:
        return None
    rows = Invitee.objects.select_related("survey__year__place", "survey__place__parent", "item")
    invitee = rows.filter(pk=number, drawn=True).first()
    if invitee is None or not constant_time_compare(_proof(invitee.survey_id, invitee.pk), code[-PROOF:]):
        return None
    return invitee


def digest_of(survey: Survey, phone: str) -> str:
    """The keyed digest of a phone in one survey: the same phone cannot be followed from survey to survey."""
    return salted_hmac(f"piaojue.evaluate.reply.{survey.pk}", phone, algorithm="sha256").hexdigest()


def _proof(survey: int, invitee: int) -> str:
    digest = salted_hmac("piaojue.evaluate.invitation", f"{survey}.{invitee}", algorithm="sha256").digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:PROOF])


def _number(value: int) -> str:
    letters = ""
    while value:
        value, rest = divmod(value, len(LETTERS))
        letters = LETTERS[rest] + letters
    return letters


def _read(letters: str) -> int | None:
    if not 0 < len(letters) <= 12 or not set(letters) <= set(LETTERS):
        return None
    value = 0
    for letter in letters:
        value = value * len(LETTERS) + LETTERS.index(letter)
    return value
