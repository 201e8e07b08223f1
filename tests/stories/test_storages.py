"""The same files in folders and in a bucket: written whole, replaced at once, gone when they are to go, and true when it is away."""

from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import call_command

from booth import seal
from piaojue.commons.evidence.keep import store
from piaojue.commons.evidence.models import Upload
from piaojue.commons.evidence.pages import file as file_page
from piaojue.commons.years.road import Stage
from piaojue.config.storages import Away, storages_of
from piaojue.stages.suggest.models import Suggestion
from tests import cast as the_cast
from tests.buckets import bucket
from tests.stories.test_nothing_typed_is_lost import AT, filled, photo

BOX = "0b9a2a9e-0000-4000-8000-000000000001"


@pytest.fixture(params=["folders", "bucket"])
def kept(request, settings, tmp_path):
    settings.VAR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    if request.param == "folders":
        settings.STORAGES = settings.STORAGES | storages_of("", "")
        yield tmp_path
        return
    with bucket() as address:
        settings.STORAGES = settings.STORAGES | storages_of(address, "")
        yield tmp_path
        assert list(tmp_path.iterdir()) == [], "nothing lies on the machine itself"


def read(storage, name: str) -> bytes:
    with storage.open(name) as file:
        return file.read()


@pytest.mark.once
def test_uploads_have_a_name_of_their_own_and_work_is_replaced(kept):
    one, other = (default_storage.save("2026/01/a.pdf", ContentFile(data)) for data in (b"one", b"other"))
    assert one != other and (read(default_storage, one), read(default_storage, other)) == (b"one", b"other")
    work = storages["work"]
    assert {work.save("intake/a", ContentFile(data)) for data in (b"old", b"new")} == {"intake/a"}
    assert read(work, "intake/a") == b"new" and work.listdir("intake")[1] == ["a"]
    work.delete("intake/a")
    with pytest.raises(FileNotFoundError):
        work.open("intake/a")


@pytest.mark.once
def test_a_box_keeps_its_first_key_until_it_is_destroyed(kept):
    seal.make_key(BOX)
    sealed = seal.seal(BOX, "k", b"ballot", 20)
    seal.make_key(BOX)
    assert seal.unseal(BOX, "k", sealed) == b"ballot"
    seal.destroy_key(BOX)
    seal.destroy_key(BOX)
    with pytest.raises(seal.SealBroken, match="钥匙"):
        seal.unseal(BOX, "k", sealed)


def test_a_file_is_kept_and_given_away(kept, cast, rf):
    upload = store(b"%PDF-1.4 x", name="总结.pdf", mime="application/pdf", place=cast.xincheng, by=None, public=True)
    twin = store(b"%PDF-1.4 x", name="总结.pdf", mime="application/pdf", place=cast.xincheng, by=None, public=True)
    twin.file.delete(save=False)
    request = rf.get("/")
    request.seat = None
    assert b"".join(file_page(request, upload.pk).streaming_content) == b"%PDF-1.4 x"


@pytest.mark.once
def test_a_machine_moves_its_files_into_a_bucket_once(settings, tmp_path):
    for name in ("files/2026/01/a.pdf", "keys/box-1", "intake/x.table"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(name.encode())
    with bucket() as address:
        settings.STORAGES = settings.STORAGES | storages_of(address, "")
        said = [StringIO(), StringIO()]
        for out in said:
            call_command("bring_files", tmp_path, stdout=out)
        assert read(default_storage, "2026/01/a.pdf") == b"files/2026/01/a.pdf"
        assert read(storages["keys"], "box-1") == b"keys/box-1" and storages["work"].exists("intake/x.table")
    assert (
        "files：放入 1 个，原来就有 0 个" in said[0].getvalue()
        and "keys：放入 0 个，原来就有 1 个" in said[1].getvalue()
    )


def test_a_bucket_that_is_away_is_said_and_nothing_is_half_done(cast, as_, settings):
    the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    upload = store(b"%PDF-1.4 x", name="a.pdf", mime="application/pdf", place=cast.xincheng, by=None, public=True)
    settings.STORAGES = settings.STORAGES | storages_of("s3://who:secret@127.0.0.1:9/none?tls=0", "")
    with pytest.raises(Away):
        store(b"%PDF-1.4 x", name="a.pdf", mime="application/pdf", place=cast.xincheng, by=None)
    browser = as_(cast.resident_wang)
    answer = browser.post(AT, filled(browser, cast) | {"photos": photo()})
    assert answer.status_code == 503 and "没有保存，也没有做一半" in answer.content.decode()
    assert not Suggestion.objects.exists() and Upload.objects.get() == upload
    assert as_(None).get(f"/files/{upload.pk}/").status_code == 503
    assert browser.post(AT, filled(browser, cast)).status_code == 302


@pytest.mark.once
@pytest.mark.parametrize(
    "address", ["s3://host/bucket", "https://a:b@host/bucket", "s3://a:b@host/", "s3://a:b@host/b?tls=2"]
)
def test_an_address_that_means_nothing_is_refused(address):
    with pytest.raises(ImproperlyConfigured, match="STORAGE"):
        storages_of(address, "")
