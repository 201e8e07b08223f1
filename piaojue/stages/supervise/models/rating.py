"""满意度: what who asked, or who looked, says of an answer or of how a unit dealt with something."""

from django.db import models


class Rating(models.TextChoices):
    """代表评价, of an answer or of how the unit dealt with a finding."""

    SATISFIED = "satisfied", "满意"
    FAIRLY = "fairly", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"
