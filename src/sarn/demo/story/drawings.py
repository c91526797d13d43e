"""Pictures of the story, drawn here: simple, and said to be drawn wherever they are shown.

Nobody is on them who lives; their alternative texts begin with «ภาพวาดประกอบ».
"""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw, ImageFilter

_SIZE = (1280, 854)
_GROUND = 560
_SHIRTS = ("#2f6f8f", "#b5532f", "#5b7f3a", "#8a4f7d", "#c9962b", "#3f5f9f")
_SKIN = "#a8744f"

Draw = ImageDraw.ImageDraw


def png(name: str) -> bytes:
    """The picture of this name (`SCENES`), the same at every call."""
    image = Image.new("RGB", _SIZE, "#cfe6f2")
    SCENES[name](image, ImageDraw.Draw(image), Random(name))
    out = io.BytesIO()
    image.filter(ImageFilter.SMOOTH).save(out, "PNG", compress_level=1)
    return out.getvalue()


def _land(draw: Draw, sky: tuple[str, str], ground: str) -> None:
    top, bottom = (tuple(int(one[at : at + 2], 16) for at in (1, 3, 5)) for one in sky)
    for y in range(_GROUND):
        share = y / _GROUND
        colour = tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True))
        draw.line([(0, y), (_SIZE[0], y)], fill=colour)
    draw.rectangle([0, _GROUND, *_SIZE], fill=ground)


def _day(draw: Draw) -> None:
    _land(draw, ("#8cc4e6", "#e8f3f4"), "#b9a06a")
    draw.ellipse([1040, 60, 1150, 170], fill="#f7d774")
    for left, height in ((-80, 150), (260, 210), (620, 170), (950, 200)):
        draw.ellipse([left, _GROUND - height, left + 520, _GROUND + height], fill="#7fa36b")
    draw.rectangle([0, _GROUND, *_SIZE], fill="#b9a06a")


