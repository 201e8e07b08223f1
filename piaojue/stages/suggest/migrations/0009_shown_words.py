"""A public search looks at what everybody may read: the words that are there already, as they are shown."""

from django.db import migrations, models

from engines.matching import mask

BATCH = 500


def cover(text, doubts):
    masked = mask(text)
    return masked.cautious if doubts else masked.text


def read_words(apps, schema_editor):
    suggestions = apps.get_model("suggest", "Suggestion").objects.using(schema_editor.connection.alias).order_by("pk")
    last = 0
    while rows := list(suggestions.filter(pk__gt=last).only("pk", "title", "content", "covers_doubts")[:BATCH]):
        for row in rows:
            row.shown_title = cover(row.title, row.covers_doubts)
            row.shown_content = cover(row.content, row.covers_doubts)
        suggestions.bulk_update(rows, ["shown_title", "shown_content"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("suggest", "0008_covers_doubts")]

    operations = [
        migrations.AddField(
            "suggestion", "shown_title", models.TextField(blank=True, default="", editable=False)
        ),
        migrations.AddField(
            "suggestion", "shown_content", models.TextField(blank=True, default="", editable=False)
        ),
        migrations.RunPython(read_words, migrations.RunPython.noop),
    ]
