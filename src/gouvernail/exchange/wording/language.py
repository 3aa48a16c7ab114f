from typing import Literal

Language = Literal["fr", "en"]
