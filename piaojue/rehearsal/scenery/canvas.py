"""What every drawn picture has: a canvas of 960 × 720 drawn twice as large, weather, ground, houses, trees, works."""

from collections.abc import Sequence
from random import Random

from PIL import Image, ImageDraw

WIDE, HIGH, FINE = 960, 720, 2
HORIZON = 440
Colour = tuple[int, int, int]
Point = tuple[float, float]

SKIES: tuple[tuple[Colour, Colour], ...] = (
    ((112, 168, 214), (216, 232, 240)),
    ((150, 182, 204), (228, 230, 226)),
    ((96, 156, 210), (240, 226, 200)),
    ((170, 186, 198), (222, 224, 222)),
)
WALLS: tuple[Colour, ...] = ((214, 190, 158), (196, 176, 160), (222, 206, 178), (188, 170, 150), (206, 184, 172))
FRESH: tuple[Colour, ...] = ((236, 216, 176), (226, 196, 160), (216, 224, 220), (240, 226, 200), (206, 218, 226))
GLASS, DARK, STEEL, ORANGE, NET = (104, 138, 158), (66, 64, 62), (128, 132, 136), (232, 128, 38), (76, 142, 104)
ASPHALT, DUST, GRASS, LEAF, PAVING = (84, 86, 90), (176, 158, 130), (126, 156, 92), (82, 128, 72), (196, 190, 180)
RED, WHITE, WATER = (190, 52, 44), (246, 246, 242), (130, 160, 176)


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """A colour between two. share: of the second, 0–1."""
    return (
        round(first[0] + (second[0] - first[0]) * share),
        round(first[1] + (second[1] - first[1]) * share),
        round(first[2] + (second[2] - first[2]) * share),
    )


