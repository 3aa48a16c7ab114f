"""Where OR-Tools is not installed: the plan is made and proved by HiGHS, the blocks say what they need."""

import subprocess
import sys

SCRIPT = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "ortools":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "ortools" else found(name, package)
sys.meta_path.insert(0, Absent())
import numpy as np
from gouvernail.method.selection import Item as Candidate, OptimizerMissing
from gouvernail.method.sequencing import *
from gouvernail.method.urgency.profiles import Erosion
items = [Item(f"i{n:02}", 1.0 + n % 5, {"A": 1.0 + n % 4, "B": float(n % 3)}, Erosion(0.1)) for n in range(12)]
plan = sequence(items, Horizon.steady({"A": 5.0, "B": 3.0}, iterations=6), rng=np.random.default_rng(1), seconds=60)
print(plan.proved, plan.relaxed < plan.loss)
coupled = [Candidate("a", 1.0, {"": 1.0}), Candidate("b", 2.0, {"": 2.0}, ("a",))]
coupled.append(Candidate("c", 1.0, {"": 1.0}, ("a",)))
for ask in (lambda: blocks(coupled), lambda: shortest([Activity("a", 1)], {})):
    try:
        ask()
    except OptimizerMissing as error:
        print("optional" in str(error))
"""


def test_the_plan_is_proved_and_the_rest_says_what_it_needs():
    answer = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines() == ["True True", "True", "True"]
