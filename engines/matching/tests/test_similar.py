"""While one types, earlier suggestions answer."""

import pytest

from engines.matching import Message, SimilarIndex, shared

from .cases import messages


def index() -> SimilarIndex:
    made = SimilarIndex()
    made.add(messages())
    return made


def titles(hits) -> list[str]:
    known = {message.id: message.title for message in messages()}
    return [known[hit.id] for hit in hits]


def test_two_characters_are_enough():
    assert titles(index().query("公厕")) == ["集市旁边没有公厕"]
    assert set(titles(index().query("路灯"))) == {"向阳大街路灯不亮", "向阳大街晚上没有路灯"}


def test_traditional_characters_find_what_was_written_in_simplified_ones():
    assert titles(index().query("路燈")) == titles(index().query("路灯")) != []


def test_how_a_wish_is_put_brings_nothing_and_is_no_reason():
    made = SimilarIndex()
    made.add([Message(1, "建议开展技能培训", "希望尽快"), Message(2, "降低房价的办法")])
    assert [hit.id for hit in made.query("建议尽快降低房价")] == [2]
    assert shared("建议修路灯", "建议修公厕").words == ()
    assert [hit.id for hit in made.query("建议")] == [1]


def test_the_nearest_comes_first_and_says_why():
    hit = titles(index().query("桂香苑楼房想加装电梯"))[0]
    assert "桂香苑" in hit
    assert "电梯" in hit
    why = shared("桂香苑楼房想加装电梯", hit)
    assert why.places == ("桂香苑",)
    assert "电梯" in why.words
    assert str(why).startswith("同一地点：桂香苑；同一事项：")


def test_other_words_for_the_same_thing_answer_too():
    made = SimilarIndex()
    wishes = ["杭盖村公厕新建改造", "秦家营村健身场地更新", "丁字壕村通村路硬化", "朱尔沟村路灯补建"]
    made.add([Message(at, wish) for at, wish in enumerate(wishes, 1)])
    assert [hit.id for hit in made.query("杭盖村修个公共厕所")][:1] == [1]
    assert str(shared("杭盖村修个公共厕所", wishes[0])) == "同一地点：杭盖村；同一事项：公厕"


def test_words_that_nobody_wrote_do_not_drown_a_place_that_somebody_did():
    made = SimilarIndex()
    made.add([Message(1, "哈达兔壕普惠托育点"), Message(2, "河上营公厕新建改造")])
    assert [hit.id for hit in made.query("哈达兔壕娃娃没人带能不能办个班")] == [1]


def test_nothing_alike_is_not_forced():
    assert index().query("图书馆周末开放") == []
    assert index().query("") == []
    assert SimilarIndex().query("电梯") == []


def test_only_the_region_asked_for_answers():
    made = SimilarIndex()
    made.add([Message(1, "路灯不亮", region="0101"), Message(2, "路灯不亮", region="0201")])
    assert [hit.id for hit in made.query("路灯", region="02")] == [2]


def test_withdrawn_and_rewritten_messages_answer_as_they_are_now():
    made = index()
    made.remove([11])
    made.add([Message(12, "建议修建游泳馆")])
    assert made.query("公交车") == [] or 10 in [hit.id for hit in made.query("公交车")]
    assert [hit.id for hit in made.query("游泳馆")] == [12]
    assert made.query("暖气不热") == []
    assert len(made) == len(messages()) - 1


def test_adding_one_by_one_answers_like_adding_at_once():
    slowly = SimilarIndex()
    for message in messages():
        slowly.add([message])
    for text in ("电梯", "停车位不够", "路灯坏了没人修"):
        assert slowly.query(text) == index().query(text)


def test_a_fold_changes_no_answer():
    many = [Message(100 + n, f"第{n}号院门口积水", "下雨就积水") for n in range(2500)]
    made = index()
    made.add(many)
    made.remove([many[0].id])
    made.add([Message(9000, "第9000号院门口积水", "下雨就积水")])
    assert titles(made.query("集市公厕"))[:1] == ["集市旁边没有公厕"]
    assert made.query("第9000号院门口积水")[0].id == 9000
    assert many[0].id not in [hit.id for hit in made.query("积水", most=5000)]


def test_a_kept_index_answers_and_grows_like_the_first():
    made = index()
    again = SimilarIndex.from_bytes(made.to_bytes())
    for one in (made, again):
        one.add([Message(77, "建议给旧楼装电梯")])
        one.remove([12])
    assert again.query("电梯") == made.query("电梯")
    assert again.holds([10, 12, 77]) == {10, 77} and again.highest == 77


@pytest.mark.parametrize("junk", [b"", b"junk", b"PK\x03\x04cut short"])
def test_a_damaged_file_says_so(junk):
    with pytest.raises(ValueError):
        SimilarIndex.from_bytes(junk)
