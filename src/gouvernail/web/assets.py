"""The style sheets and the modules of the shell, in the order in which a page asks for them."""

SHEETS = tuple(
    f"web/css/{name}.css"
    for name in (
        "tokens",
        "elements",
        "shell",
        "actions",
        "forms",
        "tables",
        "surfaces",
        "figures",
        "feedback",
        "roadmap",
        "account",
        "paper",
    )
)
MODULES = tuple(
    f"web/js/{name}.js"
    for name in ("theme", "menus", "toasts", "unsaved", "asked", "shortcuts", "palette", "moments", "drop")
)
