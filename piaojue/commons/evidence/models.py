"""佐证: files and photos. Photos are re-encoded; what a file is, is judged by its content, not its name."""

from django.db import models

from piaojue.commons.writing import Line


class Upload(models.Model):
    """One kept file. `sha256` of the stored bytes. `public`: may be shown without signing in."""

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    file = models.FileField(upload_to="%Y/%m/")
    name = Line("文件名", max_length=120)
    mime = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField("字节")
    sha256 = models.CharField(max_length=64)
    public = models.BooleanField(default=False)
    taken_at = models.DateTimeField("拍摄时间", null=True, blank=True)
    seat = models.ForeignKey("people.Seat", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    private_fields: frozenset[str] = frozenset()
