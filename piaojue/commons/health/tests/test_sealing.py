"""The database's disk tells no phone and no second factor; who asks for a number finds it; keys are changed while people work."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from piaojue.commons import sealing
from piaojue.commons.health import checks, resealing
from piaojue.commons.people.models import Person
from piaojue.commons.sealing import KeyMissing, seal, unseal

OLD, NEW = "aa" * 32, "bb" * 32
PHONE = "13800138000"


def kept(person: Person) -> str:
    """What the database holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_person WHERE id = %s", [person.pk])
        return cursor.fetchone()[0]


def test_a_number_is_found_in_any_spelling_and_the_table_does_not_show_it(db):
    person = Person.objects.create(username="a", phone="+86 138-0013-8000")
    assert PHONE not in kept(person) and kept(person).startswith("~")
    assert Person.objects.get(phone="138 0013 8000") == person and Person.objects.get(pk=person.pk).phone == PHONE
    assert Person.objects.filter(phone__in=["13900139000", PHONE]).get() == person
    assert not Person.objects.filter(phone__in=[]) and not Person.objects.filter(phone="").exists()
    assert Person.objects.exclude(phone=None).filter(pk=person.pk).values_list("phone", flat=True).get() == PHONE
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(username="b", phone=PHONE)
    other = Person(username="c", phone="13900139000")
    Person.objects.bulk_create([other])
    other.phone = "13700137000"
    Person.objects.bulk_update([other], ["phone"])
    assert Person.objects.get(phone="13700137000") == other and "1370" not in kept(other)


def test_keys_are_changed_while_everybody_is_found(db, settings):
    settings.DATA_KEYS = []
    person = Person.objects.create(username="a", phone=PHONE)
    plain = Person.objects.create(username="of-an-earlier-version", phone="13900139000")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET phone = '13900139000' WHERE id = %s", [plain.pk])
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    assert secret not in str(Authenticator.objects.values_list("data", flat=True).get())
    settings.DATA_KEYS = [NEW, OLD]
    assert resealing.behind() == 3
    assert {check.state for check in checks.sealing()} == {checks.WARN}
    before = kept(person)
    assert Person.objects.get(phone=PHONE) == person and Person.objects.get(phone="13900139000") == plain
    call_command("reseal", verbosity=0)
    assert resealing.behind() == 0 and {check.state for check in checks.sealing()} == {checks.FINE}
    settings.DATA_KEYS, settings.SECRET_KEY = [NEW], "another"
    assert kept(person) != before and Person.objects.get(phone=PHONE) == person
    assert Person.objects.get(phone="13900139000") == plain
    assert unseal(Authenticator.objects.get().data["secret"]) == secret
    settings.DATA_KEYS = [OLD]
    assert {check.state for check in checks.sealing()} == {checks.BAD}
    with pytest.raises(KeyMissing):
        Person.objects.get(pk=person.pk)


def test_a_recovery_code_that_is_used_meanwhile_stays_used(db, settings, monkeypatch):
    settings.DATA_KEYS = [OLD]
    person = Person.objects.create(username="a")
    data = {"seed": seal("seed"), "used_mask": 0}
    factor = Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data=data)
    settings.DATA_KEYS = [NEW, OLD]
    waiting = list(resealing._factors())
    Authenticator.objects.update(data=data | {"used_mask": 1})
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(resealing, "_factors", lambda: waiting)
        assert resealing.reseal() == 0
    assert resealing.reseal() == 1
    factor.refresh_from_db()
    assert factor.data["used_mask"] == 1 and unseal(factor.data["seed"]) == "seed" and resealing.behind() == 0


@pytest.mark.once
def test_what_was_changed_behind_the_sites_back_is_not_believed(settings):
    settings.DATA_KEYS = [OLD]
    sealed = seal(PHONE)
    assert unseal(sealed) == PHONE and seal("") == "" and unseal("~ no seal") == "~ no seal"
    with pytest.raises(KeyMissing):
        unseal(sealed[:-2] + ("AA" if sealed[-2:] != "AA" else "BB"))
    settings.DATA_KEYS = [NEW]
    with pytest.raises(KeyMissing, match=sealed[1:7]):
        unseal(sealed)
    assert len(seal("测" * 30)) <= sealing.WIDE
    under_the_first = seal(PHONE)
    settings.DATA_KEYS = [NEW, OLD, NEW]
    assert seal(PHONE) == under_the_first, "a key that is named twice seals where it stands first"
