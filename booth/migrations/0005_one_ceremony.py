from django.db import migrations, models


def every_board_had_a_ceremony_of_its_own(apps, schema_editor):
    """The digest of a connection code is salted with the ceremony's number, which was the box's until now."""
    for board in apps.get_model("booth", "Board").objects.all():
        board.ceremony = board.pk
        board.save(update_fields=["ceremony"])


class Migration(migrations.Migration):
    dependencies = [
        ("booth", "0004_witnesses"),
    ]

    operations = [
        migrations.AddField("board", "ceremony", models.UUIDField(null=True)),
        migrations.RunPython(every_board_had_a_ceremony_of_its_own, migrations.RunPython.noop),
        migrations.AlterField("board", "ceremony", models.UUIDField(db_index=True)),
        migrations.CreateModel(
            name="SpareElection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ceremony", models.UUIDField(db_index=True)),
                ("number", models.CharField(max_length=32, unique=True)),
                ("keys", models.JSONField(default=list)),
            ],
        ),
    ]
