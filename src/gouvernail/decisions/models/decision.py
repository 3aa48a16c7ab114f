"""The register: what was decided, sealed as it was written. The database itself refuses to edit or remove a row."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.decisions.choices.decisions import Verdict
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Derived, Scoped

TERM = 52  # letters of a stem, and more than the longest one
SEAL = 64


class Decision(Scoped):
    """One decision: `record` is what was sealed, the columns say the same again so that it can be found.

    Attributes
    ----------
    record
        Canonical JSON (docs/decisions/0010). People are references in it (`@member:12`): whoever is
        forgotten is forgotten here too, and the seal holds.
    signed_as
        Of the roles that the signer held, the one by which they may decide.
    has_quorum
        Whether enough of the right people were there, as it was known then.
    """

    number = models.PositiveIntegerField(_("number"), editable=False)
    at = models.DateTimeField(_("decided on"), default=timezone.now)
    signed_by = models.ForeignKey(
        "workspaces.Member", verbose_name=_("signed by"), on_delete=models.RESTRICT, related_name="+"
    )
    signed_as = models.CharField(_("as"), max_length=20, choices=RoleKind)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(_("subject"), max_length=200)
    sentence = models.CharField(_("sentence"), max_length=300)
    reason = models.TextField(_("reason"), max_length=2000)
    review_on = models.DateField(_("to be reviewed on"), null=True, blank=True)
    meeting = models.ForeignKey(
        "decisions.Meeting",
        verbose_name=_("meeting"),
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="decisions",
    )
    reverses = models.ForeignKey(
        "decisions.Decision",
        verbose_name=_("goes back on"),
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="reversals",
    )
    is_override = models.BooleanField(_("against the ranking"), default=False)
    has_quorum = models.BooleanField(_("quorum"), default=False)
    record = models.TextField()
    previous = models.CharField(max_length=SEAL)
    seal = models.CharField(max_length=SEAL)

    class Meta:
        verbose_name = _("decision")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("workspace", "number"), name="one_decision_a_number"),
            models.UniqueConstraint(fields=("workspace", "previous"), name="one_decision_follows_another"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.LATER) | Q(review_on__isnull=False), name="later_has_a_day"
            ),
        )
        indexes = (
            models.Index(fields=("workspace", "subject_type", "subject_id", "number"), name="decisions_on_a_subject"),
            models.Index(fields=("workspace", "review_on"), name="decisions_to_review"),
            models.Index(fields=("workspace", "at"), name="decisions_in_time"),
        )

    def __str__(self) -> str:
        return f"{self.key} · {self.sentence}"

    @property
    def key(self) -> str:
        """Give the short name that people say."""
        return f"DEC-{self.number}"


class DecisionTerm(Derived):
    """A term by which a decision is found: the stem of a word of its sentence, reason, subject or dissent."""

    decision = models.ForeignKey("decisions.Decision", on_delete=models.CASCADE, related_name="terms")
    term = models.CharField(max_length=TERM)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("workspace", "term", "decision"), name="decisions_of_a_term"),)

    def __str__(self) -> str:
        return self.term
