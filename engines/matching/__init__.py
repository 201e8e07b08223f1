"""Texts → demands (归并): what a message speaks of, where, how urgent, and which others say the same.

One message:   mask → read → find_places, hints, Classifier.propose, grams (what an index of words keeps and is asked)
Some of them:  gist, says (one sentence, and the title that says most)
All of them:   group(messages) → Groups; later ones: Groups.join; clerks: Groups.move, Decisions
"""

from .category import Classifier, Example, Proposal, Trial, by_department, doubt
from .gist import Gist, gist, says
from .grouping import ACCEPT, PROPOSE, Decisions, Groups, Link, accept_line, confidence, group
from .hints import RULES, Hint, Sort, hints, is_urgent
from .likeness import Why
from .masking import Kind as Personal
from .masking import Masked, Span, cover_numbers, is_bank_card, is_id_card, mask
from .placenames import Kind
from .places import Entry, Gazetteer, Mention, State, find_places
from .similar import shared
from .synonyms import also_called
from .taxonomy import BY_KEY, TAXONOMY, Field
from .traits import Ground, Message
from .wording import normalise

__all__ = [
    "ACCEPT",
    "BY_KEY",
    "PROPOSE",
    "RULES",
    "TAXONOMY",
    "Classifier",
    "Decisions",
    "Entry",
    "Example",
    "Field",
    "Gazetteer",
    "Gist",
    "Ground",
    "Groups",
    "Hint",
    "Kind",
    "Link",
    "Masked",
    "Mention",
    "Message",
    "Personal",
    "Proposal",
    "Sort",
    "Span",
    "State",
    "Trial",
    "Why",
    "accept_line",
    "also_called",
    "by_department",
    "confidence",
    "cover_numbers",
    "doubt",
    "find_places",
    "gist",
    "group",
    "hints",
    "is_bank_card",
    "is_id_card",
    "is_urgent",
    "mask",
    "normalise",
    "says",
    "shared",
]
