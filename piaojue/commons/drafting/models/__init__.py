"""What is kept of papers: the paper itself, the office's templates, where a paper was sent, the points that it binds somebody to."""

from piaojue.commons.drafting.models.delivery import Delivery, DeliveryState
from piaojue.commons.drafting.models.document import SIGNED, Document, DocumentState
from piaojue.commons.drafting.models.point import Point, PointState
from piaojue.commons.drafting.models.template import Template, TemplateState

__all__ = [
    "SIGNED",
    "Delivery",
    "DeliveryState",
    "Document",
    "DocumentState",
    "Point",
    "PointState",
    "Template",
    "TemplateState",
]
