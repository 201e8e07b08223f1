"""Doors of 归并."""

from django.urls import path

from piaojue.stages.group import pages, pages_queue

YEAR = "<place:place>/<int:number>"
urlpatterns = [
    path(f"{YEAR}/demands/", pages.demand_list, name="demands"),
    path(f"{YEAR}/grouping/", pages.board, name="grouping"),
    path(f"{YEAR}/grouping/queue/", pages_queue.queue, name="review_queue"),
    path(f"{YEAR}/grouping/undo/", pages_queue.undo, name="undo_review"),
    path(f"{YEAR}/grouping/batch/", pages_queue.batch, name="batch_grouping"),
    path(f"{YEAR}/grouping/auto/", pages_queue.auto, name="auto_grouping"),
    path(f"{YEAR}/grouping/decisions.csv", pages_queue.decisions, name="decisions"),
    path("d/<int:pk>/", pages.demand, name="demand"),
    path("d/<int:pk>/edit/", pages.edit, name="edit_demand"),
    path("d/<int:pk>/split/", pages.split, name="split_demand"),
    path("d/<int:pk>/merge/", pages.merge, name="merge_demand"),
    path("d/<int:pk>/second/", pages.second, name="second"),
    path("d/<int:pk>/second/sms/", pages.second_by_sms, name="second_by_sms"),
    path("d/<int:pk>/unsecond/", pages.unsecond, name="unsecond"),
    path("mergers/<int:pk>/undo/", pages.unmerge, name="unmerge"),
]
