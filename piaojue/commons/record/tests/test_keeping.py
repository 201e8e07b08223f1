"""A county's heads are kept by the city: only what is signed, once, and what does not fit is named."""

import json
from datetime import timedelta

from django.utils import timezone

from piaojue.commons.health import checks
from piaojue.commons.record import witness
from piaojue.commons.record.models import KeptHeads, Witnessed
from piaojue.commons.years.actions import open_year

AT = "/witness/from/"


def hand_over(browser, given):
    return browser.post(AT, given if isinstance(given, str) else json.dumps(given), content_type="application/json")


def signed_again(row: Witnessed, **changed) -> dict:
    """What a county would hand over that had written its log anew; it has its key."""
    for name, value in changed.items():
        setattr(row, name, value)
    row.digest = witness.digest_of(witness.statement(row))
    row.signature = witness.signed(row.digest)
    return witness.published(row)


def test_a_city_keeps_a_countys_heads_and_names_what_does_not_fit(cast, client, settings):
    settings.WITNESS_FROM = {"新城区": witness.public_key()}
    open_year(place=cast.xincheng, number=2026, by=cast.clerk_li)
    first = witness.witness(timezone.now() - timedelta(days=1))
    given = witness.published(first)
    assert [check.state for check in checks.witnessing()] == [checks.WARN]
    assert [hand_over(client, given).status_code for _ in range(2)] == [201, 200]
    assert "新城区" in client.get("/witness/").content.decode() and not list(checks.witnessing())
    kept = KeptHeads.objects.get()
    assert witness.is_genuine(json.loads(client.get(f"{AT}{kept.pk}.json").content))
    open_year(place=cast.xincheng, number=2027, by=cast.clerk_li)
    second = witness.witness()
    assert hand_over(client, witness.published(second)).status_code == 201 and not KeptHeads.objects.first().trouble
    number, head = second.heads["150102"]
    for heads, said in (({"150102": [number - 1, head]}, "短"), ({"150102": [number, "0" * 64]}, "不是同一条")):
        assert (
            hand_over(client, signed_again(second, heads=second.heads | heads, before=kept.digest)).status_code == 201
        )
        assert said in KeptHeads.objects.first().trouble
        KeptHeads.objects.first().delete()
    early = signed_again(second, at=first.at - timedelta(days=1), before="")
    assert hand_over(client, early).status_code == 403, "a stranger has found what that site once published"
    assert hand_over(client, given).status_code == 200 and not KeptHeads.objects.first().trouble
    second.at = timezone.now().replace(microsecond=0)
    assert hand_over(client, signed_again(second, heads={**second.heads, "9": [1, "a"]}, before="")).status_code == 201
    assert [check.state for check in checks.witnessing()] == [checks.BAD]


def test_what_nobody_signed_is_not_kept(cast, client, settings):
    row = witness.witness()
    given = witness.published(row)
    assert hand_over(client, given).status_code == 403, "nobody has asked this site to be a witness"
    settings.WITNESS_FROM = {"新城区": witness.public_key()}
    ahead = signed_again(row, at=timezone.now() + timedelta(days=3))
    for bad in (
        given | {"heads": {"1": [1, "a"]}},
        given | {"signature": "x"},
        given | {"key": None},
        [],
        7,
        None,
        ahead,
    ):
        assert hand_over(client, bad).status_code == 403, bad
    for bad in ("", "{", "[" * 100_000, "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")):
        assert hand_over(client, bad).status_code == 422
    assert client.get(AT).status_code == 405 and not KeptHeads.objects.exists()
