"""Doors of 票决."""

from django.urls import path

from piaojue.stages.vote import pages, pages_count, pages_hall, pages_setup

urlpatterns = [
    path("<place:place>/<int:number>/polls/", pages.poll_list, name="polls"),
    path("<place:place>/<int:number>/polls/new/", pages_setup.prepare_poll, name="prepare_poll"),
    path("<place:place>/<int:number>/result/", pages.result, name="vote_result"),
    path("polls/<int:pk>/", pages.poll_page, name="poll"),
    path("polls/<int:pk>/rule/", pages_setup.set_rule, name="set_rule"),
    path("polls/<int:pk>/people/", pages_setup.appoint_tellers, name="appoint_tellers"),
    path("polls/<int:pk>/items/", pages_setup.refresh_items, name="refresh_items"),
    path("polls/<int:pk>/draft/", pages_setup.file_draft, name="file_rules_draft"),
    path("polls/<int:pk>/freeze/", pages_setup.freeze_poll, name="freeze_poll"),
    path("polls/<int:pk>/rules/", pages_setup.rules, name="vote_rules"),
    path("polls/<int:pk>/rules.pdf", pages_setup.rules_pdf, name="vote_rules_pdf"),
    path("polls/<int:pk>/ballot.pdf", pages_hall.paper_ballot, name="paper_ballot"),
    path("polls/<int:pk>/slips/", pages_hall.slips, name="slips"),
    path("polls/<int:pk>/slips/void/", pages_hall.void_slips, name="void_slips"),
    path("polls/<int:pk>/slips/void-all/", pages_hall.void_all_slips, name="void_all_slips"),
    path("polls/<int:pk>/tellers/", pages_hall.tellers, name="tellers_screen"),
    path("polls/<int:pk>/tellers/numbers/", pages_hall.tellers_numbers, name="tellers_numbers"),
    path("polls/<int:pk>/open/", pages_hall.open_poll, name="open_poll"),
    path("polls/<int:pk>/close/", pages_hall.close_poll, name="close_poll"),
    path("polls/<int:pk>/exchange/", pages_hall.exchange_slip, name="exchange_slip"),
    path("polls/<int:pk>/to-paper/", pages_hall.to_paper, name="switch_to_paper"),
    path("polls/<int:pk>/hall/", pages_hall.hall, name="hall"),
    path("polls/<int:pk>/hall/numbers/", pages_hall.hall_numbers, name="hall_numbers"),
    path("polls/<int:pk>/hall/result/", pages_hall.hall_result, name="hall_result"),
    path("polls/<int:pk>/boxes/new/", pages_count.new_box, name="add_paper_box"),
    path("polls/<int:pk>/boxes/<int:box>/issued/", pages_count.box_issued, name="paper_issued"),
    path("polls/<int:pk>/boxes/<int:box>/enter/", pages_count.enter_paper, name="enter_paper"),
    path("polls/<int:pk>/count/", pages_count.count, name="count_poll"),
    path("polls/<int:pk>/certificate/", pages_count.certificate, name="certificate"),
    path("polls/<int:pk>/certificate.pdf", pages_count.certificate_pdf, name="certificate_pdf"),
    path("polls/<int:pk>/decision/", pages_count.decision, name="record_decision"),
    path("polls/<int:pk>/next/", pages_count.next_round, name="next_round"),
    path("polls/<int:pk>/confirm/", pages_count.confirm, name="confirm_result"),
    path("polls/<int:pk>/abandon/", pages_count.abandon, name="abandon_poll"),
    path("polls/<int:pk>/wipe/", pages_count.wipe, name="wipe_rehearsal"),
]
