"""Published projects and counts that the sample shows (public reports and notices; docs/domain.md#published-counts).

Money in 万元 where a report gives it, else None. Counts are ballots.
"""

from piaojue.stages.shortlist.public import ProjectType as T
from piaojue.stages.suggest.public import Category as C

Published = tuple[str, str, str, int, str]
"""title, category, type, measurable goal, its unit"""

# 呼和浩特市四区 2026 年
HOHHOT_2026: dict[str, tuple[Published, ...]] = {
    "150102": (
        ("讨思浩小学教学楼宿舍楼维修", C.EDUCATION, T.WORKS, 2, "栋"),
        ("住宅小区及商混楼消防设施维修", C.SAFETY, T.WORKS, 4, "个小区"),
        ("第一批小区屋顶防水维修", C.HOUSING, T.WORKS, 4, "个小区"),
        ("第二批小区屋顶防水维修", C.HOUSING, T.WORKS, 2, "个小区"),
        ("第三批小区屋顶防水维修", C.HOUSING, T.WORKS, 8, "个小区"),
    ),
    "150103": (
        ("老旧街区道路改造", C.TRANSPORT, T.WORKS, 6, "条"),
        ("雨污水管网改造", C.CITY, T.WORKS, 5, "公里"),
        ("中山西路商圈应急能力提升", C.SAFETY, T.PURCHASE, 1, "套"),
        ("和美乡村道路建设", C.RURAL, T.WORKS, 8, "公里"),
        ("社区党群服务中心建设", C.SERVICE, T.WORKS, 3, "处"),
    ),
    "150104": (
        ("校园安全设施提升", C.EDUCATION, T.MANY_SITE, 12, "所"),
        ("老旧小区改造", C.HOUSING, T.WORKS, 9, "个小区"),
        ("高标准农田建设", C.RURAL, T.WORKS, 2, "万亩"),
        ("农民增收玉米单产提升", C.RURAL, T.SUBSIDY, 3, "万亩"),
        ("四中南校区片区便民出行", C.TRANSPORT, T.WORKS, 2, "条"),
        ("市医院南片区断头路打通", C.TRANSPORT, T.WORKS, 1, "条"),
    ),
    "150105": (
        ("老旧电梯安全隐患整治", C.SAFETY, T.PURCHASE, 60, "部"),
        ("高层建筑消防设施整改", C.SAFETY, T.WORKS, 12, "栋"),
        ("房屋分户登记办理", C.SERVICE, T.SERVICE, 3000, "户"),
        ("回迁房建设交付", C.HOUSING, T.WORKS, 2, "个项目"),
        ("人居环境整治", C.ENVIRONMENT, T.MANY_SITE, 20, "处"),
        ("小区监控设施完善", C.SAFETY, T.PURCHASE, 400, "个"),
        ("排水管网畅通工程", C.CITY, T.WORKS, 7, "公里"),
        ("城管进社区", C.SERVICE, T.SERVICE, 60, "个社区"),
        ("一老一小服务提升", C.CARE, T.MANY_SITE, 10, "处"),
        ("管家服务进小区", C.SERVICE, T.SERVICE, 80, "个小区"),
    ),
}  # fmt: skip

# 12 candidates for 10 seats, two not adopted (南昌市 2020)
NANCHANG_2020 = (
    ("市民服务中心建设", C.SERVICE, T.WORKS, 1, "处"), ("新农村建设点整治", C.RURAL, T.MANY_SITE, 1000, "个"),
    ("老旧小区综合改造", C.HOUSING, T.WORKS, 18, "个小区"), ("燃气铸铁管改造", C.UTILITIES, T.WORKS, 58, "公里"),
    ("公交车辆更新", C.TRANSPORT, T.PURCHASE, 85, "台"), ("路灯节能改造", C.CITY, T.PURCHASE, 10000, "盏"),
    ("农村颐养之家建设", C.CARE, T.MANY_SITE, 600, "个"), ("邻里中心建设", C.SERVICE, T.MANY_SITE, 150, "个"),
    ("公厕新建", C.ENVIRONMENT, T.MANY_SITE, 326, "座"), ("基础教育学校建设", C.EDUCATION, T.WORKS, 28, "件"),
    ("社会足球场建设", C.CULTURE, T.MANY_SITE, 57, "个"), ("市图书馆延时开放与充电服务", C.CULTURE, T.POLICY, 300, "天"),
)  # fmt: skip
NANCHANG_LOSERS = {"社会足球场建设", "市图书馆延时开放与充电服务"}

# 满意 / 基本满意 / 不满意: 宁海县 2020 年项目, 222 valid ballots; the first row as printed does not add up (95 for 195)
NINGHAI_2020 = (
    ("美丽乡村建设工程", 95, 27, 0), ("农民饮用水达标提标工程", 175, 43, 4), ("农村公路改造提升工程", 161, 58, 3),
    ("高中段学校校舍改造提升工程", 187, 34, 1), ("前童镇中心小学迁建工程", 177, 44, 1),
    ("第二医院医疗健康集团总院提升改造工程", 161, 57, 4), ("区域性居家养老服务中心工程", 165, 57, 0),
    ("中心城区停车位建设工程", 145, 74, 3), ("城南消防站工程", 159, 62, 1), ("环卫基础设施提升改造工程", 168, 53, 1),
)  # fmt: skip
NINGHAI_VALID = 222

# 镇海区 2021 年, standing committee of 29
ZHENHAI_2021 = (
    ("教育惠民补短强基", 28, 1, 0), ("公共卫生服务能力提升", 20, 8, 1), ("老旧小区改造", 26, 3, 0),
    ("食品安全供应保障", 29, 0, 0), ("老年护理照料中心建设", 17, 11, 1), ("交通治堵工程", 26, 3, 0),
    ("隧道口停车场新建工程", 17, 11, 1), ("住房保障行动", 28, 1, 0),
)  # fmt: skip
ZHENHAI_MEMBERS = 29
