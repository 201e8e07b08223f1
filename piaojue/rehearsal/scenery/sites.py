"""What is drawn: one function a kind of project, at three stages of the work.

Each takes a canvas whose sky is drawn, and the stage: before, during or after the work.
"""

from collections.abc import Callable

from piaojue.rehearsal.scenery.canvas import (
    ASPHALT,
    DARK,
    DUST,
    FRESH,
    GLASS,
    GRASS,
    HORIZON,
    LEAF,
    ORANGE,
    PAVING,
    RED,
    STEEL,
    WALLS,
    WATER,
    WHITE,
    WIDE,
    Canvas,
    Colour,
    mixed,
)

BEFORE, DURING, AFTER = "before", "during", "after"
Site = Callable[[Canvas, str], None]


def roof(page: Canvas, stage: str) -> None:
    """Seen from the roof itself: old felt, new sheets half laid, a clean roof with a parapet."""
    town(page)
    base: Colour = {BEFORE: (122, 116, 108), DURING: (104, 104, 106), AFTER: (168, 84, 66)}[stage]
    page.shape([(0, 470), (WIDE, 430), (WIDE, 720), (0, 720)], base)
    page.shape([(0, 430), (WIDE, 392), (WIDE, 432), (0, 472)], mixed(base, WHITE, 0.35))
    for row in range(1, 7):
        page.line([(row * 170 - 110, 720), (row * 130, 452)], mixed(base, DARK, 0.18), 2)
    if stage == BEFORE:
        for x, y, size in ((300, 600, 90), (640, 560, 70), (520, 670, 110)):
            page.disc(x, y, size, size * 0.26, WATER)
            page.disc(x - 12, y - 4, size * 0.6, size * 0.13, mixed(WATER, WHITE, 0.35))
        for x in (140, 420, 760):
            page.line([(x, 520), (x + 40, 580), (x + 24, 640), (x + 70, 700)], DARK, 4)
    if stage == DURING:
        page.shape([(0, 560), (500, 520), (640, 720), (0, 720)], (60, 66, 72))
        for x in (560, 680, 800):
            page.disc(x, 600, 30, 30, (44, 48, 54))
            page.disc(x, 600, 10, 10, (150, 150, 150))
            page.box(x, 572, x + 70, 630, (50, 54, 60))
        page.worker(390, 610, 150)
        page.worker(250, 640, 160)
    if stage == AFTER:
        page.box(690, 470, 800, 560, (226, 222, 214))
        page.shape([(680, 470), (745, 440), (810, 470)], (188, 186, 180))
        page.line([(0, 474), (WIDE, 434)], WHITE, 8)


def house(page: Canvas, stage: str) -> None:
    """A block of flats: shabby, in scaffolding, fresh."""
    block(page, stage, floors=6)
    if stage == AFTER:
        for x in (60, 880):
            page.tree(x, 640, 190)
        page.bench(480, 660)


def block(page: Canvas, stage: str, floors: int = 6) -> None:
    """The house itself and what lies before it."""
    town(page)
    page.ground(PAVING if stage == AFTER else DUST)
    wall = page.luck.choice(FRESH if stage == AFTER else WALLS)
    page.block(170, 790, 130, 560, wall, floors)
    if stage == BEFORE:
        page.stains(190, 770, 150, 540)
        for x in (270, 560):
            page.box(x, 480, x + 54, 560, DARK)
    if stage == DURING:
        page.scaffold(160, 800, 120, 560)
        page.fence(600)
        page.worker(330, 690)
    if stage == AFTER:
        page.box(160, 122, 800, 138, mixed(wall, RED, 0.5))
        for x in (270, 560):
            page.box(x, 474, x + 60, 560, (120, 74, 56))
            page.shape([(x - 14, 474), (x + 74, 474), (x + 64, 456), (x - 4, 456)], RED)


