"""The rows of an import on their way to the backlog: what was chosen, what it gives, what was written over."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.choices import BacklogKind, BacklogState
from gouvernail.workspaces.models import Scoped


class BacklogImport(Scoped):
    """One import as requests, or as items. The rows that it wrote have its `origin`.

    Attributes
    ----------
    origin
        `ImportRun.code`; kept here too, as the files of an import may go before what it wrote.
    fingerprint, format
        Of the source (`ImportRun.fingerprint`) and of its tool, by which the same rows are known again.
    options
        What people chose: `states` (state of the history to that of the backlog, or `LEFT_OUT`), `objectives` (word to
        key of an objective), `objective` (of the rows without a word that is known), `teams` (words to create),
        `updates`, `same_keys`, `parts` (what stands under a row comes before it), `people` (name to key of a member).
    plan
        What these options give (see `selectors.backlog_plan`), and the `options` that it was made with.
    unlinked
        Prerequisites that undoing it took away, as (item, needs): what bringing it back writes again.
    """

    run = models.ForeignKey(
        "connectors.ImportRun", on_delete=models.SET_NULL, null=True, blank=True, related_name="backlog_imports"
    )
    kind = models.CharField(_("what the rows become"), max_length=10, choices=BacklogKind)
    title = models.CharField(_("title"), max_length=120)
    origin = models.UUIDField(default=uuid.uuid4, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    format = models.CharField(max_length=40, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=BacklogState, default=BacklogState.WAITING)
    options = models.JSONField(_("choices"), default=dict, blank=True)
    plan = models.JSONField(default=dict, blank=True, editable=False)
    unlinked = models.JSONField(default=list, blank=True, editable=False)
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    actor = models.ForeignKey("workspaces.Member", on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    applied_at = models.DateTimeField(null=True, blank=True, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)  # `removed_at` of the rows it took away

    class Meta:
        verbose_name = _("import into the backlog")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("workspace", "origin", "kind"), name="one_backlog_import_a_kind"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_busy(self) -> bool:
        """Tell whether a job is at work on it."""
        return self.job is not None and not self.job.has_ended


class Overwrite(Scoped):
    """What an import wrote over, in one row that was there: what undoing it puts back.

    `values` is field to [old, new], as the columns of the database hold them.
    """

    backlog_import = models.ForeignKey("connectors.BacklogImport", on_delete=models.CASCADE, related_name="overwrites")
    subject_id = models.PositiveBigIntegerField()  # of a request or an item, after the kind of the import
    values = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("values written over by an import")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("workspace", "backlog_import", "subject_id"), name="one_overwrite_a_row"),
        )

    def __str__(self) -> str:
        return f"{_('values written over by an import')} {self.pk}"
