"""What the mask is not sure of can be covered as well."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("suggest", "0007_publication")]

    operations = [
        migrations.AddField(
            "suggestion",
            "covers_doubts",
            models.BooleanField(default=False, verbose_name="存疑处一并遮蔽"),
        ),
    ]