def lift(page: Canvas, stage: str) -> None:
    """A lift added to an old house: bare stairs, a steel frame, a shaft of glass."""
    town(page)
    page.ground(PAVING if stage == AFTER else DUST)
    page.block(120, 620, 120, 570, page.luck.choice(WALLS if stage == BEFORE else FRESH), 6)
    if stage == BEFORE:
        page.stains(130, 600, 150, 540)
        for step in range(6):
            page.box(640 + step * 22, 560 - step * 22, 860, 582 - step * 22, mixed(PAVING, DARK, 0.08 * step))
        return
    for level in range(8):
        page.line([(640, 110 + level * 66), (800, 110 + level * 66)], STEEL, 6)
        if stage == DURING:
            page.line([(640, 110 + level * 66), (800, 176 + level * 66)], STEEL, 3)
    for x in (640, 800):
        page.line([(x, 100), (x, 580)], STEEL, 9)
    if stage == DURING:
        page.crane(860, 600)
        page.fence(620, 560, 960)
        page.worker(470, 680)
        return
    for level in range(7):
        page.box(648, 118 + level * 66, 792, 170 + level * 66, mixed(GLASS, WHITE, 0.3 + 0.05 * level))
    page.box(676, 320, 764, 372, (206, 210, 214))
    page.box(684, 500, 756, 580, (186, 190, 194))
    page.line([(720, 500), (720, 580)], DARK, 2)
    page.tree(880, 640, 170)


def road(page: Canvas, stage: str) -> None:
    """A street into the distance: holes and dust, dug up, new with its marks, trees and lamps."""
    town(page)
    page.ground(GRASS if stage == AFTER else DUST)
    surface = ASPHALT if stage == AFTER else (150, 138, 120) if stage == BEFORE else (118, 104, 88)
    page.shape([(440, HORIZON), (520, HORIZON), (930, 720), (30, 720)], surface)
    if stage == BEFORE:
        for x, y, size in ((470, 520, 34), (540, 590, 60), (380, 640, 86), (600, 680, 100)):
            page.disc(x, y, size, size * 0.3, (96, 84, 70))
            page.disc(x + 4, y + 3, size * 0.66, size * 0.17, WATER)
    if stage == DURING:
        page.shape([(490, HORIZON), (520, HORIZON), (930, 720), (600, 720)], (60, 62, 66))
        roller(page, 420, 600)
        for number in range(5):
            page.cone(500 + number * 34, 500 + number * 46)
        page.worker(700, 610, 120)
    if stage == AFTER:
        for near in (462, 500, 556, 630):
            far = near + 20
            half = (near - HORIZON) * 0.03
            page.shape(
                [(480 - half, near), (480 + half, near), (480 + half * 1.4, far), (480 - half * 1.4, far)], WHITE
            )
        for number, x in enumerate((360, 270, 120)):
            page.tree(x, 480 + number * 60, 110 + number * 60)
            page.lamp_post(WIDE - x, 480 + number * 60, 140 + number * 70)


def roller(page: Canvas, x: float, foot: float) -> None:
    """A road roller."""
    yellow = (228, 168, 32)
    page.box(x - 60, foot - 110, x + 60, foot - 40, yellow)
    page.box(x - 20, foot - 170, x + 50, foot - 108, mixed(yellow, WHITE, 0.2))
    page.box(x - 8, foot - 160, x + 38, foot - 118, GLASS)
    page.disc(x - 70, foot - 34, 40, 40, STEEL)
    page.disc(x + 62, foot - 30, 32, 32, DARK)


def pipes(page: Canvas, stage: str) -> None:
    """Under a street: standing water, a trench with pipes, a dry street with its covers."""
    town(page)
    page.block(40, 300, 190, HORIZON + 30, page.luck.choice(WALLS), 5)
    page.ground(ASPHALT if stage != DURING else DUST)
    if stage == BEFORE:
        for x, y, size in ((420, 560, 300), (700, 650, 260)):
            page.disc(x, y, size, size * 0.22, WATER)
            page.disc(x - 40, y - 8, size * 0.6, size * 0.1, mixed(WATER, WHITE, 0.3))
        page.box(560, 520, 600, 532, (70, 74, 60))
    if stage == DURING:
        page.shape([(400, HORIZON + 20), (540, HORIZON + 20), (760, 720), (240, 720)], (92, 70, 52))
        page.shape([(420, HORIZON + 20), (520, HORIZON + 20), (690, 720), (310, 720)], (70, 52, 40))
        for number, x in enumerate((380, 470, 560)):
            page.shape([(452 + number * 12, 470), (466 + number * 12, 470), (x + 66, 720), (x, 720)], (44, 96, 150))
        page.fence(520, 640, 960)
        page.worker(200, 640, 130)
    if stage == AFTER:
        for x, y in ((300, 590), (600, 540), (700, 660)):
            page.disc(x, y, 44, 15, (52, 54, 58))
            page.disc(x, y, 36, 11, (104, 106, 110))
        page.shape([(0, 486), (WIDE, 470), (WIDE, 500), (0, 520)], PAVING)
        page.tree(820, 486, 170)
        page.tree(400, 480, 120)


