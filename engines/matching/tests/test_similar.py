"""While one types, earlier suggestions answer: how much each does, by the terms that an index keeps."""

from functools import partial

from engines.matching import Message, shared
from engines.matching.grams import answered, joined, kept_terms, stands_in, weighed

from .cases import messages


def answers(typed: str, among: list[Message]) -> list[str]:
    """The titles that answer to what is typed, best first."""
    texts = {message.title: joined(kept_terms(f"{message.title}\n{message.body}")) for message in among}
    weights = weighed(typed, lambda term: sum(stands_in(term, text) for text in texts.values()), len(texts))
    score = {title: answered(weights, partial(stands_in, text=text)) for title, text in texts.items()}
    return sorted((title for title in score if score[title] >= 0.25), key=lambda title: -score[title])


def test_two_characters_are_enough():
    assert answers("公厕", messages()) == ["集市旁边没有公厕"]
    assert set(answers("路灯", messages())) == {"向阳大街路灯不亮", "向阳大街晚上没有路灯"}


def test_traditional_characters_find_what_was_written_in_simplified_ones():
    assert answers("路燈", messages()) == answers("路灯", messages()) != []


def test_how_a_wish_is_put_brings_nothing_and_is_no_reason():
    made = [Message(1, "建议开展技能培训", "希望尽快"), Message(2, "降低房价的办法")]
    assert answers("建议尽快降低房价", made) == ["降低房价的办法"]
    assert shared("建议修路灯", "建议修公厕").words == ()
    assert answers("建议", made) == ["建议开展技能培训"]


def test_the_nearest_comes_first_and_says_why():
    hit = answers("桂香苑楼房想加装电梯", messages())[0]
    assert "桂香苑" in hit
    assert "电梯" in hit
    why = shared("桂香苑楼房想加装电梯", hit)
    assert why.places == ("桂香苑",)
    assert "电梯" in why.words
    assert str(why).startswith("同一地点：桂香苑；同一事项：")


def test_other_words_for_the_same_thing_answer_too():
    wishes = ["杭盖村公厕新建改造", "秦家营村健身场地更新", "丁字壕村通村路硬化", "朱尔沟村路灯补建"]
    made = [Message(at, wish) for at, wish in enumerate(wishes, 1)]
    assert answers("杭盖村修个公共厕所", made)[:1] == wishes[:1]
    assert str(shared("杭盖村修个公共厕所", wishes[0])) == "同一地点：杭盖村；同一事项：公厕"


def test_words_that_nobody_wrote_do_not_drown_a_place_that_somebody_did():
    made = [Message(1, "哈达兔壕普惠托育点"), Message(2, "河上营公厕新建改造")]
    assert answers("哈达兔壕娃娃没人带能不能办个班", made) == ["哈达兔壕普惠托育点"]


def test_nothing_alike_is_not_forced():
    assert answers("图书馆周末开放", messages()) == []
    assert answers("", messages()) == []
    assert answers("电梯", []) == []