class Canvas:
    """One picture being drawn. Positions in units of 960 × 720 from the upper left corner.

    luck: of the place, the same for all its pictures; weather: of the day
    """

    def __init__(self, luck: Random, weather: Random | None = None) -> None:
        self.luck, self.weather = luck, weather or luck
        self.image = Image.new("RGB", (WIDE * FINE, HIGH * FINE))
        self.draw = ImageDraw.Draw(self.image)

    def box(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        self.draw.rectangle([side * FINE for side in (left, top, right, bottom)], fill=fill)

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        self.draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float = 3) -> None:
        self.draw.line([(x * FINE, y * FINE) for x, y in points], fill=fill, width=round(width * FINE), joint="curve")

    def disc(self, x: float, y: float, wide: float, high: float, fill: Colour) -> None:
        self.draw.ellipse([side * FINE for side in (x - wide, y - high, x + wide, y + high)], fill=fill)

    def sky(self) -> None:
        """Weather, and the hills that lie north of the town."""
        above, below = self.weather.choice(SKIES)
        for step in range(44):
            self.box(0, step * 10, WIDE, step * 10 + 10, mixed(above, below, step / 43))
        hills: list[Point] = [(0, HORIZON)]
        hills += [(x * 120, HORIZON - 50 - self.luck.random() * 70) for x in range(9)]
        self.shape([*hills, (WIDE, HORIZON)], mixed(below, (86, 108, 128), 0.5))

    def ground(self, fill: Colour) -> None:
        for step in range(14):
            self.box(0, HORIZON + step * 20, WIDE, HORIZON + step * 20 + 20, mixed(fill, DARK, step * 0.012))

    def tree(self, x: float, foot: float, tall: float, fill: Colour = LEAF) -> None:
        self.disc(x + tall * 0.16, foot, tall * 0.34, tall * 0.05, mixed(GRASS, DARK, 0.45))
        self.line([(x, foot), (x, foot - tall * 0.6)], (98, 78, 60), tall * 0.07)
        for across, up, size in ((0, 0.72, 0.3), (-0.18, 0.56, 0.22), (0.19, 0.58, 0.22), (0.05, 0.88, 0.2)):
            shade = mixed(fill, (30, 60, 30), 0.25 * self.luck.random())
            self.disc(x + across * tall, foot - up * tall, size * tall, size * tall * 0.9, shade)

    def block(self, left: float, right: float, top: float, foot: float, wall: Colour, floors: int = 6) -> None:
        """A house with rows of windows, lit from the left."""
        self.box(left, top, right, foot, wall)
        self.box(right - (right - left) * 0.08, top, right, foot, mixed(wall, DARK, 0.18))
        high, wide = (foot - top) / floors, (right - left) / max(2, round((right - left) / 62))
        for floor in range(floors):
            at = left
            while at + wide * 0.9 <= right:
                lit = mixed(GLASS, WHITE, 0.35 * self.luck.random())
                box = (at + wide * 0.22, top + (floor + 0.25) * high, at + wide * 0.72, top + (floor + 0.78) * high)
                self.box(*box, lit)
                self.line([(box[0], box[3]), (box[2], box[3])], mixed(wall, WHITE, 0.5), 2)
                at += wide

    def stains(self, left: float, right: float, top: float, foot: float) -> None:
        """What years have done to a wall."""
        for _ in range(9):
            x, y = self.luck.uniform(left, right), self.luck.uniform(top, foot - 60)
            run = [(x, y), (x + self.luck.uniform(-14, 14), y + 30), (x + self.luck.uniform(-18, 18), y + 62)]
            self.line(run, (112, 98, 84), 2)
            self.disc(x, y, self.luck.uniform(8, 26), self.luck.uniform(6, 16), (150, 132, 112))

    def scaffold(self, left: float, right: float, top: float, foot: float) -> None:
        """Poles, planks and the green net."""
        step, at = 46, left
        while at <= right:
            self.line([(at, top), (at, foot)], STEEL, 3)
            at += step
        for level in range(int(top), int(foot), 58):
            self.line([(left - 6, level), (right + 6, level)], STEEL, 3)
            self.line([(left - 6, level + 5), (right + 6, level + 5)], (170, 134, 84), 3)
        for number in range(int((right - left) // step)):
            if self.luck.random() < 0.55:
                near = left + number * step
                self.box(near + 3, top + (foot - top) * 0.35, near + step - 3, foot - 4, NET)

    def fence(self, foot: float, left: float = 0, right: float = WIDE) -> None:
        """The hoarding of a site, and cones before it."""
        self.box(left, foot - 74, right, foot, (58, 118, 168))
        for at in range(int(left), int(right), 96):
            self.box(at, foot - 78, at + 5, foot + 2, WHITE)
        self.box(left, foot - 22, right, foot - 12, WHITE)
        for number in range(4):
            self.cone(left + (right - left) * (0.14 + number * 0.24), foot + 66 + number % 2 * 24)

    def cone(self, x: float, foot: float) -> None:
        self.shape([(x - 16, foot), (x, foot - 44), (x + 16, foot)], ORANGE)
        self.shape([(x - 10, foot - 14), (x - 5, foot - 28), (x + 5, foot - 28), (x + 10, foot - 14)], WHITE)
        self.box(x - 20, foot - 3, x + 20, foot + 3, DARK)

    def crane(self, x: float, foot: float) -> None:
        yellow = (222, 168, 36)
        self.line([(x, foot), (x, 90)], yellow, 9)
        self.line([(x - 90, 110), (x + 330, 96)], yellow, 7)
        self.line([(x, 56), (x + 300, 96)], yellow, 3)
        self.line([(x, 56), (x - 80, 108)], yellow, 3)
        self.line([(x, 56), (x, 100)], yellow, 7)
        self.line([(x + 240, 100), (x + 240, 240)], DARK, 2)
        self.box(x + 214, 240, x + 266, 262, STEEL)

    def worker(self, x: float, foot: float, tall: float = 96) -> None:
        """Somebody in a helmet and a vest, seen from afar."""
        self.box(x - tall * 0.1, foot - tall * 0.42, x - tall * 0.01, foot, (52, 60, 80))
        self.box(x + tall * 0.02, foot - tall * 0.42, x + tall * 0.11, foot, (52, 60, 80))
        self.box(x - tall * 0.14, foot - tall * 0.8, x + tall * 0.14, foot - tall * 0.4, ORANGE)
        self.box(x - tall * 0.14, foot - tall * 0.62, x + tall * 0.14, foot - tall * 0.56, (238, 230, 120))
        self.disc(x, foot - tall * 0.88, tall * 0.09, tall * 0.1, (206, 166, 136))
        self.draw.pieslice(
            [side * FINE for side in (x - tall * 0.12, foot - tall * 1.02, x + tall * 0.12, foot - tall * 0.8)],
            180,
            360,
            fill=(236, 200, 40),
        )

    def bench(self, x: float, foot: float) -> None:
        self.box(x - 60, foot - 34, x + 60, foot - 26, (150, 106, 66))
        self.box(x - 60, foot - 58, x + 60, foot - 46, (150, 106, 66))
        for leg in (-48, 44):
            self.box(x + leg, foot - 28, x + leg + 6, foot, DARK)

    def lamp_post(self, x: float, foot: float, tall: float) -> None:
        self.line([(x, foot), (x, foot - tall)], STEEL, 6)
        self.line([(x, foot - tall), (x + tall * 0.26, foot - tall - 8)], STEEL, 5)
        self.box(x + tall * 0.2, foot - tall - 12, x + tall * 0.34, foot - tall - 3, (250, 236, 180))

    def finished(self) -> Image.Image:
        """The picture in its own size, lines smooth."""
        return self.image.reduce(FINE)
