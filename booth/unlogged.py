"""Answers that Django does not log: it would write a refused request down with its time."""

from django.http import HttpResponse, JsonResponse


class UnloggedPage(HttpResponse):
    """A page. Django takes it for logged already."""

    _has_been_logged = True


class UnloggedJson(JsonResponse):
    """JSON. Django takes it for logged already."""

    _has_been_logged = True
