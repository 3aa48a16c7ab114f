"""What the command refuses before or beside reading: worded in `wording/<lang>/cli.toml`, table `refusals`."""


class Refusal(Exception):
    """Something was asked that cannot be done.

    `code` is the key of the sentence in `cli.refusals`; `params` are its fields.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
