from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_mandates'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='seat',
            name='one_seat_a_role',
        ),
        migrations.RemoveIndex(
            model_name='seat',
            name='people_seat_place_i_bc089f_idx',
        ),
        migrations.RemoveField(
            model_name='seat',
            name='active',
        ),
        migrations.AddIndex(
            model_name='seat',
            index=models.Index(fields=['place', 'role', 'ends'], name='people_seat_place_i_84bdfb_idx'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('ends', None), ('term', None)), fields=('person', 'body', 'role'), name='one_seat_a_role'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('ends', None), ('term__isnull', False)), fields=('person', 'body', 'role', 'term'), name='one_seat_a_role_and_term'),
        ),
    ]
