"""Door of kept files."""

from piaojue.commons.evidence.keep import store
from piaojue.commons.roles import STAFF
from piaojue.commons.roles import Role as R
from tests.doors import door, everybody

COUNTY_STAFF = STAFF - {R.STREET_CHAIR, R.STREET_CLERK}


def an_internal_file(cast) -> dict:
    return {"pk": store(b"%PDF-", name="a.pdf", mime="application/pdf", place=cast.xincheng, by=None).pk}


def a_public_file(cast) -> dict:
    return {"pk": store(b"%PDF-", name="a.pdf", mime="application/pdf", place=cast.xincheng, by=None, public=True).pk}


DOORS = [
    door("file", "/files/{pk}/", COUNTY_STAFF | {R.DEPUTY}, setup=an_internal_file),
    door("file", "/files/{pk}/", everybody(), setup=a_public_file),
]
