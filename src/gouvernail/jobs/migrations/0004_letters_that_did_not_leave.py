import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0003_mail_and_ticks"),
        ("workspaces", "0006_words_of_duties"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="message",
            options={"ordering": ("next_at", "pk"), "verbose_name": "letter"},
        ),
        migrations.AddField(
            model_name="message",
            name="resent_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="subject",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="message",
            name="workspace",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="workspaces.workspace",
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="content",
            field=models.BinaryField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="message",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="message",
            name="recipient",
            field=models.CharField(max_length=320, verbose_name="to"),
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("sending", "Being handed over"),
                    ("sent", "Sent"),
                    ("refused", "Refused"),
                    ("unknown", "Perhaps sent"),
                    ("dropped", "Given up"),
                ],
                default="waiting",
                max_length=8,
                verbose_name="state",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["workspace", "-created_at"], name="letters_of_a_workspace"),
        ),
    ]
