"""What cannot be scored, and why."""


class InvalidScores(ValueError):
    """Raised when votes, weights or amounts cannot be used.

    Attributes
    ----------
    code
        `shape`, `level_outside`, `confidence_unknown`, `item_unknown`, `rater_unknown`, `voted_twice`,
        `weight_missing`, `weight_negative`, `weights_zero`, `unit_not_positive`, `amount_negative` or `prior_unknown`.
    field
        The argument that holds it.
    row
        Its place in that argument, from 0; None when the whole of it is wrong.
    """

    def __init__(self, code: str, *, field: str, found: object, expected: str, row: int | None = None) -> None:
        where = field if row is None else f"{field}[{row}]"
        super().__init__(f"{where}: {found!r}. Expected: {expected}.")
        self.code, self.field, self.row, self.found, self.expected = code, field, row, str(found), expected
