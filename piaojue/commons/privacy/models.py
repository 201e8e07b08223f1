"""个人信息处理者: who answers for what people leave here, and how to reach them (个人信息保护法 17 条)."""

from django.db import models
from django.urls import reverse

from piaojue.commons.writing import Line

USUAL_MONTHS = 12
"""How long contacts are kept after a year is archived (月) where a place has not said otherwise: 〔推〕, to be checked by the place."""


class Controller(models.Model):
    """个人信息处理者 of one place: the office that decides what people's data are used for.

    kept_months: how long names and phones of who proposed something are kept after the year was archived (月)
    """

    noun = "个人信息处理者"

    place = models.OneToOneField("places.Place", models.PROTECT, related_name="controller")
    name = Line("处理者名称", max_length=80)
    phone = Line("联系电话", max_length=40)
    address = Line("通讯地址", max_length=120, blank=True)
    officer = Line("受理机构或岗位", max_length=60, blank=True)
    kept_months = models.PositiveSmallIntegerField("归档后保留联系方式（月）", default=USUAL_MONTHS)
    version = models.PositiveIntegerField(default=1)
    private_fields: frozenset[str] = frozenset()
    locked_with = ("place",)
    logged_each = True

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("privacy", args=[self.place_id])
