"""Doors of 归并."""

from django.urls import path

from piaojue.stages.group import pages, pages_queue

urlpatterns = [
    path("<place:place>/<int:number>/demands/", pages.demand_list, name="demands"),
    path("<place:place>/<int:number>/grouping/", pages.board, name="grouping"),
    path("<place:place>/<int:number>/grouping/queue/", pages_queue.queue, name="review_queue"),
    path("<place:place>/<int:number>/grouping/undo/", pages_queue.undo, name="undo_review"),
    path("<place:place>/<int:number>/grouping/batch/", pages_queue.batch, name="batch_grouping"),
    path("<place:place>/<int:number>/grouping/auto/", pages_queue.auto, name="auto_grouping"),
    path("<place:place>/<int:number>/grouping/decisions.csv", pages_queue.decisions, name="decisions"),
    path("d/<int:pk>/", pages.demand, name="demand"),
    path("d/<int:pk>/edit/", pages.edit, name="edit_demand"),
    path("d/<int:pk>/split/", pages.split, name="split_demand"),
    path("d/<int:pk>/merge/", pages.merge, name="merge_demand"),
    path("d/<int:pk>/second/", pages.second, name="second"),
    path("d/<int:pk>/second/sms/", pages.second_by_sms, name="second_by_sms"),
    path("d/<int:pk>/unsecond/", pages.unsecond, name="unsecond"),
    path("mergers/<int:pk>/undo/", pages.unmerge, name="unmerge"),
]
