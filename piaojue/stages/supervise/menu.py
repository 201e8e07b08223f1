"""Menu of 监督."""

from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    if year is None:
        return []
    at = year.get_absolute_url()
    return [Entry("监督活动", f"{at}supervision/", 70), Entry("问题整改", f"{at}findings/", 72)]
