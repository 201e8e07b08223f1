"""Whoever proposes something sees what of their words others do not see, and why."""

from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.tests import make
from tests import cast as the_cast


def test_the_proposer_sees_what_is_covered_and_what_waits(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    words = "我叫王秀英，住3号楼2单元501，电话13812345678。找过高主任，麻旭宗一直不修"
    made = make.suggestion(cast, year, content=words)
    page = as_(cast.resident_wang).get(f"/s/{made.pk}/").content.decode()
    told = page[page.index("公开时遮住的内容") :]
    for part in ("姓名：2 处", "门牌号：1 处", "号码：1 处", "个人信息保护法 25 条", "<mark>麻旭宗</mark>"):
        assert part in " ".join(told.split()).replace("： ", "："), part
    assert not any(known in page for known in ("王秀英", "2单元501", "高主任", "13812345678"))
    assert "公开时遮住的内容" not in as_(cast.clerk_li).get(f"/s/{made.pk}/").content.decode()
    plain = make.suggestion(cast, year, title="给西街修一条盲道", content="盲人出门不方便")
    assert "公开时遮住的内容" not in as_(cast.resident_wang).get(f"/s/{plain.pk}/").content.decode()
