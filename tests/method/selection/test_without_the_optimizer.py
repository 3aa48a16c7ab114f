"""Where OR-Tools is not installed: the choice is made and proved all the same, the frontier says what it needs."""

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
from gouvernail.method.selection import *
items = (Item("a", 5, {"": 3}), Item("b", 4, {"": 2}, ("c",)), Item("c", 0, {"": 1}))
chosen = select(Portfolio(items), Capacity(4))
print(sorted(chosen.keys), chosen.proved, chosen.bound)
for ask in (lambda: frontier(Portfolio(items)), lambda: next_increments(Portfolio(items), chosen)):
    try:
        ask()
    except OptimizerMissing as error:
        print(error)
"""


def test_the_choice_is_proved_and_the_frontier_says_what_it_needs():
    answer = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    needs = 'the frontier needs the optional parts: pip install "gouvernail[optimize]"'
    assert answer.stdout.splitlines() == ["['a'] True 5.0", needs, needs]