def _person(draw: Draw, x: int, feet: int, tall: int, shirt: str, *, bends: int = 0) -> None:
    """Somebody standing at (x, feet), so many pixels tall; `bends` leans forward to that side."""
    head, hip = tall // 7, feet - tall * 45 // 100
    shoulder = (x + bends, feet - tall * 80 // 100)
    for side in (-1, 1):
        draw.line([(x, hip), (x + side * tall // 9, feet)], fill="#33404d", width=tall // 12)
    draw.line([(x, hip), shoulder], fill=shirt, width=tall // 5)
    draw.line([shoulder, (shoulder[0] + bends + tall // 6, hip)], fill=_SKIN, width=tall // 18)
    draw.line([shoulder, (shoulder[0] + bends - tall // 6, hip)], fill=_SKIN, width=tall // 18)
    top = (shoulder[0] + bends // 3, shoulder[1] - head)
    draw.ellipse([top[0] - head, top[1] - head, top[0] + head, top[1] + head], fill=_SKIN)
    draw.pieslice([top[0] - head, top[1] - head - 2, top[0] + head, top[1] + head], 180, 360, fill="#2b211c")


def _crowd(draw: Draw, rng: Random, count: int, left: int, right: int, feet: int, tall: int) -> None:
    for number in range(count):
        x = left + (right - left) * number // max(count - 1, 1)
        _person(draw, x, feet + rng.randint(-14, 14), tall + rng.randint(-16, 16), rng.choice(_SHIRTS))


def _house(draw: Draw, x: int, base: int, wide: int) -> None:
    tall = wide * 6 // 10
    for leg in (x + 12, x + wide - 24):
        draw.rectangle([leg, base - tall // 3, leg + 12, base], fill="#6b4f35")
    draw.rectangle([x, base - tall, x + wide, base - tall // 3], fill="#c9a876")
    draw.polygon(
        [(x - 24, base - tall), (x + wide // 2, base - tall * 16 // 10), (x + wide + 24, base - tall)],
        fill="#8c4a34",
    )
    draw.rectangle([x + wide // 3, base - tall * 8 // 10, x + wide // 2, base - tall // 3], fill="#5d4630")


def _temple(draw: Draw, x: int, base: int, gold: str, wall: str) -> None:
    draw.rectangle([x, base - 150, x + 300, base], fill=wall)
    for lift, inset in ((0, -30), (70, 20), (130, 75)):
        draw.polygon(
            [
                (x + inset, base - 150 - lift),
                (x + 150, base - 290 - lift),
                (x + 300 - inset, base - 150 - lift),
            ],
            fill=gold,
        )
    draw.rectangle([x + 125, base - 90, x + 175, base], fill="#4b2a1e")


def _tank(draw: Draw, x: int, base: int) -> None:
    for leg in (x, x + 150):
        draw.rectangle([leg, base - 250, leg + 16, base], fill="#7c8790")
    draw.line([(x + 8, base - 20), (x + 158, base - 230)], fill="#7c8790", width=8)
    draw.rectangle([x - 30, base - 268, x + 196, base - 248], fill="#5e6971")
    draw.rounded_rectangle([x - 12, base - 420, x + 178, base - 268], 26, fill="#2e7fb0")
    draw.ellipse([x - 12, base - 446, x + 178, base - 398], fill="#4c9ccc")


def _spade(draw: Draw, x: int, feet: int) -> None:
    draw.line([(x, feet - 120), (x + 56, feet - 6)], fill="#7a5a38", width=8)
    draw.polygon([(x + 44, feet - 20), (x + 76, feet - 14), (x + 66, feet + 22)], fill="#6d7780")


def _dark_road(image: Image.Image, draw: Draw, rng: Random) -> None:
    _land(draw, ("#0b1026", "#27304f"), "#1c2118")
    for _ in range(90):
        x, y = rng.randrange(_SIZE[0]), rng.randrange(420)
        draw.ellipse([x, y, x + 3, y + 3], fill="#dfe4f2")
    _temple(draw, 820, 600, "#6b5526", "#4c4a44")
    draw.polygon([(520, _GROUND), (640, _GROUND), (1000, _SIZE[1]), (120, _SIZE[1])], fill="#2b2d31")
    draw.rectangle([330, 250, 344, 640], fill="#3c3f45")
    draw.line([(337, 256), (420, 240)], fill="#3c3f45", width=10)
    draw.ellipse([404, 232, 452, 256], fill="#55585e")  # a lamp that does not burn
    _person(draw, 600, 760, 210, "#39424f")


def _forum(image: Image.Image, draw: Draw, rng: Random) -> None:
    draw.rectangle([0, 0, *_SIZE], fill="#efe3cd")
    draw.rectangle([0, 640, *_SIZE], fill="#b98f5f")
    for post in (60, 1180):
        draw.rectangle([post, 0, post + 40, 640], fill="#8b6a45")
    draw.rounded_rectangle([440, 90, 860, 400], 12, fill="#ffffff", outline="#6d6d6d", width=8)
    for row, (wide, colour) in enumerate(((240, "#2e7fb0"), (150, "#c9962b"), (122, "#8a4f7d"))):
        draw.rectangle([500, 150 + row * 76, 500 + wide, 190 + row * 76], fill=colour)
    _person(draw, 950, 610, 250, "#b5532f")
    for line in range(3):
        _crowd(draw, rng, 9 + line, 90 - line * 20, 1190 + line * 20, 720 + line * 62, 150 + line * 16)


def _trench(image: Image.Image, draw: Draw, rng: Random) -> None:
    _day(draw)
    _house(draw, 150, 570, 210)
    draw.polygon([(0, 740), (_SIZE[0], 610), (_SIZE[0], 668), (0, 820)], fill="#6b4a2b")
    draw.line([(0, 782), (_SIZE[0], 640)], fill="#2e7fb0", width=16)
    for number in range(6):
        x, feet = 170 + number * 190, 722 - number * 20
        _person(draw, x, feet, 210, rng.choice(_SHIRTS), bends=26)
        _spade(draw, x + 44, feet)
    for number in range(5):
        draw.ellipse(
            [60 + number * 250, 800 - number * 22, 200 + number * 250, 860 - number * 22], fill="#8a6234"
        )


def _pipe(image: Image.Image, draw: Draw, rng: Random) -> None:
    _day(draw)
    _house(draw, 930, 590, 240)
    draw.rectangle([0, 690, _SIZE[0], 760], fill="#6b4a2b")
    for number in range(7):
        draw.rounded_rectangle([number * 190 - 20, 708, number * 190 + 160, 738], 12, fill="#3f8fc0")
    _person(draw, 360, 700, 230, "#5b7f3a", bends=34)
    _person(draw, 620, 700, 220, "#8a4f7d", bends=-30)
    _person(draw, 800, 690, 230, "#c9962b")


def _rig(image: Image.Image, draw: Draw, rng: Random) -> None:
    _day(draw)
    draw.polygon([(560, 680), (640, 120), (720, 680)], outline="#4c5760", width=14)
    for row in range(5):
        y = 220 + row * 95
        draw.line([(640 - row * 17 - 12, y), (640 + row * 17 + 12, y + 48)], fill="#4c5760", width=8)
    draw.rectangle([632, 120, 648, 720], fill="#2f383f")
    draw.rectangle([800, 560, 1080, 680], fill="#c9962b")
    for wheel in (850, 1020):
        draw.ellipse([wheel - 40, 650, wheel + 40, 730], fill="#2b2b2b")
    draw.ellipse([560, 690, 720, 740], fill="#7a5430")
    _person(draw, 440, 730, 230, "#2f6f8f", bends=20)
    _person(draw, 330, 740, 220, "#b5532f")


def _water_tower(image: Image.Image, draw: Draw, rng: Random) -> None:
    _day(draw)
    _tank(draw, 560, 690)
    draw.rectangle([760, 610, 900, 700], fill="#d7c6a1")
    draw.polygon([(745, 610), (830, 560), (915, 610)], fill="#8c4a34")
    draw.line([(738, 660), (760, 660)], fill="#2e7fb0", width=12)
    _house(draw, 130, 640, 230)
    _crowd(draw, rng, 3, 330, 500, 760, 220)


def _tap(image: Image.Image, draw: Draw, rng: Random) -> None:
    _day(draw)
    _house(draw, 60, 640, 300)
    draw.rectangle([620, 430, 644, 720], fill="#5e6971")
    draw.line([(632, 440), (720, 440)], fill="#5e6971", width=20)
    draw.line([(714, 440), (714, 480)], fill="#5e6971", width=16)
    draw.line([(714, 486), (714, 640)], fill="#5fb0dc", width=14)
    draw.polygon([(650, 640), (780, 640), (764, 740), (666, 740)], fill="#b5532f")
    draw.ellipse([650, 624, 780, 656], fill="#8fd0ef")
    _person(draw, 880, 740, 250, "#5b7f3a", bends=-26)
    _person(draw, 1030, 740, 170, "#c9962b")


def _committee(image: Image.Image, draw: Draw, rng: Random) -> None:
    draw.rectangle([0, 0, *_SIZE], fill="#e7efe6")
    draw.rectangle([0, 600, *_SIZE], fill="#a88763")
    draw.rounded_rectangle([110, 120, 420, 360], 10, fill="#ffffff", outline="#6d6d6d", width=6)
    for row in range(4):
        draw.line([(150, 175 + row * 46), (380 - row * 30, 175 + row * 46)], fill="#6d7780", width=10)
    _crowd(draw, rng, 7, 480, 1160, 640, 230)
    draw.polygon([(420, 620), (1200, 620), (1270, 760), (350, 760)], fill="#7a5a38")


def _pond(image: Image.Image, draw: Draw, rng: Random) -> None:
    _day(draw)
    draw.ellipse([120, 600, 900, 820], fill="#8a6234")
    draw.ellipse([190, 640, 830, 800], fill="#5f9fb8")
    draw.rectangle([900, 540, 1120, 640], fill="#d59b2c")
    draw.line([(940, 560), (800, 470), (720, 600)], fill="#d59b2c", width=22)
    for wheel in (940, 1080):
        draw.ellipse([wheel - 36, 610, wheel + 36, 682], fill="#2b2b2b")


def _jars(image: Image.Image, draw: Draw, rng: Random) -> None:
    _day(draw)
    _house(draw, 120, 640, 320)
    for number in range(4):
        x = 560 + number * 160
        draw.ellipse([x, 560, x + 140, 740], fill="#9a8f80")
        draw.rectangle([x + 36, 540, x + 104, 580], fill="#857a6c")
    draw.line([(470, 452), (620, 548)], fill="#5e6971", width=12)
    _person(draw, 480, 750, 220, "#8a4f7d", bends=18)


SCENES: dict[str, Callable[[Image.Image, Draw, Random], None]] = {
    "dark-road": _dark_road,
    "forum": _forum,
    "trench": _trench,
    "pipe": _pipe,
    "rig": _rig,
    "water-tower": _water_tower,
    "tap": _tap,
    "committee": _committee,
    "pond": _pond,
    "jars": _jars,
}
