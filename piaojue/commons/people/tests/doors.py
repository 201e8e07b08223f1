"""Doors of signing in, the roll and the policy table."""

from datetime import date

from piaojue.commons.people import changes, mandates
from piaojue.commons.roles import SIGNED_IN
from piaojue.commons.roles import Role as R
from tests.doors import door, everybody

KEEPERS = {R.CONGRESS_CLERK, R.STREET_CLERK, R.ADMIN}
SIGNERS = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.ADMIN}
OWN_SIDE = {R.GOV_OFFICE, R.LEADING_GROUP}  # they see and enrol their own people, nobody else's
ENROLLERS = KEEPERS | OWN_SIDE
READERS = ENROLLERS | {R.CONGRESS_CHAIR, R.STREET_CHAIR, R.SECRETARIAT}
AGREEING = READERS | {R.DEPARTMENT, R.FINANCE, R.LEGAL}


def own_seats(cast) -> dict:
    return {
        "seat": cast.deputy_dong.pk,
        "department": cast.department_chen.pk,
        "xu": cast.street_clerk_xu.pk,
        "body": cast.department_chen.body_id,
    }


def a_change(cast) -> dict:
    change = changes.propose_leaving(seat=cast.deputy_dong, cause="resignation", reason="本人辞职", by=cast.clerk_li)
    return {"change": change.pk}


def a_term(cast) -> dict:
    term = mandates.open_term(body=cast.deputy_dong.body, number=19, begins=date(2026, 12, 1), by=cast.clerk_li)
    return {"term": term.pk}


DOORS = [
    door("enter", "/enter/", everybody()),
    door("enter_code", "/enter/code/", set()),  # only with a phone number just typed
    door("enter_wechat", "/enter/wechat/", set()),  # only where there is an official account
    door("wechat_back", "/enter/wechat/back/", everybody()),  # who comes from elsewhere reads what to do
    door("unbind_wechat", "/enter/wechat/unbind/", SIGNED_IN, method="post", neighbour=True),
    door("enter_office", "/enter/office/nobody/", set()),  # only where an office has its own sign-in
    door("office_back", "/enter/office/nobody/back/", set()),
    door("kept_post", "/enter/kept/", SIGNED_IN, neighbour=True),
    door("enter_staff", "/enter/staff/", everybody()),
    door("demo", "/enter/demo/", everybody()),
    door("first_administrator", "/enter/first/", set()),
    door("forgotten_password", "/account/password/reset/", everybody()),
    door("leave", "/leave/", everybody(), method="post"),
    door("choose_seat", "/seat/", {R.DEPUTY}, method="post", data={"seat": "{seat}"}, setup=own_seats),
    door("me", "/me/", SIGNED_IN, neighbour=True),
    door("text_size", "/text-size/", everybody(), method="post"),
    door("people", "/people/", READERS, neighbour=True),
    door("roll_import", "/people/import/", KEEPERS, neighbour=True),
    door("appoint", "/people/appoint/", ENROLLERS, neighbour=True),
    door("bodies", "/people/bodies/", READERS, neighbour=True),
    door("found_body", "/people/bodies/new/", KEEPERS, neighbour=True),
    door("found_usual", "/people/bodies/usual/", KEEPERS, neighbour=True),
    door("rename_body", "/people/bodies/{body}/rename/", {R.CONGRESS_CLERK, R.ADMIN}, setup=own_seats),
    door("place_events", "/people/places/", READERS, neighbour=True, setup=own_seats),
    door("rename_place", "/people/places/rename/", KEEPERS, neighbour=True, setup=own_seats),
    door("reform_place", "/people/places/reform/", KEEPERS, neighbour=True, setup=own_seats),
    door("reform_body", "/people/bodies/{body}/reform/", {R.CONGRESS_CLERK, R.ADMIN}, setup=own_seats),
    door("add_region", "/people/regions/", {R.ADMIN}),
    door(
        "issue_passwords",
        "/people/bodies/{body}/passwords/",
        {R.CONGRESS_CLERK, R.ADMIN} | OWN_SIDE,
        setup=own_seats,
    ),
    door("end_seat", "/people/{department}/end/", {R.CONGRESS_CLERK, R.ADMIN, R.GOV_OFFICE}, setup=own_seats),
    door("propose_leaving", "/people/{seat}/leave/", {R.CONGRESS_CLERK, R.ADMIN}, setup=own_seats),
    door("propose_renewal", "/people/{department}/renew/", {R.CONGRESS_CLERK, R.ADMIN, R.GOV_OFFICE}, setup=own_seats),
    door("propose_coming", "/people/changes/new/", ENROLLERS, neighbour=True),
    door("roll_changes", "/people/changes/", AGREEING, setup=a_change, neighbour=True),
    door("countersign_roll_change", "/people/changes/{change}/sign/", SIGNERS, method="post", setup=a_change),
    door("countersign_renewals", "/people/changes/renewals/", AGREEING, method="post", neighbour=True),
    door("withdraw_roll_change", "/people/changes/{change}/withdraw/", SIGNERS, method="post", setup=a_change),
    door("terms", "/people/terms/", READERS, setup=a_term, neighbour=True),
    door("open_term", "/people/terms/open/", KEEPERS, neighbour=True),
    door("propose_term_end", "/people/terms/{term}/propose-end/", {R.CONGRESS_CLERK, R.ADMIN}, setup=a_term),
    door("end_term", "/people/terms/{term}/end/", {R.CONGRESS_CLERK, R.ADMIN}, setup=a_term),
    door(
        "issue_password",
        "/people/{department}/password/",
        {R.CONGRESS_CLERK, R.ADMIN, R.GOV_OFFICE},
        method="post",
        setup=own_seats,
    ),
]
