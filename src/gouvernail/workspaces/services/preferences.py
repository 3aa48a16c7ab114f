"""How the product speaks and looks to one person. Theirs alone, in no workspace: the trail has nothing to keep."""

from django.db import transaction

from gouvernail.workspaces.models import User


@transaction.atomic
def preference_save(*, user: User, **values: str) -> None:
    """Keep the reader's `language` or `theme`.

    Raises
    ------
    ValidationError
        Named by field, where the value is not one of those offered.
    """
    for field, value in values.items():
        setattr(user, field, value)
    user.full_clean(exclude={field.name for field in user._meta.fields} - set(values))  # noqa: SLF001  # Django's public door to fields
    user.save(update_fields=list(values))
