"""What is wrong with the file of thresholds, and where."""


class InvalidThresholds(ValueError):
    """Raised when the file of thresholds cannot be used.

    Attributes
    ----------
    code
        `unreadable`, `missing`, `unknown`, `wrong_kind`, `out_of_range`, `out_of_order` or `no_source`.
    key
        Where, dotted: `scoring.camp_share`; for an unreadable file, what the reader of TOML says.
    expected
        What could stand there.
    """

    def __init__(self, code: str, *, key: str, found: object, expected: str) -> None:
        super().__init__(f"thresholds.toml of the ranking, {key}: found {found!r}, expected {expected}.")
        self.code, self.key, self.found, self.expected = code, key, str(found), expected
