"""Reading one's notices."""

from django.utils import timezone

from piaojue.commons.people.models import Person


def read_all(*, person: Person) -> int:
    """Mark the person's notices as read; returns how many were new. Not an act of office: the log does not keep it."""
    return person.notices.filter(read_at=None).update(read_at=timezone.now())
