"""四问: each arrives filled from the data, the region adds words and proof, the guidance group judges and asks further."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.log import history
from piaojue.commons.years import questioning
from piaojue.commons.years.asking_board import board_of
from piaojue.commons.years.models import Answer, Checkpoint
from piaojue.commons.years.todo import answers_to_judge, further_answers
from piaojue.journey.tests import make
from piaojue.stages.deliver.models import Project
from tests import cast as the_cast

DUE = timezone.localdate() + timedelta(days=20)
PDF = b"%PDF-1.4\n%%EOF"


def asked_of_progress(cast) -> Checkpoint:
    """三问 of the city, where 新城区 has a project with a red lamp."""
    life = make.whole_life(cast)
    make.at_stage(life.year, "delivering")
    Project.objects.update(state="running", lamp="red", progress=30)
    city = the_cast.year(cast.places["1501"])
    return questioning.ask_checkpoint(
        year=city, ordinal=3, title="三问：年中问项目进展", questions=["难在哪里？"], due=DUE, by=cast.guidance_tang
    )


def test_a_question_is_answered_with_the_data_of_the_day_and_proof(cast, as_):
    asked = asked_of_progress(cast)
    clerk, at = as_(cast.clerk_li), f"/checkpoints/{asked.pk}/"
    page = clerk.get(at).content.decode()
    assert "本地区现在的数据" in page and "<dt>红灯</dt>" in page and "1 项" in page
    file = SimpleUploadedFile("走访.pdf", PDF, "application/pdf")
    clerk.post(at, {"text": "管线迁改拖住了工期", "proofs": file})
    answer = Answer.objects.get()
    assert ("红灯", "1 项") in [
        (fact.name, fact.value) for fact in answer.facts
    ] and answer.proofs.get().name == "走访.pdf"
    (waits,) = answers_to_judge(cast.guidance_tang)
    assert waits.count == 1 and waits.url == at

    Project.objects.update(lamp="green")
    guidance = as_(cast.guidance_tang)
    shown = guidance.get(at).content.decode()
    assert "答复时的数据" in shown and "走访.pdf" in shown
    assert guidance.get(f"/files/{answer.proofs.get().pk}/").status_code == 200
    assert as_(cast.neighbour_clerk_bai).get(f"/files/{answer.proofs.get().pk}/").status_code in (302, 404)


def test_a_weak_answer_is_judged_and_asked_about_further(cast, as_):
    asked = asked_of_progress(cast)
    clerk, guidance = as_(cast.clerk_li), as_(cast.guidance_tang)
    clerk.post(f"/checkpoints/{asked.pk}/", {"text": "管线迁改拖住了工期"})
    answer = Answer.objects.get()
    (judge,) = re.findall(r'href="([^"]*/judge/)"', guidance.get(f"/checkpoints/{asked.pk}/").content.decode())
    weak = {"verdict": "weak", "judgement": "", "follow_up": "哪天通气？", "due": ""}
    assert guidance.post(judge, weak).status_code == 409
    assert guidance.post(judge, weak | {"judgement": "没有说怎样赶上"}).status_code == 409
    done = guidance.post(judge, weak | {"judgement": "没有说怎样赶上", "due": f"{DUE}"})
    assert done.status_code == 302 and list(answers_to_judge(cast.guidance_tang)) == []
    (owed,) = further_answers(cast.clerk_li)
    assert owed.due == DUE and owed.url == f"/checkpoints/answers/{answer.pk}/further/"
    with pytest.raises(NotYours):
        questioning.answer_follow_up(answer=answer, text="五月底", by=cast.neighbour_clerk_bai)
    assert clerk.post(owed.url, {"text": "五月底通气"}).status_code == 302
    assert list(further_answers(cast.clerk_li)) == []
    answer.refresh_from_db()
    assert (answer.verdict, answer.follow_up_reply) == ("weak", "五月底通气")
    acts = [entry.act for entry in history(answer)]
    assert acts == ["years.answer_follow_up", "years.judge_answer", "years.answer_checkpoint"]
    assert [row for row in the_cast.tampered() if row.where.startswith("years.answer")] == []


def test_another_answer_has_the_data_of_its_own_day_and_is_judged_anew(cast):
    asked = asked_of_progress(cast)
    answer = questioning.answer_checkpoint(checkpoint=asked, text="管线拖住了工期", by=cast.clerk_li)
    questioning.judge_answer(answer=answer, verdict="fair", judgement="", by=cast.guidance_tang)
    Project.objects.update(lamp="green")
    answer = questioning.answer_checkpoint(checkpoint=asked, text="已通气，月底完工", by=cast.clerk_li)
    answer.refresh_from_db()
    assert answer.verdict == "" and ("红灯", "0 项") in [(fact.name, fact.value) for fact in answer.facts]
    with pytest.raises(Refused, match="扎实、一般或薄弱"):
        questioning.judge_answer(answer=answer, verdict="junk", judgement="", by=cast.guidance_tang)


def test_who_judges_has_read_the_words_that_are_judged(cast, as_):
    asked = asked_of_progress(cast)
    answer = questioning.answer_checkpoint(checkpoint=asked, text="管线拖住了工期", by=cast.clerk_li)
    guidance, judge = as_(cast.guidance_tang), reverse("judge_region", args=[answer.pk])
    read = guidance.get(judge).context["form"]["read"].value()
    questioning.answer_checkpoint(checkpoint=asked, text="已通气，月底完工", by=cast.clerk_li)
    late = guidance.post(judge, {"verdict": "weak", "judgement": "没有办法", "read": read})
    assert late.status_code == 409 and "换过答复" in late.content.decode()
    answer.refresh_from_db()
    assert answer.verdict == ""


def test_only_the_regions_next_below_are_asked(cast, as_):
    asked = asked_of_progress(cast)
    street = as_(cast.street_clerk_xu)
    assert street.get(f"/checkpoints/{asked.pk}/").status_code == 404
    with pytest.raises(NotYours):
        questioning.answer_checkpoint(checkpoint=asked, text="街道也答一份", by=cast.street_clerk_xu)
    assert not asked.answers.exists()


def test_the_board_has_late_and_weak_ones_first_and_becomes_slides(cast, as_):
    city = the_cast.year(cast.places["1501"])
    today = timezone.localdate()
    late, open_ = (
        Checkpoint.objects.create(
            year=city, ordinal=n, title=f"第{n}问", questions=["?"], due=today + timedelta(days=days)
        )
        for n, days in ((1, -3), (2, 9))
    )
    answer = questioning.answer_checkpoint(checkpoint=late, text="已有安排", by=cast.clerk_li)
    rows = board_of(city.place, [late, open_])
    assert [(row.place.name, [cell.word for cell in row.cells]) for row in rows] == [
        ("回民区", ["逾期未答", "未答"]),
        ("新城区", ["已答，待评价", "未答"]),
    ]
    questioning.answer_checkpoint(checkpoint=late, text="也有安排", by=cast.neighbour_clerk_bai)
    questioning.judge_answer(answer=answer, verdict="weak", judgement="没有候选来源", by=cast.guidance_tang)
    assert [row.place.name for row in board_of(city.place, [late, open_])] == ["新城区", "回民区"]
    guidance = as_(cast.guidance_tang)
    page = guidance.get("/1501/2026/checkpoints/").content.decode()
    assert page.index("新城区") < page.index("回民区") and "薄弱" in page
    slides = guidance.get("/1501/2026/checkpoints.pdf")
    assert slides.status_code == 200 and slides.content.startswith(b"%PDF")
    assert as_(cast.clerk_li).get("/1501/2026/checkpoints.pdf").status_code == 404
