"""Dates that cannot be, and dates that need a reason: one set of rules for all forms and acts (docs/domain.md#dates).

if refused := unexplained(collection(opens, closes), reason):
    raise Refused(*refused)
"""

from .rules import Doubt, asking, collection, due, paper, project_due, sitting, unexplained

__all__ = ["Doubt", "asking", "collection", "due", "paper", "project_due", "sitting", "unexplained"]
