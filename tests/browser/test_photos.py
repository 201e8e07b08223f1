"""A phone's photo is smaller when it is sent, upright, and still says where it was taken."""

import base64
import io
from random import Random

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from piaojue.commons.years.road import Stage
from tests import cast as the_cast

pytestmark = [pytest.mark.browser, pytest.mark.once]

SMALLER = """async ({ module, words }) => {
  const { smaller } = await import(module);
  const bytes = Uint8Array.from(atob(words), (letter) => letter.charCodeAt(0));
  const file = await smaller(new File([bytes], "site.jpg", { type: "image/jpeg" }));
  const buffer = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (const byte of buffer) text += String.fromCharCode(byte);
  return btoa(text);
}"""
LATITUDE = (40.0, 48.0, 30.0)


def as_a_phone_takes_it() -> bytes:
    """3200 × 2400 dots lying on the side, with a point: what a camera held upright writes."""
    rough = Image.frombytes("RGB", (320, 240), Random(1).randbytes(320 * 240 * 3)).resize((3200, 2400))
    said = Image.Exif()
    said[Base.Orientation] = 6
    said.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = LATITUDE
    out = io.BytesIO()
    rough.save(out, "JPEG", quality=92, exif=said)
    return out.getvalue()


def test_a_photo_is_sent_small_and_says_where_it_was_taken(cast, glance):
    taken = as_a_phone_takes_it()
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    page = glance(cast.resident_wang, year.page("suggest"))
    module = page.get_attribute("script[data-ui]", "data-shrink")
    sent = base64.b64decode(page.evaluate(SMALLER, {"module": module, "words": base64.b64encode(taken).decode()}))
    picture = Image.open(io.BytesIO(sent))
    assert picture.size == (1440, 1920) and len(sent) < len(taken) / 2
    said = picture.getexif()
    assert said.get(Base.Orientation) == 1
    assert tuple(map(float, said.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude])) == LATITUDE
    assert page.errors == []