def school(page: Canvas, stage: str) -> None:
    """A school or a clinic: a long house with a yard."""
    town(page)
    page.ground({BEFORE: DUST, DURING: DUST, AFTER: (176, 92, 74)}[stage])
    wall = page.luck.choice(WALLS) if stage == BEFORE else page.luck.choice(FRESH)
    page.block(90, 870, 220, 520, wall, 4)
    page.box(420, 190, 540, 520, mixed(wall, WHITE, 0.3))
    page.box(444, 430, 516, 520, GLASS)
    if stage == BEFORE:
        page.stains(100, 860, 240, 500)
    if stage == DURING:
        page.scaffold(80, 880, 210, 520)
        page.crane(140, 560)
        page.fence(580)
    if stage == AFTER:
        page.box(90, 208, 870, 222, RED)
        page.line([(480, 190), (480, 80)], STEEL, 4)
        page.box(482, 82, 536, 118, RED)
        for lane in range(4):
            page.line([(0, 580 + lane * 40), (WIDE, 566 + lane * 46)], WHITE, 3)
        page.tree(60, 560, 160)
        page.tree(900, 560, 160)


def clinic(page: Canvas, stage: str) -> None:
    """A clinic: the same house, white, with its cross."""
    school(page, stage)
    if stage == AFTER:
        page.box(430, 240, 530, 340, WHITE)
        page.box(468, 252, 492, 328, RED)
        page.box(442, 278, 518, 302, RED)


def stop(page: Canvas, stage: str) -> None:
    """A bus stop: a pole in the dust, a frame, a shelter with a bus."""
    town(page)
    page.ground(ASPHALT)
    page.shape([(0, 470), (WIDE, 470), (WIDE, 560), (0, 590)], PAVING if stage == AFTER else DUST)
    if stage == BEFORE:
        page.line([(460, 560), (460, 330)], STEEL, 7)
        page.box(430, 300, 520, 370, mixed(RED, WHITE, 0.4))
        page.disc(620, 540, 70, 14, WATER)
        return
    page.box(240, 300, 660, 322, RED if stage == AFTER else STEEL)
    for x in (260, 640):
        page.box(x, 320, x + 10, 560, STEEL)
    if stage == DURING:
        page.fence(600, 180, 760)
        page.worker(450, 556, 130)
        return
    page.box(272, 336, 560, 540, mixed(GLASS, WHITE, 0.55))
    page.bench(400, 560)
    bus(page, 700, 660)


def bus(page: Canvas, x: float, foot: float) -> None:
    green = (44, 136, 104)
    page.box(x - 170, foot - 190, x + 230, foot - 24, green)
    page.box(x - 170, foot - 84, x + 230, foot - 66, WHITE)
    for window in range(5):
        page.box(x - 156 + window * 76, foot - 172, x - 92 + window * 76, foot - 100, mixed(GLASS, WHITE, 0.35))
    for wheel in (-90, 150):
        page.disc(x + wheel, foot - 22, 28, 28, DARK)
        page.disc(x + wheel, foot - 22, 12, 12, STEEL)


def parking(page: Canvas, stage: str) -> None:
    """Cars on a waste ground, a site, bays with marks."""
    town(page)
    page.block(40, 420, 160, 470, page.luck.choice(WALLS), 6)
    page.ground(ASPHALT if stage == AFTER else DUST)
    if stage == DURING:
        page.fence(560)
        roller(page, 640, 690)
        return
    if stage == AFTER:
        for number in range(7):
            page.line([(120 + number * 120, 520), (40 + number * 150, 700)], WHITE, 5)
        page.box(760, 400, 830, 500, (44, 96, 160))
        page.line([(795, 500), (795, 600)], STEEL, 6)
    for number in range(4 if stage == AFTER else 6):
        x = 160 + number * 200 if stage == AFTER else page.luck.uniform(80, 860)
        y = 610 if stage == AFTER else page.luck.uniform(520, 690)
        car(page, x, y, page.luck.choice((RED, WHITE, (60, 70, 90), (140, 150, 160))))


