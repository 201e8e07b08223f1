"""What leads to one person or one door beside numbers: accounts, car plates, flats."""

import re
from collections.abc import Iterator

from .spans import Kind, Span

HALF: dict[int, int] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
HALF |= dict.fromkeys(range(0xD800, 0xE000), 0x3F)
"""Full-width signs as half-width ones, one for one; what is no character as a question mark."""

_IS = r"(?:[\s:是为号码\-—_(（]{0,4})"
_NETWORKS = (
    r"微\s?信|薇信|威信|v\s?信|(?<![a-z])[vw]x|wechat|(?<![a-z])qq|扣扣|抖音|快手|钉钉|支付宝|陌陌|微博|weibo|旺旺|(?<![a-z])skype|telegram|加v|"
    r"企鹅号"
)
_ACCOUNT = re.compile(
    rf"(?:{_NETWORKS})\s?(?:账号|帐号|号码|号|id|群|同号)?{_IS}(?P<it>[a-z0-9][a-z0-9_\-.]{{4,29}})", re.IGNORECASE
)
_PUBLIC_NUMBERS = re.compile(r"(?:12345|12306|12315|1\d\d|10086|10010|10000|95\d{3,4}|400\d{7})\D?$")

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<it>[{_PROVINCES}]\s?[a-hj-np-z][\s·•.\-]?(?:[a-hj-np-z0-9]{{6}}|[a-hj-np-z0-9]{{4}}[a-hj-np-z0-9挂学警港澳领]))(?![a-z0-9])"
    rf"|(?P<inside>[{_PROVINCES}]\s?[a-hj-np-z][\s·•.\-]?(?=[a-z]*\d[a-z]*\d)(?:[a-hj-np-z0-9]{{6}}|[a-hj-np-z0-9]{{4}}[a-hj-np-z0-9挂学警港澳领]))(?![a-z0-9])"
    r"|(?:车牌|牌照|车号)(?:号码|号)?(?:尾号)?[\s:是为]{0,3}(?P<labelled>[a-z]?[\s·•.\-]?(?=[a-z]*\d)[a-z0-9]{3,6})(?![a-z0-9])",
    re.IGNORECASE,
)

_D = r"[\d一二三四五六七八九十百零〇]"
_HOUSE = rf"{_D}{{1,4}}\s?(?:号楼|[栋幢座#]楼?|号院)"
_FLAT = re.compile(
    rf"(?:{_HOUSE}|\d{{1,4}}号)[\s,、\-]{{0,2}}(?P<unit>{_D}{{1,2}}\s?(?:单元|门洞?|梯)[\s,、\-]{{0,2}}{_D}{{1,4}}(?:[\-]{_D}{{1,3}})?\s?(?:室|房|户|号|楼{_D}{{1,2}}户)?(?![\d层元米年月个]))"
    rf"|{_HOUSE}[\s,、\-]{{0,2}}(?P<room>(?:[a-z]\s?座?)?{_D}{{3,4}}\s?(?:室|房(?!间|屋|源)|户(?!人|居民|业主))|\d{{3,4}}(?![\d,.%个元米户人年层度份条月平套万亩]))"
    rf"|(?<![\d.]){_D}{{1,2}}\s?单元[\s,、\-]{{0,2}}(?P<flat>{_D}{{3,4}}\s?(?:室|房|户|号)?)(?![\d个元米年户人层])"
    r"|(?<![\d\-./年])\d{1,3}-(?P<dashed>\d{1,2}-\d{3,4})(?:室|号|户)?(?![\d\-./])"
    rf"|{_HOUSE}[\s,、\-]{{0,2}}(?P<stairs>{_D}{{1,2}}-\d{{3,4}})(?![\d\-])",
    re.IGNORECASE,
)
_AT_HOME = re.compile(
    rf"(?:家住|住在|(?<!居)住(?![户宅房建院址所校])|住址|居住在|家庭地址|家庭住址|户籍地址?|我家在|门牌号?码?)(?:[\s:是为]{{0,3}})[^,。;!?\n]{{0,24}}?(?P<it>{_D}{{1,5}}(?:-\d{{1,4}})?\s?号(?!楼|院|线|文|机|店|令|起))"
)
_ROOM = re.compile(
    r"(?<![\da-z\-.办教会议诊病科公])(?P<it>[1-9]\d{2,3}\s?室)(?!内|外|友|分|间)|(?:我家|家住|住(?!院|户|宅|房)在?)[^,。;!?\n]{0,12}?(?P<home>[1-9]\d{2,3})(?![\d元年个米平户人块多路次号])",
    re.IGNORECASE,
)


def find_contacts(read: str) -> Iterator[Span]:
    """Accounts after the name of their network, plates (the new 8-place ones, too), flats behind a house or a unit.

    read: the message in half width and simplified characters, each at its place
    """
    for span in _found(_ACCOUNT, Kind.CONTACT, read):
        if not _PUBLIC_NUMBERS.match(read[span.start : span.end]):
            yield span
    yield from _found(_PLATE, Kind.PLATE, read)
    yield from _found(_FLAT, Kind.ADDRESS, read)
    yield from _found(_AT_HOME, Kind.ADDRESS, read)


def doubt_contacts(read: str) -> Iterator[Span]:
    """Rooms without a house, which may be a flat or an office."""
    yield from _found(_ROOM, Kind.ADDRESS, read)


def _found(pattern: re.Pattern[str], kind: Kind, text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        group = next(name for name, value in match.groupdict().items() if value is not None)
        yield Span(*match.span(group), kind)
