"""No setting is for show: each parameter of the file of thresholds is read by the code of its indicator."""

import inspect
import re
import sys

import pytest

import gouvernail.method.diagnosis.indicators  # noqa: F401  # registers the 36
from gouvernail.method.diagnosis import settings
from gouvernail.method.diagnosis.indicator import REGISTRY

SETTINGS = settings.load()


def test_the_registry_and_the_settings_speak_of_the_same_indicators() -> None:
    declared = {one.id: (one.number, one.beyond) for one in REGISTRY.values()}
    assert declared == {red.id: (red.number, red.beyond) for red in SETTINGS.thresholds.values()}


@pytest.mark.parametrize("indicator", sorted(SETTINGS.thresholds))
def test_every_parameter_is_read(indicator: str) -> None:
    code = inspect.getsource(sys.modules[type(REGISTRY[indicator]).__module__])
    read = set(re.findall(r'parameter\(\w+, "(\w+)"\)', code))
    assert set(SETTINGS.threshold(indicator).parameters or {}) <= read
