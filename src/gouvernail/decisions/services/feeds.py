"""The secret address of a person's calendar."""

import secrets

from django.core import signing
from django.utils import timezone

from gouvernail.decisions.models import CalendarFeed
from gouvernail.workspaces.models import User

_SALT = "gouvernail.calendar"


def feed_open(*, user: User) -> str:
    """Give the secret of a person's calendar address, made the first time."""
    feed, _made = CalendarFeed.objects.get_or_create(user=user, defaults={"stamp": secrets.token_hex(16)})
    return _secret(feed)


def feed_renew(*, user: User) -> str:
    """Make a new address: the old one is dead at once."""
    feed, _made = CalendarFeed.objects.update_or_create(
        user=user, defaults={"stamp": secrets.token_hex(16), "renewed_at": timezone.now()}
    )
    return _secret(feed)


def feed_reader(secret: str) -> User | None:
    """Find whose calendar an address is; None where it was forged, renewed, or the person left."""
    try:
        key, stamp = signing.loads(secret, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    feed = CalendarFeed.objects.select_related("user").filter(user=key, stamp=stamp, user__is_active=True).first()
    return feed.user if feed else None


def _secret(feed: CalendarFeed) -> str:
    return signing.dumps([feed.user_id, feed.stamp], salt=_SALT)
