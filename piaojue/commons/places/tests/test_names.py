"""A place is called by a name that tells where it is."""

import pytest

from piaojue.commons.places.actions import _name


@pytest.mark.parametrize(
    ("official", "name"),
    [
        ("镇村民委员会", "新营子镇村"),
        ("镇居民委员会", "新营子镇社区"),
        ("街道居委会", "新营子镇社区"),
        ("村委会", "新营子镇村"),
        ("古路板村委会", "古路板村"),
        ("东街社区居委会", "东街社区"),
        ("西梁村民委员会", "西梁"),
        ("五居委会", "五居委会"),
        ("生活区", "生活区"),
    ],
)
def test_a_village_that_is_called_by_its_kind_alone_has_the_name_of_its_town(official, name):
    assert _name(official, "新营子镇") == name
