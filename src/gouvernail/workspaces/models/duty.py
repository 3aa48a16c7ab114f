"""Who must: a duty, and the letter that each member has in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.choices.words import Letter
from gouvernail.workspaces.models.scoped import Scoped


class Duty(Scoped):
    """Something that has to be done for the programme to move, whoever does it."""

    code = models.CharField(max_length=40, blank=True, editable=False)  # that of the template, empty for one's own
    label = models.CharField(_("duty"), max_length=120)
    description = models.TextField(_("what it means"), blank=True, max_length=2000)
    data_object = models.ForeignKey(
        "workspaces.DataObject",
        verbose_name=_("data object"),
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="duties",
    )
    may_refuse = models.BooleanField(
        _("the accountable person may refuse a request of any team"), default=None, null=True, blank=True
    )
    mandate_of = models.ForeignKey(  # who that was said of: of somebody else, the question is asked again
        "workspaces.Member",
        verbose_name=_("of whom it was said"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    is_active = models.BooleanField(_("active"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)  # two people editing at once: the second sees both
    edited_at = models.DateTimeField(null=True, editable=False)
    edited_by = models.ForeignKey(
        "workspaces.Member", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("duty")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.label


class Assignment(Scoped):
    """One letter of one member in one duty; the accountable person may also be responsible."""

    duty = models.ForeignKey("workspaces.Duty", on_delete=models.CASCADE, related_name="assignments")
    member = models.ForeignKey("workspaces.Member", on_delete=models.CASCADE, related_name="assignments")
    letter = models.CharField(max_length=1, choices=Letter)

    class Meta:
        verbose_name = _("assignment")
        ordering = ("duty", "letter", "pk")
        constraints = (
            models.UniqueConstraint(fields=("workspace", "duty", "member", "letter"), name="one_letter_once"),
        )

    def __str__(self) -> str:
        return f"{self.letter} · {self.member}"
