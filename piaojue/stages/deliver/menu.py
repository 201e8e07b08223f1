"""Menu of 实施."""

from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    return (
        [
            Entry("项目实施", f"{year.get_absolute_url()}projects/", 60),
            Entry("进度大屏", f"{year.get_absolute_url()}wall/", 62),
        ]
        if year
        else []
    )
