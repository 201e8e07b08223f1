"""Paper ballots beside a sealed box are counted by number before it closes: a handful must be known in time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vote", "0004_voting_time")]
    operations = [
        migrations.AddField(
            "paperbox", "collected", models.PositiveIntegerField("收回纸票", null=True, blank=True)
        )
    ]
