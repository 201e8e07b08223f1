"""This was done in 2020, 300 m away."""

from engines.matching.before import Work, done_before, metres

HERE = (111.6700, 40.8200)
EARLIER = [
    Work("老旧小区加装电梯", "housing", (111.6735, 40.8200)),
    Work("东街社区老年食堂", "elderly"),
    Work("既有住宅加装电梯工程", "housing"),
    Work("公厕新建改造", "environment", (111.6701, 40.8201)),
    Work("中小学操场改造", "education"),
]


def test_metres_on_the_ground():
    assert abs(metres(HERE, (111.6735, 40.8200)) - 295) < 5 and metres(HERE, HERE) == 0
    assert abs(metres((116.4074, 39.9042), (121.4737, 31.2304)) - 1_067_000) < 5_000


def test_what_is_alike_comes_first_with_its_distance():
    found = done_before(Work("东街小区加装电梯", "housing", HERE), EARLIER)
    assert [EARLIER[one.at].title for one in found] == ["老旧小区加装电梯", "既有住宅加装电梯工程"]
    assert abs((found[0].metres or 0) - 295) < 5 and found[1].metres is None


def test_something_of_the_same_field_at_the_same_spot_is_named_whatever_it_is_called():
    found = done_before(Work("智慧便民驿站", "environment", HERE), EARLIER)
    assert [EARLIER[one.at].title for one in found] == ["公厕新建改造"]
    assert done_before(Work("智慧便民驿站", "digital", HERE), EARLIER) == []


def test_nothing_is_compared_with_nothing():
    assert done_before(Work(" "), EARLIER) == [] and done_before(Work("公厕"), []) == []


def test_of_one_field_alone_is_not_alike():
    assert done_before(Work("社区老年食堂", "housing"), EARLIER[:1]) == []
