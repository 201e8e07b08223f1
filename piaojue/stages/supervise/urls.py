"""Doors of 监督."""

from django.urls import path

from piaojue.commons.web.act_pages import act_paths
from piaojue.stages.supervise import (
    pages,
    pages_interpellation,
    pages_ledger,
    pages_mend,
    pages_opinion,
    pages_plan,
    pages_print,
    pages_procedure,
    pages_route,
    pages_spot,
    pages_suggestion,
    pages_work,
)

urlpatterns = [
    path("<place:place>/<int:number>/supervision/", pages.activities, name="activities"),
    path("<place:place>/<int:number>/findings/", pages.findings, name="findings"),
    path("<place:place>/<int:number>/stickers.pdf", pages_print.stickers, name="stickers"),
    path("<place:place>/<int:number>/signs.pdf", pages_print.signs, name="signs"),
    path("<place:place>/<int:number>/deputy-suggestions/", pages_suggestion.suggestions, name="deputy_suggestions"),
    path("<place:place>/<int:number>/interpellations/", pages_interpellation.interpellations, name="interpellations"),
    path("interpellations/<int:pk>/", pages_interpellation.interpellation, name="interpellation"),
    path("<place:place>/<int:number>/review-opinions/", pages_opinion.opinions, name="review_opinions"),
    path("review-opinions/<int:pk>/", pages_opinion.opinion, name="review_opinion"),
    path("deputy-suggestions/<int:pk>/", pages_suggestion.suggestion, name="deputy_suggestion"),
    path("<place:place>/<int:number>/supervision-plans/", pages_plan.plans, name="supervision_plans"),
    path("supervision-plans/<int:pk>/", pages_plan.plan, name="supervision_plan"),
    path("<place:place>/ledger/", pages_ledger.ledger, name="ledger"),
    path("deputies/<int:pk>/record/", pages_ledger.record, name="deputy_record"),
    path("deputies/<int:pk>/record.pdf", pages_ledger.record_pdf, name="deputy_record_pdf"),
    path("p/offline/", pages_spot.offline, name="spot_offline"),
    path("p/<str:code>/report/", pages_spot.report, name="report_by_scan"),
    path("p/worker.js", pages_spot.worker, name="spot_worker"),
    path("activities/<int:pk>/", pages.activity, name="activity"),
    path("findings/<int:pk>/", pages.finding, name="finding"),
    path("findings/<int:pk>/<slug:act>/", pages_mend.mend, name="mend_finding"),
    path("projects/<int:pk>/watch/<slug:act>/", pages_work.watch, name="watch_project"),
    *act_paths(
        pages_spot,
        pages_work,
        pages_suggestion,
        pages_interpellation,
        pages_opinion,
        pages_procedure,
        pages_route,
        pages_plan,
        pages_ledger,
    ),
]
