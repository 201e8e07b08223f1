"""Whether words stand in public. What is there already stands there; what comes from now on waits unless it is said otherwise."""

from django.db import migrations, models

PUBLICATIONS = [
    ("waiting", "待编发"),
    ("published", "已公开"),
    ("held", "暂缓公开"),
    ("refused", "不公开"),
    ("taken_down", "已撤下"),
]
REASONS = [
    ("petition", "转信访"),
    ("hotline", "转 12345"),
    ("unfit", "不属于建议"),
    ("privacy", "含他人隐私"),
    ("unlawful", "违法不良"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0002_population_source"),
        ("suggest", "0006_seconds_by_sms"),
    ]

    operations = [
        migrations.AddField(
            "suggestion",
            "publication",
            models.CharField(choices=PUBLICATIONS, default="published", max_length=12, verbose_name="公开情况"),
        ),
        migrations.AlterField(
            "suggestion",
            "publication",
            models.CharField(choices=PUBLICATIONS, default="waiting", max_length=12, verbose_name="公开情况"),
        ),
        migrations.AddField(
            "suggestion",
            "unpublished",
            models.CharField(blank=True, choices=REASONS, max_length=12, verbose_name="不公开的原因"),
        ),
        migrations.AddIndex(
            "suggestion",
            models.Index(fields=["year", "publication", "id"], name="suggest_sug_year_id_f414fd_idx"),
        ),
        migrations.AddIndex(
            "suggestion",
            models.Index(fields=["place", "publication"], name="suggest_sug_place_i_85bcf7_idx"),
        ),
    ]
