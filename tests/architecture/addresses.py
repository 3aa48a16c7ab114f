"""Every address of the product, and how to fill it with the rows of a workspace. A new address is found by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.rows import Rows

# What `pk` or `key` is, by the beginning of the address's name; the longest one counts.
OWN_ROWS = {
    "workspaces:persona": "workspaces.User",
    "workspace:invitation": "workspaces.Invitation",
    "workspace:member": "workspaces.Member",
    "workspace:person": "workspaces.Member",
    "workspace:role": "workspaces.Role",
    "workspace:team": "workspaces.Team",
    "workspace:data_object": "workspaces.DataObject",
    "workspace:duty": "workspaces.Duty",
    "workspace:finding": "workspaces.SetAside",
    "jobs:job": "jobs.Job",
    "jobs:letter": "jobs.Message",
    "decisions:decision": "decisions.Decision",
    "decisions:ritual": "decisions.Ritual",
    "decisions:meeting": "decisions.Meeting",
    "followup:line": "followup.Line",
    "followup:notice": "followup.Notice",
    "connectors:import": "connectors.ImportRun",
    "connectors:backlog_import": "connectors.BacklogImport",
    "connectors:source": "connectors.Source",
    "connectors:workspace_export": "jobs.Job",
    "backlog:item": "backlog.Item",
    "backlog:ranking": "backlog.Ranking",
    "backlog:view": "backlog.SavedView",
    "backlog:request": "backlog.Request",
    "backlog:voice": "backlog.Voice",
    "backlog:link": "backlog.Link",
    "backlog:comment": "backlog.Comment",
    "backlog:attachment": "backlog.Attachment",
    "diagnosis:report_make": "connectors.ImportRun",
    "diagnosis:": "diagnosis.Report",
    "backlog:evidence": "backlog.Evidence",
    "backlog:round": "backlog.Round",
    "backlog:calibration": "backlog.Calibration",
    "backlog:scenario": "backlog.Scenario",
    "strategy:objective": "strategy.Objective",
    "strategy:reading": "strategy.Reading",
}
# What the other parameters are.
OTHER_ROWS = {
    "member": "workspaces.Member",
    "note": "diagnosis.Annotation",
    "export": "diagnosis.Export",
    "link": "diagnosis.ShareLink",
    "needs": "backlog.Item",
    "asked": "backlog.Request",
}
WORDS = {  # texts that name no row of the database
    "memory": "forged",
    "digest": "0" * 64,
    "secret": "forged",
    "token": "forged",
    "provider_id": "nobody",
    "code": "throughput",
    "part": "throughput",
    "about": "report",
    "kind": "pdf",
    "scale": "value",
    "position": "1",
    "uidb36": "1",
    "version": "1",
    "name": "title",
}
_OF_THE_LIBRARY = re.compile(r"^(account_|mfa_|socialaccount_|openid_connect_|usersessions_|$)")


@dataclass(frozen=True)
class Address:
    """One pattern of the map."""

    name: str
    route: str
    parameters: tuple[str, ...]
    is_public: bool

    @property
    def is_inside(self) -> bool:
        return self.route.startswith("w/<slug:workspace>/")

    @property
    def is_ours(self) -> bool:
        return not _OF_THE_LIBRARY.match(self.name)

    @property
    def rows(self) -> dict[str, str]:
        """Give the parameters that name a row, with the model of each."""
        found = {name: self._model(name) for name in self.parameters if name not in WORDS and name != "workspace"}
        unknown = [name for name, model in found.items() if not model]
        assert not unknown, (
            f"{self.name} ({self.route}): nobody knows what {', '.join(unknown)} names. "
            "Say it in OWN_ROWS, OTHER_ROWS or WORDS of tests/architecture/addresses.py."
        )
        return found

    def path(self, slug: str, rows: Rows, foreign: dict[str, Any] | None = None) -> str:
        """Write the address with the rows of a workspace, some of them those of another one."""
        values = {name: rows[model].pk for name, model in self.rows.items()} | (foreign or {})
        values |= {name: WORDS[name] for name in self.parameters if name in WORDS} | {"workspace": slug}
        text = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), self.route)
        return "/" + text

    def _model(self, name: str) -> str:
        if name not in {"pk", "key"}:
            return OTHER_ROWS.get(name, "")
        begins = [begin for begin in OWN_ROWS if self.name.startswith(begin)]
        return OWN_ROWS[max(begins, key=len)] if begins else ""


def addresses() -> list[Address]:
    """List every address that is written with plain parameters; the library's regular expressions are its own."""
    return [address for address in _walk(get_resolver(), (), "") if "(?P" not in address.route]


def _walk(resolver: URLResolver, names: tuple[str, ...], prefix: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, (*names, pattern.namespace) if pattern.namespace else names, route)
        elif isinstance(pattern, URLPattern):
            name = ":".join((*names, pattern.name or ""))
            parameters = tuple(re.findall(r"<(?:\w+:)?(\w+)>", route))
            yield Address(name, route, parameters, not getattr(pattern.callback, "login_required", True))
