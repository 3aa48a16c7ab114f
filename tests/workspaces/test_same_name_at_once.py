"""Two people give the same name to two workspaces at the same instant: both get one, at two addresses."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from gouvernail.workspaces.models import User, Workspace
from gouvernail.workspaces.services.workspaces import workspace_create


@pytest.mark.django_db(transaction=True)
def test_both_are_made():
    users = [User.objects.create_user(f"p{number}@example.org", None) for number in range(4)]
    together, faults = Barrier(len(users)), []

    def make(user: User) -> None:
        try:
            together.wait()
            workspace_create(user=user, name="CRM Ventes")
        except Exception as fault:  # noqa: BLE001  # told to the thread that asserts
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [Thread(target=make, args=(user,)) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert set(Workspace.objects.values_list("slug", flat=True)) == {
        "crm-ventes",
        "crm-ventes-2",
        "crm-ventes-3",
        "crm-ventes-4",
    }
