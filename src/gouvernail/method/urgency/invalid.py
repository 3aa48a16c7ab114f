"""What cannot be an evidence or a claim, and why."""


class InvalidEvidence(ValueError):
    """Raised when an evidence, a claim or a calibration cannot be used.

    Attributes
    ----------
    code
        `date_missing`, `dates_reversed`, `rate_missing`, `rate_negative`, `window_empty`, `expires_before_stated`,
        `lead_time_negative`, `level_outside`, `weight_outside`, `variance_negative`, `team_unknown` or `shape`.
    field
        The argument that holds it.
    """

    def __init__(self, code: str, *, field: str, found: object, expected: str) -> None:
        super().__init__(f"{field}: {found!r}. Expected: {expected}.")
        self.code, self.field, self.found, self.expected = code, field, str(found), expected
