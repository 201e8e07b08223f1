"""Photos as phones make them arrive upright, in their colours, on white, without what is hidden in them."""

import io
import struct
import subprocess
import sys
import zlib
from datetime import datetime

import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageFile

from piaojue.commons.evidence.pictures import as_photo
from piaojue.commons.moves import Refused
from tests.brought import brought

GREEN = (52, 170, 120)


def written(picture: Image.Image, kind: str, **how) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def seen(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(as_photo(data, "楼道.jpg").data))


def near(colour, expected) -> bool:
    return all(abs(one - other) < 8 for one, other in zip(colour, expected, strict=True))


def flag(mode: str = "RGB") -> Image.Image:
    """40 × 20 pixels: the left half red, the right half blue."""
    drawn = Image.new("RGB", (40, 20), "red")
    drawn.paste("blue", (20, 0, 40, 20))
    return drawn.convert(mode)


def turned(orientation: int) -> dict[str, Image.Exif]:
    exif = Image.Exif()
    exif[274], exif[306] = orientation, "2026:03:05 08:00:00"
    return {"exif": exif}


@pytest.mark.parametrize(
    "name", ["p1_phone.heic", "p1b.avif", "p2.webp", "p5_cmyk.jpg", "p6.gif", "p7.bmp", "p9_mpo.jpg"]
)
def test_photos_of_every_phone_are_converted(name):
    photo = seen(brought(f"photos/{name}"))
    assert (photo.format, photo.mode, photo.size) == ("JPEG", "RGB", (800, 600))
    assert all(near(photo.getpixel((x, 300)), GREEN) for x in (200, 400, 600))


def test_a_phone_held_upright_makes_an_upright_photo():
    kept = as_photo(brought("photos/p3_exif6.jpg"), "p3.jpg")
    assert Image.open(io.BytesIO(kept.data)).size == (600, 800)
    assert kept.taken_at == datetime.fromisoformat("2026-03-05T08:00:00+08:00")


@pytest.mark.parametrize(
    ("orientation", "red"),
    [
        (1, (5, 10)),
        (2, (35, 10)),
        (3, (35, 10)),
        (4, (5, 10)),
        (5, (10, 5)),
        (6, (10, 5)),
        (7, (10, 35)),
        (8, (10, 35)),
    ],
)
def test_every_turn_that_a_camera_notes_is_done(orientation, red):
    for kind in ("JPEG", "PNG", "WEBP"):
        photo = seen(written(flag(), kind, **turned(orientation)))
        assert near(photo.getpixel(red), seen(written(flag(), kind)).getpixel((5, 10))), kind
        assert photo.getexif() == {}


def test_heic_is_taken_whatever_it_is_called():
    heic = io.BytesIO()
    pillow_heif.from_pillow(flag()).save(heic)
    assert near(seen(heic.getvalue()).getpixel((30, 10)), (0, 0, 255))


def test_what_is_transparent_lies_on_white():
    clear = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    for data in (
        written(clear, "PNG"),
        written(clear, "WEBP", lossless=True),
        written(Image.new("LA", (10, 10), (0, 0)), "PNG"),
        written(Image.new("P", (10, 10), 0), "GIF", transparency=0),
        written(Image.new("RGB", (10, 10), "black"), "PNG", transparency=(0, 0, 0)),
    ):
        assert seen(data).getpixel((5, 5)) == (255, 255, 255)


def test_sixteen_bits_cmyk_and_wide_colours_look_as_they_did():
    grey = written(Image.new("I;16", (10, 10), 40_000), "PNG")
    assert near(seen(grey).getpixel((5, 5)), (155, 155, 155))
    assert near(seen(written(flag("CMYK"), "JPEG", quality=95)).getpixel((5, 10)), (255, 0, 0))
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert near(seen(written(flag(), "PNG", icc_profile=swapped)).getpixel((5, 10)), (255, 0, 0))
    assert near(seen(written(flag(), "PNG", icc_profile=b"broken")).getpixel((5, 10)), (255, 0, 0))
    right = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert near(seen(written(flag(), "PNG", icc_profile=right)).getpixel((5, 10)), (255, 0, 0))


def test_a_large_picture_is_made_small_strip_by_strip_and_stays_the_same():
    large = Image.new("RGBA", (9001, 5003), (0, 0, 0, 0))
    large.paste((52, 170, 120, 255), (4500, 0, 9001, 5003))
    photo = seen(written(large.quantize(4), "PNG", compress_level=1))
    assert photo.size == (1920, 1067)
    assert all(photo.getpixel((100, y)) == (255, 255, 255) for y in (5, 500, 1060))
    assert all(near(photo.getpixel((1800, y)), GREEN) for y in (5, 500, 1060))


MEASURED = """
import os, resource, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()
from piaojue.commons.evidence.pictures import as_photo
most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
data, before = open(sys.argv[1], "rb").read(), most()
as_photo(data, "p8.jpg")
print(most() - before)
"""


def test_two_hundred_megapixels_are_scaled_while_they_are_decoded(tmp_path):
    photo = tmp_path / "p8.jpg"
    photo.write_bytes(brought("photos/p8_200MP.jpg"))
    taken = subprocess.run(
        [sys.executable, "-c", MEASURED, str(photo)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert float(taken.stdout) < 220  # MB; decoded as it is, it takes 800


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


@pytest.mark.parametrize(("width", "height"), [(15_000, 15_000), (60_000, 60_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_by_name(width, height):
    with pytest.raises(Refused) as refused:
        as_photo(png_that_says(width, height), "炸弹.png")
    assert "炸弹.png" in refused.value.reasons[0] and "像素太多" in refused.value.reasons[0]


def test_half_a_photo_is_refused_by_name():
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    whole = written(flag().resize((400, 200)), "JPEG")
    with pytest.raises(Refused, match=r"半张\.jpg”打不开"):
        as_photo(whole[: len(whole) // 2], "半张.jpg")
