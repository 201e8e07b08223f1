"""Why a lamp shines stands beside the lamp's name, no longer behind it in one text."""

from django.db import migrations

NAMES = ("绿灯：", "黄灯：", "红灯：")
KEPT_IN = [("Project", "lamp_reason"), ("Project", "rule_reason"), ("Report", "lamp_reason")]


def take_names_off(apps, schema_editor) -> None:
    for model, field in KEPT_IN:
        rows = apps.get_model("deliver", model).objects.using(schema_editor.connection.alias)
        for name in NAMES:
            changed = []
            for row in rows.filter(**{f"{field}__startswith": name}).iterator():
                setattr(row, field, getattr(row, field).removeprefix(name))
                changed.append(row)
            rows.bulk_update(changed, [field], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("deliver", "0004_report_arrived")]
    operations = [migrations.RunPython(take_names_off, migrations.RunPython.noop)]
