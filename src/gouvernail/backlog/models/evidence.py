"""What proves that something is urgent."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.choices.urgency import EvidenceKind, Grade, Verdict
from gouvernail.workspaces.models import Scoped, now


class Evidence(Scoped):
    """One evidence. Its grade is what it rests on; what it counts for today also depends on its expiry.

    The dates are read by the profile of its kind (method, section 2.1): `starts_on` and `ends_on` bound a season, a
    window or a loss; `ends_on` alone is the deadline of a law, a contract, a support.
    """

    item = models.ForeignKey("backlog.Item", on_delete=models.CASCADE, related_name="evidences")
    kind = models.CharField(_("what makes it urgent"), max_length=20, choices=EvidenceKind)
    statement = models.CharField(_("what it says"), max_length=300)
    source = models.CharField(_("who or what says so"), max_length=200, blank=True)
    address = models.URLField(_("address of the document"), max_length=500, blank=True)
    document_on = models.DateField(_("date of the document"), null=True, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("deadline"), null=True, blank=True)
    loss = models.DecimalField(  # in the workspace's currency
        _("loss per week"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    half_life = models.PositiveSmallIntegerField(  # weeks after which half of the value is gone
        _("weeks until half of the value is gone"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    grade = models.PositiveSmallIntegerField(_("rests on"), choices=Grade, default=Grade.ASSERTED, editable=False)
    owner = models.ForeignKey(
        "workspaces.Member",
        verbose_name=_("who answers for it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    author = models.ForeignKey("workspaces.Member", on_delete=models.RESTRICT, related_name="+", editable=False)
    at = models.DateTimeField(default=now, editable=False)
    expires_on = models.DateField(_("to be confirmed again by"))
    verdict = models.CharField(_("verification"), max_length=10, choices=Verdict, blank=True, editable=False)
    verdict_note = models.TextField(_("what was checked"), blank=True, max_length=1000, editable=False)
    verified_by = models.ForeignKey(
        "workspaces.Member", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("evidence")
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="evidence_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("author")), name="a_second_person_verifies"
            ),
        )
        indexes = (models.Index(fields=("workspace", "expires_on"), name="evidences_by_expiry"),)

    def __str__(self) -> str:
        return f"{_('evidence')} {self.pk}"
