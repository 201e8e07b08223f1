"""Doors of 票决."""

from django.urls import path

from piaojue.commons.web.act_pages import act_paths
from piaojue.stages.vote import (
    pages,
    pages_advisory,
    pages_count,
    pages_decide,
    pages_hall,
    pages_keys,
    pages_setup,
    pages_slips,
)

urlpatterns = [
    path("<place:place>/<int:number>/polls/", pages.poll_list, name="polls"),
    path("<place:place>/<int:number>/result/", pages.result, name="vote_result"),
    path("consultations/<int:pk>/polls/join/", pages_advisory.join, name="join_advisory"),
    path("polls/<int:pk>/", pages.poll_page, name="poll"),
    path("polls/<int:pk>/draft/", pages_setup.file_draft, name="file_rules_draft"),
    path("polls/<int:pk>/rules/", pages_setup.rules, name="vote_rules"),
    path("polls/<int:pk>/rules.pdf", pages_setup.rules_pdf, name="vote_rules_pdf"),
    path("polls/<int:pk>/ballot.pdf", pages_hall.paper_ballot, name="paper_ballot"),
    path("polls/<int:pk>/keys/", pages_keys.keys, name="keys"),
    path("polls/<int:pk>/keys/station/", pages_keys.connect_station, name="connect_station"),
    path("polls/<int:pk>/keys/office/", pages_keys.connect_office, name="connect_office"),
    path("polls/<int:pk>/verify/", pages_keys.verify, name="verify_poll"),
    path("polls/<int:pk>/archive.zip", pages_keys.archive, name="poll_archive"),
    path("polls/<int:pk>/slips/", pages_slips.slips, name="slips"),
    path("polls/<int:pk>/tellers/", pages_hall.tellers, name="tellers_screen"),
    path("polls/<int:pk>/tellers/numbers/", pages_hall.tellers_numbers, name="tellers_numbers"),
    path("polls/<int:pk>/now/", pages_hall.now, name="hall_now"),
    path("polls/<int:pk>/hall/", pages_hall.hall, name="hall"),
    path("polls/<int:pk>/hall/numbers/", pages_hall.hall_numbers, name="hall_numbers"),
    path("polls/<int:pk>/hall/result/", pages_hall.hall_result, name="hall_result"),
    path("polls/<int:pk>/boxes/<int:box>/enter/", pages_count.enter_paper, name="enter_paper"),
    path("polls/<int:pk>/certificate/", pages_count.certificate, name="certificate"),
    path("polls/<int:pk>/certificate.pdf", pages_count.certificate_pdf, name="certificate_pdf"),
    *act_paths(pages_advisory, pages_count, pages_decide, pages_hall, pages_keys, pages_setup, pages_slips),
]
