"""Plain wishes whose field nobody doubts: what is learned of a place's decisions must not forget them.

They were written for this check alone, in words that people use. A place may decide a few of them otherwise (FORGIVEN).
"""

FORGIVEN = 4
"""Plain wishes that a place may give to another field than the taxonomy's words do; more of them mean that it learned nonsense."""

_BY_FIELD = {
    "education": "孩子上小学没有学位|幼儿园离家太远|学校操场坑坑洼洼|希望开课后托管班",
    "health": "村卫生室没有医生|看病排队太久|社区医院缺儿科医生|希望给老年人免费体检",
    "care": "社区办个老年食堂|敬老院床位不够|缺少托育班|希望有日间照料中心",
    "security": "低保怎么申请|退休金没有到账|医保报销比例太低|参保手续太麻烦",
    "jobs": "工地拖欠工资|想参加技能培训找工作|希望办零工市场|大学生就业难",
    "housing": "老旧小区加装电梯|物业不管事|房产证一直没办下来|楼顶漏水没人修",
    "transport": "公交车班次太少|小区门口停车难|路口没有红绿灯|断头路什么时候打通",
    "environment": "垃圾站臭味大|公厕太脏|工地夜间施工噪音扰民|旱厕改造",
    "food": "菜市场卖变质肉|饭店食品卫生不好|超市卖过期食品|药店卖假药",
    "culture": "小区没有健身器材|想建一个篮球场|图书馆开放时间太短|希望多办文化活动",
    "safety": "消防通道被占|路段需要安装监控摄像头|电动车飞线充电有火灾隐患|汛期内涝怎么防",
    "city": "路灯坏了没人修|井盖破了|下雨路面积水|公园绿化没人管",
    "rural": "水渠坏了浇不上地|通村路没有硬化|合作社缺冷库|机井不出水农田旱了",
    "utilities": "家里暖气不热|自来水经常停水|小区总停电|天然气什么时候通",
    "ecology": "河道采砂没人管|湿地被填|草原退化要禁牧|有人砍伐林地",
    "service": "办证窗口排队|身份证办理要跑几趟|落户要哪些材料|政务大厅周末不开门",
    "disability": "盲道被占用|轮椅没有坡道|残疾证怎么办|缺少康复器材",
    "digital": "村里手机信号差|宽带装不上|小程序老人不会用|没有5g基站",
}
PLAIN: tuple[tuple[str, str], ...] = tuple(
    (text, field) for field, texts in _BY_FIELD.items() for text in texts.split("|")
)
"""(wish, key of its field)"""
