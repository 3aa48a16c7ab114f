"""The progress of a job, for the pages of every room: `{% load jobs %}{% job_progress job %}`."""

import json
from typing import Any

from django import template
from django.template import Context

from gouvernail.jobs.choices import Delivery, State
from gouvernail.jobs.models import Job, Message
from gouvernail.jobs.selectors.jobs import etag_of, may_steer, nobody_works
from gouvernail.jobs.selectors.mail import masked as address_masked

register = template.Library()
_TONES = {State.SUCCEEDED: "good", State.FAILED: "bad", State.CANCELLED: "warn"}
_LETTER_TONES = {Delivery.REFUSED: "bad", Delivery.UNKNOWN: "warn"}


@register.inclusion_tag("jobs/_progress.html", takes_context=True)
def job_progress(context: Context, job: Job) -> dict[str, Any]:
    """Draw how far a job is. The piece asks for itself every second, and stops when the job has ended."""
    member, request = context["member"], context["request"]
    alone = nobody_works(job)
    return {
        "job": job,
        "tone": _TONES.get(State(job.state), ""),
        "workspace": context["workspace"],
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "may_steer": may_steer(member, job),
        "may_retry": job.state in {State.FAILED, State.CANCELLED},
        "nobody_works": alone,
        "headers": json.dumps({"If-None-Match": etag_of(job, alone)}),
    }


@register.filter
def tone(job: Job) -> str:
    """Give the colour of a job's state."""
    return _TONES.get(State(job.state), "")


@register.filter
def local_url(result: Any) -> str:
    """Give the address of a result when it is one of ours."""
    url = result.get("url", "") if isinstance(result, dict) else ""
    return url if isinstance(url, str) and url.startswith("/") and not url.startswith("//") else ""


@register.filter
def letter_tone(letter: Message) -> str:
    """Give the colour of a letter's state."""
    return _LETTER_TONES.get(Delivery(letter.state), "plain")


@register.filter
def masked(address: str) -> str:
    """Hide the name in an address."""
    return address_masked(address)
