"""Fields of data in a text that an office has edited."""

from engines.papers.fields import fields_in, marked, put_back

NAMED = [("会议日期", "2026年1月5日"), ("会议地点", "新城区会议中心"), ("建议", "28条"), ("届", "四")]
BEFORE = "会议时间为2026年1月5日。\n地点：新城区会议中心三楼。\n共收到建议28条。\n"
NOW = "会议时间为2026年1月6日上午。\n地点：区政府礼堂三楼。\n共收到建议28条。\n另行通知。\n"


def test_what_nobody_touched_stands():
    assert [(one.name, one.stands) for one in fields_in(NAMED, BEFORE, BEFORE)] == [
        ("会议日期", True),
        ("会议地点", True),
        ("建议", True),
    ]


def test_what_was_typed_over_a_field_is_known_and_goes_back():
    day, venue, count = fields_in(NAMED, BEFORE, NOW)
    assert (day.typed, venue.typed, count.stands) == ("2026年1月6日", "区政府礼堂", True)
    assert put_back(NOW, day).startswith("会议时间为2026年1月5日上午。")
    assert "地点：新城区会议中心三楼。" in put_back(NOW, venue)


def test_a_field_that_was_deleted_goes_back_to_its_place():
    (gone,) = fields_in([("会议地点", "新城区会议中心")], BEFORE, BEFORE.replace("新城区会议中心", ""))
    assert gone.typed == "" and put_back(BEFORE.replace("新城区会议中心", ""), gone) == BEFORE


def test_the_text_is_marked_where_fields_stand():
    parts = marked(NOW, fields_in(NAMED, BEFORE, NOW))
    assert "".join(text for text, _name in parts) == NOW
    assert [part for part in parts if part[1]] == [
        ("2026年1月6日", "会议日期"),
        ("区政府礼堂", "会议地点"),
        ("28条", "建议"),
    ]
