from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0002_kinds_of_the_backlog"),
    ]

    operations = [
        migrations.AlterField(
            model_name="told",
            name="step",
            field=models.CharField(
                choices=[
                    ("letter", "Letter of the day"),
                    ("before", "Soon"),
                    ("today", "Today"),
                    ("late", "Late"),
                    ("escalated", "Passed on to you"),
                    ("news", "Answers and mentions"),
                ],
                max_length=10,
            ),
        ),
    ]
