"""A backup is read by nobody without its key, and is proved by bringing it back."""

import sqlite3
from contextlib import closing
from io import BytesIO, StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from piaojue.commons.evidence.keep import store
from piaojue.commons.health import backup, databases
from piaojue.commons.health.envelope import PIECE, SealedReader, SealedWriter, Unreadable
from piaojue.commons.jobs import pulse
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from tests import cast as the_cast

KEY = bytes(range(32))


def sealed(data: bytes) -> bytes:
    out = BytesIO()
    writer = SealedWriter(out, KEY, "data")
    writer.write(data)
    writer.close()
    return out.getvalue()


def opened(data: bytes, key: bytes = KEY, purpose: str = "data") -> bytes:
    return SealedReader(BytesIO(data), key, purpose).read(10 * PIECE)


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1, 3 * PIECE])
def test_an_envelope_gives_back_what_was_put_in(size):
    assert opened(sealed(b"x" * size)) == b"x" * size


def test_an_envelope_that_was_touched_is_refused():
    whole = sealed(b"x" * (PIECE + 5))
    changed = bytearray(whole)
    changed[-3] ^= 1
    first = whole.index(b"more")
    for bad in (bytes(changed), whole[:-9], whole[: first - 4 + 8 + PIECE + 16], b"something else" + whole):
        with pytest.raises(Unreadable):
            opened(bad)
    for key, purpose in ((bytes(32), "data"), (KEY, "keys")):
        with pytest.raises(Unreadable):
            opened(whole, key, purpose)


def test_a_backup_is_brought_back_whole(transactional_db, settings, tmp_path):
    settings.BACKUP_FOLDER, settings.VAR = str(tmp_path / "backups"), tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "var" / "files"
    (tmp_path / "var" / "keys").mkdir(parents=True)
    (tmp_path / "var" / "keys" / "box-1").write_bytes(b"key of a box")
    cast = the_cast.assemble()
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    upload = store(b"%PDF-1.4 x", name="a.pdf", mime="application/pdf", place=cast.xincheng, by=cast.clerk_li)
    made = backup.make()
    assert made.data.stat().st_mode & 0o077 == 0
    assert b"a.pdf" not in made.data.read_bytes() and b"key of a box" not in made.keys.read_bytes()
    out = StringIO()
    call_command("drill", stdout=out)
    assert "一致" in out.getvalue() and pulse.last("drill").fine
    if databases.is_sqlite():
        into = tmp_path / "new"
        call_command("restore", made.data, into=into, keys=made.keys, stdout=StringIO())
        assert (into / "keys" / "box-1").read_bytes() == b"key of a box"
        assert (into / "secret_key").read_text() == settings.SECRET_KEY
        assert (into / "files" / upload.file.name).read_bytes() == b"%PDF-1.4 x"
        with closing(sqlite3.connect(into / "piaojue.sqlite3")) as copy:
            assert copy.execute("SELECT number FROM years_year").fetchall() == [(year.number,)]
        with pytest.raises(CommandError, match="不覆盖"):
            call_command("restore", made.data, into=into, stdout=StringIO())
    damaged = bytearray(made.data.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    made.data.write_bytes(damaged)
    with pytest.raises(CommandError, match="不能用"):
        call_command("drill", stdout=StringIO())
    assert not pulse.last("drill").fine and Year.objects.count() == 1


@pytest.mark.once
def test_a_box_that_is_closed_while_its_key_is_copied_stops_no_backup(settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    storages["keys"].save("box-1", ContentFile(b"key"))
    monkeypatch.setattr(backup, "names_in", lambda _storage: iter(["box-0", "box-1"]))  # box-0 is destroyed by now
    assert dict(backup._keys())["keys/box-1"] == b"key" and "keys/box-0" not in dict(backup._keys())


@pytest.mark.django_db
def test_without_a_key_nothing_is_written_and_the_way_to_one_is_told(settings, tmp_path):
    settings.BACKUP_KEY, settings.BACKUP_FOLDER = "", str(tmp_path)
    with pytest.raises(CommandError, match="openssl rand -hex 32"):
        call_command("backup", stdout=StringIO())
    assert list(tmp_path.iterdir()) == [] and not pulse.last("backup").fine
