"""What people say in a rehearsal: plausible suggestions, questions and opinions, written for this project.

A need is (领域, 名称, what residents say, typical cost in 万元, beneficiaries, project type, unit of counting).
`{spot}` is a community or village; several residents word the same need differently.
"""

from dataclasses import dataclass
from random import Random

from piaojue.stages.shortlist.public import ProjectType as T
from piaojue.stages.suggest.public import Category as C


@dataclass(frozen=True)
class Need:
    """One kind of wish. wan: 万元; people: 人; count/unit: the measurable goal."""

    category: str
    title: str
    says: tuple[str, ...]
    department: str
    wan: int
    people: int
    type: str
    count: int
    unit: str
    rural: bool = False


NEEDS: tuple[Need, ...] = (
    Need(
        C.HOUSING,
        "{spot}老旧小区改造",
        (
            "外墙皮掉得厉害，楼道灯也不亮",
            "{spot}的老楼三十多年了，下水管老堵，屋顶漏雨",
            "希望把{spot}列入老旧小区改造，先修屋面防水",
        ),
        "住房和城乡建设局",
        860,
        3200,
        T.WORKS,
        12,
        "栋",
    ),
    Need(
        C.HOUSING,
        "{spot}老楼加装电梯",
        ("我七十六了，住六楼，一个月下不了几次楼", "{spot}没有电梯，老人看病全靠人抬", "盼着{spot}的单元楼能装上电梯"),
        "住房和城乡建设局",
        420,
        900,
        T.PURCHASE,
        10,
        "部",
    ),
    Need(
        C.TRANSPORT,
        "{spot}增设停车位",
        ("晚上七点以后{spot}根本没地方停车", "消防通道都停满了车，真着火怎么办", "把{spot}旁边那块空地划成停车场吧"),
        "城市管理综合执法局",
        180,
        2600,
        T.MANY_SITE,
        260,
        "个",
    ),
    Need(
        C.TRANSPORT,
        "{spot}路口安装红绿灯",
        (
            "孩子上学过{spot}路口太危险",
            "{spot}那个路口早高峰车抢行，出过两次事故了",
            "建议在{spot}路口装红绿灯和斑马线",
        ),
        "公安分局交警大队",
        65,
        5200,
        T.PURCHASE,
        2,
        "处",
    ),
    Need(
        C.CARE,
        "{spot}老年助餐点",
        (
            "一个人做饭太麻烦，想有个能吃热饭的地方",
            "{spot}独居老人多，办个食堂大家都受益",
            "希望{spot}有老年食堂，能送餐上门",
        ),
        "民政局",
        95,
        1100,
        T.SERVICE,
        30000,
        "人次",
    ),
    Need(
        C.CARE,
        "{spot}普惠托育点",
        ("三岁以下孩子没人带，私立的太贵", "{spot}年轻父母多，盼着有公办托育", "双职工家庭请在{spot}建托育点"),
        "卫生健康委员会",
        240,
        620,
        T.MANY_SITE,
        120,
        "个托位",
    ),
    Need(
        C.EDUCATION,
        "{spot}小学教学楼维修",
        ("孩子教室窗户漏风，冬天冻手", "{spot}小学宿舍楼墙体有裂缝，家长都担心", "请修一修{spot}小学的教学楼和操场"),
        "教育局",
        380,
        1400,
        T.WORKS,
        1,
        "所",
    ),
    Need(
        C.EDUCATION,
        "{spot}学校门口校园护安设施",
        ("放学时候电动车直接冲到校门口", "{spot}学校门口没有防撞柱", "学校门口加装升降防撞柱和护栏吧"),
        "教育局",
        70,
        2800,
        T.PURCHASE,
        9,
        "处",
    ),
    Need(
        C.HEALTH,
        "{spot}卫生服务站改造",
        ("看个感冒都要跑大医院", "{spot}卫生站房子太小，输液都没地方坐", "希望{spot}卫生站添置康复理疗设备"),
        "卫生健康委员会",
        150,
        4100,
        T.WORKS,
        1,
        "处",
    ),
    Need(
        C.HEALTH,
        "适龄妇女两癌免费筛查",
        ("建议把两癌筛查扩大到{spot}的农村妇女", "两癌检查希望能在家门口做", "{spot}的姐妹们都盼着免费筛查"),
        "卫生健康委员会",
        120,
        12000,
        T.SERVICE,
        12000,
        "人",
    ),
    Need(
        C.ENVIRONMENT,
        "{spot}公厕新建改造",
        ("{spot}附近一公里没有公厕，老人遛弯不方便", "公厕冬天上冻停用，没法用", "{spot}的旱厕该改成水冲了"),
        "城市管理综合执法局",
        110,
        3600,
        T.MANY_SITE,
        8,
        "座",
    ),
    Need(
        C.ENVIRONMENT,
        "{spot}垃圾分类投放点整治",
        ("垃圾桶放在窗户底下，夏天没法开窗", "{spot}垃圾清运不及时，苍蝇乱飞", "希望{spot}的垃圾点搬一搬、加个棚"),
        "城市管理综合执法局",
        48,
        2400,
        T.MANY_SITE,
        20,
        "处",
    ),
    Need(
        C.UTILITIES,
        "{spot}供热管网改造",
        ("年年一到一月家里就十五六度", "{spot}暖气不热，打热线好几年了", "{spot}的二次管网老化，爆过三次"),
        "住房和城乡建设局",
        980,
        5400,
        T.WORKS,
        6,
        "公里",
    ),
    Need(
        C.UTILITIES,
        "{spot}自来水二次供水改造",
        ("早上水压上不来，六楼没水", "{spot}水发黄，有铁锈味", "希望换掉{spot}的老水箱"),
        "水务局",
        320,
        2900,
        T.WORKS,
        5,
        "处",
    ),
    Need(
        C.CITY,
        "{spot}雨污分流和积水点改造",
        ("一下大雨{spot}就成河", "{spot}井盖年年往外冒水", "{spot}低洼处积水没过膝盖，请改造管网"),
        "住房和城乡建设局",
        760,
        6800,
        T.WORKS,
        3,
        "公里",
    ),
    Need(
        C.CITY,
        "{spot}口袋公园建设",
        ("{spot}那块荒地长满草，不如修个小公园", "老人小孩没有活动的地方", "在{spot}建个口袋公园，放几个凳子"),
        "林业和草原局",
        210,
        4700,
        T.WORKS,
        2,
        "处",
    ),
    Need(
        C.CITY,
        "{spot}路灯补建",
        ("{spot}后面那条巷子晚上黑得不敢走", "下夜班回{spot}，一路没灯", "请给{spot}补上路灯"),
        "城市管理综合执法局",
        56,
        1900,
        T.PURCHASE,
        85,
        "盏",
    ),
    Need(
        C.CULTURE,
        "{spot}健身场地和器材更新",
        ("健身器材坏了一半，没人修", "{spot}想要个篮球场，年轻人没地方打球", "{spot}广场舞的地方坑坑洼洼，容易崴脚"),
        "文化旅游体育局",
        88,
        3300,
        T.MANY_SITE,
        14,
        "处",
    ),
    Need(
        C.CULTURE,
        "图书馆延时开放",
        ("下班去图书馆就关门了", "建议图书馆晚上开到九点", "{spot}附近的图书馆周末也该多开一会儿"),
        "文化旅游体育局",
        40,
        8000,
        T.POLICY,
        300,
        "天",
    ),
    Need(
        C.SAFETY,
        "{spot}电动自行车充电设施",
        ("楼上飞线充电，看着害怕", "{spot}没有充电棚，大家都往家里推电池", "希望{spot}多装几个集中充电桩"),
        "应急管理局",
        130,
        5100,
        T.MANY_SITE,
        400,
        "个",
    ),
    Need(
        C.SAFETY,
        "{spot}消防设施维修",
        ("消火栓打开没有水", "{spot}的消防通道和喷淋都坏了", "高层消防设施请统一检修"),
        "消防救援大队",
        260,
        4200,
        T.WORKS,
        4,
        "个小区",
    ),
    Need(
        C.RURAL,
        "{spot}通户道路硬化",
        ("下雨天村里的路全是泥", "{spot}巷道还是土路，车进不去", "盼着{spot}把最后两公里路硬化了"),
        "交通运输局",
        230,
        1300,
        T.WORKS,
        4,
        "公里",
        True,
    ),
    Need(
        C.RURAL,
        "{spot}农田灌溉机井维修",
        ("机井坏了两眼，今年玉米没浇上水", "{spot}的渠道漏水严重", "请修一修{spot}的灌溉设施"),
        "农牧局",
        145,
        1600,
        T.MANY_SITE,
        18,
        "眼",
        True,
    ),
    Need(
        C.RURAL,
        "{spot}农产品冷库建设",
        ("土豆秋天卖不上价，没有冷库存", "{spot}的蔬菜合作社盼着有个冷库", "建个冷库，农民能多卖点钱"),
        "农牧局",
        350,
        2100,
        T.WORKS,
        1,
        "座",
        True,
    ),
    Need(
        C.JOBS,
        "灵活就业人员免费技能培训",
        ("想学电工，没地方报名", "{spot}的年轻人想学电商", "建议给进城务工人员办培训班"),
        "人力资源和社会保障局",
        60,
        1500,
        T.SERVICE,
        1500,
        "人次",
    ),
    Need(
        C.DISABILITY,
        "困难残疾人家庭无障碍改造",
        ("家里卫生间没有扶手，摔过两次", "{spot}的坡道太陡，轮椅上不去", "希望给残疾人家庭做无障碍改造"),
        "残疾人联合会",
        75,
        320,
        T.SUBSIDY,
        160,
        "户",
    ),
    Need(
        C.SERVICE,
        "{spot}便民服务点",
        ("办个社保要坐一个小时车", "{spot}老人不会用手机办事", "把自助机放到{spot}，就近办"),
        "政务服务局",
        52,
        6200,
        T.MANY_SITE,
        16,
        "处",
    ),
    Need(
        C.OTHER,
        "惠民消费券发放",
        ("发点消费券，带动小店生意", "希望消费券老人也能用", "{spot}的小饭馆也想参加消费券活动"),
        "商务局",
        300,
        20000,
        T.EVENT,
        3,
        "期",
    ),
)

