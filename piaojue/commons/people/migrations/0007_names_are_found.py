"""People are found however their name is typed: the keys of names that are there already."""

from django.db import migrations, models

from engines.writing import initials, name_key, search_key

BATCH = 1000


def read_names(apps, schema_editor):
    people = apps.get_model("people", "Person").objects.using(schema_editor.connection.alias)
    changed = []
    for person in people.exclude(name="").only("pk", "name").iterator(BATCH):
        person.name_key = name_key(person.name)[:80]
        person.name_found = f" {search_key(person.name)} {initials(person.name)}"[:160]
        changed.append(person)
        if len(changed) == BATCH:
            people.bulk_update(changed, ["name_key", "name_found"])
            changed = []
    people.bulk_update(changed, ["name_key", "name_found"])


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_bodies_live'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='name_found',
            field=models.CharField(blank=True, default='', editable=False, max_length=160),
        ),
        migrations.AddField(
            model_name='person',
            name='name_key',
            field=models.CharField(blank=True, db_index=True, default='', editable=False, max_length=80),
        ),
        migrations.RunPython(read_names, migrations.RunPython.noop),
    ]
