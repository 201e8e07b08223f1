"""What every scene has at hand."""

import pytest

from piaojue.rehearsal.stage import needed


def test_a_scene_that_misses_something_says_its_name():
    with pytest.raises(LookupError, match="poll"):
        needed(None, "poll")


def test_a_number_of_zero_is_there():
    assert needed(0, "limit of choices") == 0