OPENINGS = ("", "您好，", "我是{spot}的居民，", "反映个事：", "代表同志好，", "邻居们都在说，")
ENDINGS = ("", "谢谢！", "希望明年能办。", "盼答复。", "我们这一片的人都盼着。", "麻烦工作人员看看。")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
GIVEN = "秀英桂兰建国淑珍玉梅志强海燕晓东丽华文斌春生永红凤霞宝音乌云其其格巴特尔娜仁苏和建军红梅国庆小平海涛俊杰雪梅玉兰金花满都拉德胜"

QUESTIONS = (
    "资金什么时候到位？会不会留下缺口？",
    "建成以后谁来管护，钱从哪里出？",
    "为什么选在这个位置，周边居民征求过意见吗？",
    "工期会不会影响孩子上学？",
    "受益人数是怎么算出来的？",
)
OPINIONS = (
    "这个项目群众盼了多年，建议优先安排。",
    "赞成，但要把后续管护写清楚。",
    "资金偏高，建议再核一核。",
    "选址应再听听附近居民的意见。",
    "建议分两年实施，今年先解决最急的。",
    "量化目标要写到年度，方便年底评价。",
)
FINDINGS = (
    "现场围挡不规范，存在安全隐患",
    "材料堆放占用人行道",
    "公示牌上的完工时间与承诺不一致",
    "已完成部分有返修痕迹，请核实质量",
    "施工噪声扰民，晚上十点还在干活",
)
PRAISES = ("进度符合计划，现场管理有序", "居民反映好，问询答复及时", "资金支付手续齐全")


def person_name(luck: Random) -> str:
    """A made-up name of two or three characters."""
    return luck.choice(SURNAMES) + "".join(luck.choice(GIVEN) for _ in range(luck.choice((1, 2, 2))))


def wording(need: Need, spot: str, luck: Random) -> tuple[str, str]:
    """(title, content) as one resident would put the need at that spot."""
    words = luck.choice(need.says).format(spot=spot)
    text = luck.choice(OPENINGS).format(spot=spot) + words + "。" + luck.choice(ENDINGS)
    return need.title.format(spot=spot)[:40], text