def car(page: Canvas, x: float, foot: float, paint: Colour) -> None:
    page.shape(
        [(x - 34, foot - 62), (x + 30, foot - 62), (x + 52, foot - 34), (x - 52, foot - 34)], mixed(paint, DARK, 0.3)
    )
    page.shape([(x - 30, foot - 58), (x + 26, foot - 58), (x + 42, foot - 36), (x - 42, foot - 36)], GLASS)
    page.box(x - 70, foot - 38, x + 70, foot - 12, paint)
    for wheel in (-42, 42):
        page.disc(x + wheel, foot - 10, 14, 14, DARK)


def park(page: Canvas, stage: str) -> None:
    """A waste ground that becomes a playground."""
    town(page)
    page.ground(GRASS if stage == AFTER else DUST)
    if stage == BEFORE:
        for _ in range(26):
            x, y = page.luck.uniform(40, 920), page.luck.uniform(500, 690)
            rubbish = page.luck.choice(((120, 110, 100), (160, 150, 140), (90, 84, 78)))
            page.shape([(x, y), (x + 26, y - 12), (x + 44, y + 6), (x + 10, y + 12)], rubbish)
        return
    if stage == DURING:
        page.shape([(180, 560), (700, 540), (860, 680), (80, 700)], (150, 120, 90))
        page.fence(520)
        page.worker(300, 640, 130)
        page.worker(620, 660, 140)
        return
    page.shape([(150, 600), (760, 570), (900, 700), (60, 716)], (206, 120, 84))
    page.shape([(360, 610), (380, 450), (400, 450), (420, 610)], (60, 120, 180))
    page.shape([(400, 450), (440, 450), (590, 640), (540, 650)], (236, 190, 48))
    page.box(350, 440, 450, 456, RED)
    for x, tall in ((90, 200), (820, 230), (680, 150)):
        page.tree(x, 570, tall)
    page.bench(230, 620)


def centre(page: Canvas, stage: str) -> None:
    """A small public house on a street: a canteen for the old, a service point, a toilet."""
    town(page)
    page.ground(PAVING if stage == AFTER else DUST)
    wall = page.luck.choice(WALLS) if stage == BEFORE else page.luck.choice(FRESH)
    page.box(150, 260, 810, 570, wall)
    for x in (190, 350, 640):
        page.box(x, 350, x + 110, 500, GLASS if stage == AFTER else mixed(GLASS, DARK, 0.5))
    page.box(500, 350, 600, 570, (120, 80, 60) if stage == AFTER else DARK)
    page.box(150, 270, 810, 330, RED if stage == AFTER else mixed(wall, DARK, 0.25))
    if stage == BEFORE:
        page.stains(160, 800, 340, 560)
    if stage == DURING:
        page.scaffold(140, 820, 250, 570)
        page.fence(630)
    if stage == AFTER:
        for number in range(8):
            page.box(300 + number * 46, 288, 328 + number * 46, 314, (252, 226, 160))
        page.shape([(480, 570), (620, 570), (680, 620), (420, 620)], mixed(PAVING, WHITE, 0.3))
        page.line([(640, 612), (640, 560), (760, 530)], STEEL, 5)
        page.tree(90, 610, 190)
        page.tree(880, 610, 180)


def village(page: Canvas, stage: str) -> None:
    """Fields and low houses: bare, being worked on, green with channels."""
    soil = {BEFORE: (180, 160, 122), DURING: (150, 118, 84), AFTER: (116, 150, 78)}[stage]
    page.ground(soil)
    for number in range(5):
        x = 80 + number * 190
        page.box(x, 380, x + 120, HORIZON + 4, page.luck.choice(WALLS))
        page.shape([(x - 10, 382), (x + 60, 340), (x + 130, 382)], (150, 80, 66) if stage == AFTER else (120, 104, 92))
    for row in range(-6, 12):
        page.line([(row * 90, 720), (360 + row * 30, HORIZON + 20)], mixed(soil, DARK, 0.2), 5)
    if stage == DURING:
        page.shape([(560, HORIZON + 20), (600, HORIZON + 20), (900, 720), (740, 720)], (92, 74, 58))
        roller(page, 330, 640)
        page.worker(600, 620, 120)
    if stage == AFTER:
        page.shape([(560, HORIZON + 20), (580, HORIZON + 20), (860, 720), (760, 720)], WATER)
        for x, tall in ((60, 150), (880, 170), (300, 100)):
            page.tree(x, 480, tall)


