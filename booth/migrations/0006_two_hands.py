from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("booth", "0005_one_ceremony"),
    ]

    operations = [
        migrations.AddField("publiccredential", "hands", models.JSONField(default=list)),
    ]
