"""What the ranking takes for granted is read from one file, and a value that makes no sense is named."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gouvernail
from gouvernail.method.robustness import KAPPA, OUT, SAMPLES, SURE
from gouvernail.method.thresholds import InvalidThresholds, load, numbers, shipped, whole
from gouvernail.method.urgency import CAP, NOISE, Grade

ONE = '[scoring.wide_range]\nvalue = {}\nunit = "levels"\nrange = [1, 5]\nsource = "[P]"\n'
SEVERAL = (
    '[urgency.grade_weights]\nvalue = {}\nunit = "share"\nrange = [0, 1]\ncount = 3\norder = "up"\nsource = "[P]"\n'
)
COUNT = '[robustness.samples]\nvalue = {}\nunit = "draws"\nrange = [1, 100]\nwhole = true\nsource = "[P]"\n'


def test_the_method_reads_the_figures_of_its_file():
    assert (SURE, OUT, KAPPA, SAMPLES) == (0.85, 0.15, 30, 10_000)
    assert (CAP, NOISE, [one.weight for one in Grade]) == (2, 1, [0, 0.33, 0.67, 1])
    assert whole("urgency.critical_days") == 15
    assert numbers("scoring.confidence_weights") == (0.5, 1, 2)
    assert numbers("scoring.tentative") == (2 / 3,)


def test_every_figure_has_a_unit_and_a_source():
    assert len(shipped()) > 30
    assert [one.key for one in shipped().values() if not one.unit or not one.source] == []
    assert {one.part for one in shipped().values()} == {"scoring", "urgency", "robustness"}


def test_a_text_is_read_as_the_file_is():
    found = load(ONE.format(2.5) + SEVERAL.format("[0, 0.5, 1]"))
    assert {key: one.values for key, one in found.items()} == {
        "scoring.wide_range": (2.5,),
        "urgency.grade_weights": (0, 0.5, 1),
    }


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        pytest.param("[scoring.wide_range\nvalue = 3", "unreadable", "line", id="not-toml"),
        pytest.param("[scorign.wide_range]\nvalue = 3", "unknown", "scorign", id="part"),
        pytest.param("scoring = 3", "unknown", "scoring", id="part-without-table"),
        pytest.param("[scoring]\nwide_range = 3", "wrong_kind", "scoring.wide_range", id="no-table"),
        pytest.param(ONE.format(3).replace("unit", "units"), "missing", "scoring.wide_range.unit", id="no-unit"),
        pytest.param(ONE.format(3) + "vlaue = 4", "unknown", "scoring.wide_range.vlaue", id="misspelt-key"),
        pytest.param(ONE.format(3).replace("[P]", "me"), "no_source", "scoring.wide_range.source", id="no-mark"),
        pytest.param(ONE.format('"3"'), "wrong_kind", "scoring.wide_range", id="text"),
        pytest.param(ONE.format("true"), "wrong_kind", "scoring.wide_range", id="yes"),
        pytest.param(ONE.format(30), "out_of_range", "scoring.wide_range", id="too-large"),
        pytest.param(ONE.format("nan"), "out_of_range", "scoring.wide_range", id="not-a-number"),
        pytest.param(ONE.format("[3, 4]"), "wrong_kind", "scoring.wide_range", id="two-for-one"),
        pytest.param(SEVERAL.format("[0, 1]"), "wrong_kind", "urgency.grade_weights", id="one-lacks"),
        pytest.param(SEVERAL.format("[0, 1, 0.5]"), "out_of_order", "urgency.grade_weights", id="not-rising"),
        pytest.param(COUNT.format("2.5"), "wrong_kind", "robustness.samples", id="half-a-draw"),
        pytest.param(
            ONE.replace("wide_range", "tentative").format(3) + ONE.replace("wide_range", "reliable").format(2),
            "out_of_order",
            "scoring.tentative",
            id="crossed",
        ),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_its_key(text, code, key):
    with pytest.raises(InvalidThresholds) as refused:
        load(text)
    assert (refused.value.code, key in refused.value.key) == (code, True)
    assert refused.value.expected


@pytest.fixture
def installation(tmp_path) -> Path:
    """Copy the product, so that its file of thresholds can be changed."""
    source = Path(gouvernail.__file__).parent
    leave = shutil.ignore_patterns("__pycache__", "static", "locale", "fonts", "*.woff2")
    shutil.copytree(source, tmp_path / "gouvernail", ignore=leave)
    return tmp_path


def _change(installation: Path, key: str, old: str, new: str) -> None:
    path = installation / "gouvernail" / "method" / "thresholds" / "thresholds.toml"
    before, mark, after = path.read_text(encoding="utf-8").partition(f"[{key}]")
    path.write_text(before + mark + after.replace(old, new, 1), encoding="utf-8")


def _run(installation: Path, script: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GOUVERNAIL_", "DJANGO_"))},
        "PYTHONPATH": str(installation),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "fr_FR.UTF-8",
        "DJANGO_SETTINGS_MODULE": "gouvernail.config.settings",
        "GOUVERNAIL_DATA": str(installation / "var"),
        "GOUVERNAIL_SECRET_KEY": "only-to-start-in-a-test-" + "x" * 50,
    }
    return subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False, cwd=installation
    )


def test_a_figure_changed_in_the_file_counts_after_a_new_start(installation):
    script = (
        "from gouvernail.method.scoring import disagreement, votes\n"
        "cast = votes([0, 0], [0, 1], [1, 3], item_count=1, rater_count=2)\n"
        "print(disagreement(cast).reasons.tolist())"
    )
    assert _run(installation, script).stdout.strip() == "[0]"
    _change(installation, "scoring.wide_range", "value = 3.0", "value = 2.0")
    assert _run(installation, script).stdout.strip() == "[2]"


def test_a_file_that_makes_no_sense_is_said_by_the_command_and_stops_the_web(installation):
    _change(installation, "scoring.camp_share", "value = 0.3", "value = 30")
    (installation / "scores.csv").write_text("item,value,urgency,complexity\nA,1,2,3\nB,2,2,2\n", encoding="utf-8")
    rank = "import sys; sys.argv = ['gouvernail', 'rank', 'scores.csv']\nfrom gouvernail.cli.main import run\n"
    told = _run(installation, rank + "sys.exit(run())")
    assert told.returncode == 2
    assert "scoring.camp_share" in told.stderr
    assert "0.01–0.5" in told.stderr
    assert "Traceback" not in told.stderr
    web = _run(installation, "import django; django.setup()")
    assert web.returncode != 0
    assert "ImproperlyConfigured" in web.stderr
    assert "scoring.camp_share" in web.stderr.splitlines()[-1]
