"""What each figure of `method/thresholds/thresholds.toml` says, in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

PARTS: "dict[str, str | Promise]" = {
    "scoring": _("Opinions"),
    "urgency": _("Urgency"),
    "robustness": _("Certainty of ranks"),
}

SAID: "dict[str, str | Promise]" = {
    "scoring.confidence_weights": _("What a vote weighs: hardly sure, rather sure, sure"),
    "scoring.confidence_widths": _("How far a vote spreads on either side: hardly sure, rather sure, sure"),
    "scoring.backlog_weight": _("What the rest of the backlog weighs beside the votes of an item"),
    "scoring.severity_share": _("Share of the variance due to who votes, from which votes are corrected"),
    "scoring.severity_votes": _("Votes beyond one an item and one a person, from which severity is estimated"),
    "scoring.reliable": _("Krippendorff’s alpha from which people read a scale the same way"),
    "scoring.tentative": _("Krippendorff’s alpha from which they nearly do"),
    "scoring.disagreement_votes": _("Votes below which only the range tells a disagreement"),
    "scoring.polarised": _("Van der Eijk’s A below which opinions are opposed"),
    "scoring.wide_range": _("Between the lowest vote and the highest, from which opinions are opposed"),
    "scoring.camp_distance": _("Between two camps"),
    "scoring.camp_share": _("Of the votes, in each of two camps"),
    "scoring.team_interval": _("Confidence of the interval around the gap between two teams"),
    "scoring.hint_items": _("Items judged, from which a habit is told to the person who has it"),
    "scoring.halo": _("Correlation of one’s votes on two filters, from which it is told"),
    "scoring.narrow": _("One’s spread over that of the others, below which it is told"),
    "scoring.own_items": _("Items of one’s own team and of others, from which they are compared"),
    "scoring.own_favour": _("Given to one’s own team beyond others, from which it is told"),
    "scoring.senior_moves": _("Votes moved between two turns, from which their direction is looked at"),
    "scoring.senior_chance": _("Chance of so many moves toward the most senior vote, up to which it is told"),
    "urgency.longest_wait": _("Half-value delay of level 0; each halving is one level more"),
    "urgency.grade_weights": _("What an evidence weighs beside the claim: asserted, named, documented, verified"),
    "urgency.evidence_days": _("After which an evidence that states no expiry counts one grade less"),
    "urgency.yearly_rate": _("At which a benefit that starts at delivery is discounted"),
    "urgency.critical_days": _("To mend a critical vulnerability"),
    "urgency.high_days": _("To mend a high one"),
    "urgency.contradiction": _("Between two documents about one thing, from which they contradict each other"),
    "urgency.unproved_cap": _("The most that an urgency without evidence counts"),
    "urgency.unshown_gap": _("From what counts up to what is claimed, from which the urgency is not shown"),
    "urgency.claim_noise": _("Variance of a claim around what is proved later, before anything is known"),
    "urgency.verified_claims": _("In all, from which the claims of teams are corrected"),
    "urgency.noise_claims": _("What that variance is worth when it is estimated anew"),
    "robustness.samples": _("Draws of opinions, evidence and weights, in which ranks are counted"),
    "robustness.kappa": _("How tightly agreed weights are held: at 30, a third varies by 0.085"),
    "robustness.sure": _("Chance of being among the first places, from which an item is in"),
    "robustness.out": _("Chance of being among the first places, up to which an item is out"),
    "robustness.rank_interval": _("The draws that an interval of ranks leaves below each of its ends"),
    "robustness.least_doubt": _("Of the doubt, made by one score, from which it is worth clarifying"),
    "robustness.likely": _("Of the draws, in which one item is ahead of another, from which it is likely"),
}

MARKS: "dict[str, str | Promise]" = {
    "[L]": _("published"),
    "[P]": _("our proposal"),
    "[choice]": _("our choice"),
}
