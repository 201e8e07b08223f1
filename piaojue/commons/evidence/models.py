"""佐证: files and photos. Photos are re-encoded; what a file is, is judged by its content, not its name."""

from django.db import models

from piaojue.commons.writing import Line


class Upload(models.Model):
    """One kept file.

    sha256:        of the stored bytes
    public:        may be shown without signing in
    lng, lat:      where a photo was taken, degrees; None: not said, or not kept (`keep`)
    width, height: of a photo, pixels; None: unknown
    """

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    file = models.FileField(upload_to="%Y/%m/")
    name = Line("文件名", max_length=120)
    mime = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField("字节")
    sha256 = models.CharField(max_length=64)
    public = models.BooleanField(default=False)
    taken_at = models.DateTimeField("拍摄时间", null=True, blank=True)
    lng = models.FloatField("经度", null=True, blank=True)
    lat = models.FloatField("纬度", null=True, blank=True)
    width = models.PositiveSmallIntegerField("宽（像素）", null=True, blank=True)
    height = models.PositiveSmallIntegerField("高（像素）", null=True, blank=True)
    seat = models.ForeignKey("people.Seat", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    private_fields: frozenset[str] = frozenset({"lng", "lat"})
    file_digest = ("file", "sha256")  # `piaojue log verify --files` reads the bytes

    @property
    def is_photo(self) -> bool:
        return self.mime == "image/jpeg"
