"""The rules of method.md section 7, in files by what they protect; importing a family registers its rules."""

from gouvernail.method.governance.rules import (  # noqa: F401
    accountability,
    crowd,
    legitimacy,
    load,
    reach,
    rhythm,
    roles,
    single_point,
)
