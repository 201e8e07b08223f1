"""How late something is, in days on which offices work."""

from datetime import date, timedelta

from engines.law import is_working_day

FURTHEST = 400
"""Later or earlier than so many days is not counted any further."""


def working_days_late(due: date, today: date) -> int:
    """Working days since `due`; 0 on it; negative: so many working days are left."""
    if abs((today - due).days) > FURTHEST:
        return FURTHEST if today > due else -FURTHEST
    step = 1 if today >= due else -1
    between = (due + timedelta(days=step * n) for n in range(1, abs((today - due).days) + 1))
    return step * sum(is_working_day(day) for day in between)
