"""Menu of 征集."""

from piaojue.commons.ui.menu import Entry


def entries(seat, year) -> list[Entry]:
    if year is None:
        return [Entry("我的建议", "/my/suggestions/", 8, "本级事务")] if seat else []
    return [
        Entry("征集", f"{year.get_absolute_url()}campaign/", 10),
        Entry("建议", f"{year.get_absolute_url()}suggestions/", 11),
    ]
