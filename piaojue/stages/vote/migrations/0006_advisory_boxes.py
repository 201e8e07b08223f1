"""A sub-district council's ballot boxes: whose ballots they take, and that their totals went to 会商."""

from django.db import migrations, models

STATES = [
    ("prepared", "准备中"), ("frozen", "票面已定"), ("open", "投票中"), ("closed", "已截止"), ("counted", "已计票"), ("decided", "待确认"),
    ("confirmed", "结果已确认"), ("joined", "已并入会商"), ("abandoned", "已作废"),
]
GROUPS = [("", "全体成员"), ("deputies", "代表票"), ("others", "居民票")]


class Migration(migrations.Migration):
    dependencies = [("vote", "0005_paper_collected")]
    operations = [
        migrations.AddField("poll", "group", models.CharField("谁的票", max_length=8, choices=GROUPS, default="", blank=True)),
        migrations.AlterField("poll", "state", models.CharField("状态", max_length=10, choices=STATES, default="prepared")),
    ]
