"""Our own small town: suggestions written for these tests, two districts with a street of the same name."""

from engines.matching import Entry, Gazetteer, Kind, Message

DISTRICTS = Gazetteer(
    [
        Entry("青山区", "01", Kind.REGION),
        Entry("玉泉区", "02", Kind.REGION),
        Entry("东街社区", "0101", Kind.COMMUNITY),
        Entry("河西社区", "0201", Kind.COMMUNITY),
        Entry("人民路", "0101", Kind.ROAD),
        Entry("人民路", "0201", Kind.ROAD),
        Entry("实验小学", "0101", Kind.SCHOOL, ("实小",)),
        Entry("锦绣花园", "0101", Kind.ESTATE),
        Entry("锦绣花园", "0102", Kind.ESTATE),
    ]
)

DEMANDS = {
    "lift": [
        ("桂香苑三号楼老人下楼难，盼加装电梯", "我们桂香苑三号楼六层没有电梯，老人上下楼很困难，希望尽快加装电梯。"),
        ("请给桂香苑老楼加装电梯", "桂香苑都是九十年代的老楼，住着很多老人，请求加装电梯，方便老人上下楼。"),
        ("建议桂香苑小区加装电梯", "桂香苑小区老人多，楼层高，上下楼困难，建议今年加装电梯。"),
    ],
    "parking": [
        ("桂香苑停车位太少", "桂香苑停车位只有四十个，晚上回来没有地方停车，建议增加停车位。"),
        ("桂香苑小区晚上停车难", "每天晚上桂香苑停车难，停车位不够，车停到路上被贴条，希望增加停车位。"),
    ],
    "other lift": [("松涛苑老楼盼加装电梯", "松涛苑住着很多老人，没有电梯，上下楼很困难，希望尽快加装电梯。")],
    "light": [
        ("向阳大街路灯不亮", "向阳大街从桥头到学校的路灯坏了半年，晚上一片漆黑，孩子放学很不安全，请维修路灯。"),
        ("向阳大街晚上没有路灯", "向阳大街路灯坏了很久没有人修，晚上放学路上漆黑，请尽快维修路灯。"),
    ],
    "canteen": [("建议在东风社区办老年食堂", "东风社区空巢老人多，中午做饭难，建议办一个老年食堂。")],
    "bus": [("12路公交车班次太少", "12路公交车四十分钟一班，上班经常迟到，请增加班次。")],
    "toilet": [("集市旁边没有公厕", "赶集的人很多，集市旁边没有公厕，建议建一座公厕。")],
    "heating": [("家里暖气不热", "冬天家里只有十五度，暖气不热，热力公司说管道老化，请改造供热管网。")],
}


def messages() -> list[Message]:
    """Every suggestion, numbered from 1."""
    flat = [text for texts in DEMANDS.values() for text in texts]
    return [Message(at, title, body) for at, (title, body) in enumerate(flat, 1)]


def wanted() -> set[frozenset[int]]:
    """The groups a person would make, as sets of ids."""
    numbers = iter(range(1, 100))
    return {frozenset(next(numbers) for _ in texts) for texts in DEMANDS.values()}
