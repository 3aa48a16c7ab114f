"""Users, workspaces, teams, memberships, roles with scope and term, duties: who may, who must."""
