"""Paging."""


def listing(*a, **k):
    raise NotImplementedError