def street(page: Canvas, stage: str) -> None:
    """What stands on a pole: lamps, cameras, traffic lights; a fire cabinet beside."""
    road(page, AFTER if stage == AFTER else BEFORE)
    if stage == BEFORE:
        page.line([(250, 660), (262, 300)], (120, 96, 72), 9)
        page.line([(262, 320), (700, 250)], DARK, 2)
        return
    page.line([(250, 660), (250, 180)], STEEL, 10)
    if stage == DURING:
        page.shape([(330, 690), (360, 690), (360, 260), (330, 300)], ORANGE)
        page.box(290, 230, 390, 290, ORANGE)
        page.worker(340, 244, 90)
        page.cone(470, 680)
        page.cone(160, 680)
        return
    page.line([(250, 190), (470, 180)], STEEL, 7)
    page.box(430, 188, 468, 290, (40, 44, 48))
    for at, light in enumerate(((206, 60, 50), (226, 176, 50), (60, 190, 110))):
        page.disc(449, 208 + at * 32, 12, 12, light)
    page.box(236, 330, 300, 366, WHITE)
    page.box(190, 560, 240, 660, RED)


def counter(page: Canvas, stage: str) -> None:
    """A hall with counters, for what is done and not built."""
    page.box(0, 0, WIDE, 720, (232, 226, 214) if stage == AFTER else (204, 198, 188))
    page.shape([(0, 520), (WIDE, 520), (WIDE, 720), (0, 720)], (196, 180, 160))
    for number in range(5):
        page.box(60 + number * 180, 40, 190 + number * 180, 60, WHITE if stage == AFTER else (176, 172, 160))
    page.box(80, 380, 880, 540, (150, 110, 76) if stage == AFTER else (130, 120, 108))
    page.box(80, 370, 880, 388, mixed((150, 110, 76), WHITE, 0.4))
    for number in range(4):
        x = 140 + number * 190
        if stage == DURING:
            page.box(x, 240, x + 110, 372, (186, 160, 120))
        else:
            page.box(x, 280, x + 110, 372, mixed(GLASS, WHITE, 0.5))
            page.disc(x + 55, 320, 26, 28, (206, 166, 136))
            page.box(x + 16, 346, x + 94, 372, (52, 84, 130))
        if stage == AFTER:
            page.box(x, 200, x + 110, 240, RED)
    for number in range({BEFORE: 7, DURING: 1, AFTER: 3}[stage]):
        x = 120 + number * 118
        coat = page.luck.choice(((80, 90, 110), (150, 90, 80), (90, 120, 100)))
        page.disc(x, 490, 30, 32, (70, 58, 50))
        page.box(x - 46, 520, x + 46, 690, coat)


def town(page: Canvas) -> None:
    """Houses far off, and trees before them."""
    for _ in range(11):
        x, tall = page.luck.uniform(-20, 940), page.luck.uniform(30, 150)
        far = mixed(page.luck.choice(WALLS), (150, 172, 190), 0.55)
        page.block(x, x + page.luck.uniform(40, 90), HORIZON - tall, HORIZON, far, max(2, int(tall // 22)))
    for number in range(17):
        size = page.luck.uniform(16, 34)
        page.disc(number * 62, HORIZON + 2, size, size * 0.7, mixed(LEAF, (150, 172, 160), 0.35))


SITES: tuple[tuple[tuple[str, ...], Site], ...] = (
    (("屋顶", "防水"), roof),
    (("电梯",), lift),
    (("管网", "排水", "供水", "燃气", "铸铁管", "饮用水", "自来水", "暖气", "供热"), pipes),
    (("公交", "站台"), stop),
    (("停车", "充电"), parking),
    (("校", "教学楼", "幼儿", "托育"), school),
    (("卫生", "医", "诊"), clinic),
    (("路灯", "红绿灯", "监控", "消防", "应急", "安全"), street),
    (("老旧小区", "回迁房", "楼", "住房", "小区"), house),
    (("公园", "广场", "健身", "足球", "环境", "绿地"), park),
    (("农田", "农村", "乡村", "玉米", "村庄"), village),
    (("路", "街", "出行", "桥"), road),
    (("登记", "办理", "培训", "管家", "更新", "服务提升", "补贴"), counter),
    (("公厕", "食堂", "助餐", "中心", "之家", "服务"), centre),
)
"""Words of a title → what is drawn; the first that is found."""


def site_of(title: str) -> Site:
    """What a project of this title looks like."""
    return next((site for words, site in SITES if any(word in title for word in words)), centre)
