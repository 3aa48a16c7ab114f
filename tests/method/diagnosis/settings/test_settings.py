"""The file of thresholds: complete, sourced, and laid over only where it makes sense."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.exchange.wording import Words
from gouvernail.method.diagnosis import settings
from gouvernail.method.diagnosis.settings import SettingsError
from gouvernail.method.diagnosis.settings.load import default_text

DEFAULTS = settings.load()
STRONG = {("acceptance_high", "no_arbitration"), ("override_conc", "ego_overrides"), ("slow_cadence", "project_mode")}


def test_all_36_indicators_are_there_once_with_a_marked_source() -> None:
    assert sorted(red.number for red in DEFAULTS.thresholds.values()) == list(range(1, 37))
    assert all(red.source.startswith(("[P]", "[L]")) for red in DEFAULTS.thresholds.values())


@pytest.mark.parametrize(
    ("indicator", "value", "beyond"),
    [
        ("on_time_rate", 0.5, "below"),
        ("slippage", 1.5, "above"),
        ("replans", 0.25, "above"),
        ("said_done", 0.8, "below"),
        ("carry_over", 0.2, "above"),
        ("credible_dates", 0.3, "above"),
        ("ageing_work", 0.3, "above"),
        ("wip_per_builder", 2, "above"),
        ("outcome_measured", 0.3, "below"),
        ("benefit_realisation", 0.5, "below"),
        ("adoption", 0.3, "below"),
        ("rank_volatility", 0.6, "below"),
        ("top_turnover", 0.3, "above"),
        ("unjustified_moves", 0.5, "above"),
        ("unplanned_starts", 0.25, "above"),
        ("active_business", -0.05, "below"),
        ("business_retention", 90, "below"),
        ("ceremonies", 0.7, "below"),
        ("acceptance", 0.9, "above"),
        ("arbitration_latency", 30, "above"),
        ("undecided_in_build", 0.1, "above"),
        ("urgency_inflation", 0.4, "above"),
        ("first_come_first_served", 0.5, "above"),
        ("last_in_first_out", 0.25, "above"),
        ("release_cadence", 60, "above"),
        ("follow_up", 0.1, "below"),
        ("hypothesis", 0.3, "below"),
        ("early_involvement", 0.3, "below"),
        ("first_involvement", 0.25, "below"),
        ("unaligned_effort", 0.3, "above"),
        ("allocation_gap", 0.3, "above"),
        ("unranked", 0.6, "above"),
        ("override_concentration", 0.18, "above"),
        ("override_rate", 0.2, "above"),
        ("urgency_words", 0.2, "above"),
        ("role_gaps", 0, "above"),
    ],
)
def test_thresholds_are_those_of_the_document(indicator: str, value: float, beyond: str) -> None:
    red = DEFAULTS.threshold(indicator)
    assert (red.value, red.beyond) == (value, beyond)


def test_every_indicator_is_read_by_one_finding_and_no_more() -> None:
    read = [one for finding in DEFAULTS.network.findings for one in finding.indicators]
    assert sorted(read) == sorted(DEFAULTS.thresholds)


def test_the_matrix_has_the_26_rows_of_the_first_one_and_two_of_ours() -> None:
    own = [finding.id for finding in DEFAULTS.network.findings if finding.own]
    assert (len(DEFAULTS.network.findings), own) == (28, ["dates_not_credible", "unranked"])
    links = {finding.id: finding.links for finding in DEFAULTS.network.findings}
    assert all(links[finding][cause] == 0.8 for finding, cause in STRONG)
    assert sum(len(row) for row in links.values()) == 70


def test_twelve_causes_each_with_a_lever() -> None:
    assert len(DEFAULTS.network.causes) == 12
    assert set(DEFAULTS.levers) == set(DEFAULTS.network.causes)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_cause_and_symptom_is_worded(language: str) -> None:
    words = Words(language)  # type: ignore[arg-type]  # parametrize gives plain text
    for cause in DEFAULTS.network.causes:
        assert all(words.has(f"causes.{cause}.{part}") for part in ("name", "sentence", "lever", "what_to_do", "exit"))
    for symptom in DEFAULTS.symptoms:
        parts = ("name", "caption", "sentence", "established", "excluded", "not_enough_data", "not_recorded")
        assert all(words.has(f"causes.symptoms.{symptom}.{part}") for part in parts)


def test_only_what_is_given_changes() -> None:
    changed = settings.load("[indicators.on_time_rate]\nthreshold = 0.4\n[network]\nprior = 0.2\n")
    assert changed.threshold("on_time_rate").value == 0.4
    assert changed.network.prior == 0.2
    others = [one for one in DEFAULTS.thresholds if one != "on_time_rate"]
    assert all(changed.threshold(one) == DEFAULTS.threshold(one) for one in others)
    assert changed.network.findings == DEFAULTS.network.findings


def test_a_changed_threshold_is_no_longer_ours() -> None:
    assert settings.load("[indicators.replans]\nthreshold = 0.4").threshold("replans").source == "--thresholds"
    said = settings.load('[indicators.replans]\nthreshold = 0.4\nsource = "our charter, 2024"')
    assert said.threshold("replans").source == "our charter, 2024"


def test_the_whole_file_laid_over_itself_is_accepted_where_it_may_change() -> None:
    tables = tomllib.loads(default_text())
    lines = [f"[indicators.{one}]\nthreshold = {table['threshold']}" for one, table in tables["indicators"].items()]
    changed = settings.load("\n".join(lines))
    assert {one: red.value for one, red in changed.thresholds.items()} == {
        one: red.value for one, red in DEFAULTS.thresholds.items()
    }


def test_a_link_is_a_word_a_number_or_nothing() -> None:
    text = '[network.findings.fcfs.links]\noverload = "weak"\nno_arbitration = 0.33\ndemand_is_priority = 0'
    links = {finding.id: finding.links for finding in settings.load(text).network.findings}["fcfs"]
    assert links == {"overload": 0.25, "no_arbitration": 0.33}


def test_words_of_urgency_can_be_replaced() -> None:
    assert settings.load('[urgency_words]\nfr = ["au feu"]').urgency_words["fr"] == ("au feu",)


@pytest.mark.parametrize(
    ("text", "code", "key", "line", "expected"),
    [
        (
            "[indicators.on_time_rat]\nthreshold = 0.4",
            "thresholds_unknown_key",
            "indicators.on_time_rat",
            1,
            "on_time_rate",
        ),
        (
            "\n[indicators.slippage]\ntreshold = 2",
            "thresholds_unknown_key",
            "indicators.slippage.treshold",
            3,
            "threshold",
        ),
        (
            "[indicators.slippage]\nthreshold = 99",
            "thresholds_out_of_range",
            "indicators.slippage.threshold",
            2,
            "0–20",
        ),
        (
            "[indicators.slippage.parameters]\npercentile = 80",
            "thresholds_out_of_range",
            "indicators.slippage.parameters.percentile",
            2,
            "0–1",
        ),
        ("indicators.replans.parameters.moves = -1", "thresholds_out_of_range", None, 1, None),
        ("indicators.slippage.threshold = nan", "thresholds_out_of_range", "indicators.slippage.threshold", 1, "0–20"),
        (
            "[indicators.slippage]\nminimum = 2.5",
            "thresholds_out_of_range",
            "indicators.slippage.minimum",
            2,
            "1, 2, 3…",
        ),
        ('[indicators.slippage]\nthreshold = "2"', "thresholds_wrong_kind", "indicators.slippage.threshold", 2, "0.5"),
        ("[indicators.slippage]\nthreshold = true", "thresholds_wrong_kind", "indicators.slippage.threshold", 2, "0.5"),
        ("indicators = 3", "thresholds_wrong_kind", "indicators", 1, "[table]"),
        ('[indicators.slippage]\nbeyond = "below"', "thresholds_fixed_key", "indicators.slippage.beyond", 2, "above"),
        ("[symptoms]\nlate_deliveries = []", "thresholds_fixed_key", "symptoms.late_deliveries", 2, None),
        (
            "[network.findings.fcfs.links]\negos = 0.5",
            "thresholds_out_of_range",
            "network.findings.fcfs.links.egos",
            2,
            None,
        ),
        ("[network.findings.fcfs.links]\noverload = 1", "thresholds_out_of_range", None, 2, "0–0.99"),
        ('[network.findings.fcfs.links]\noverload = "huge"', "thresholds_out_of_range", None, 2, None),
        ("[network.words]\nprobable = 0.1", "thresholds_out_of_range", "network.words.probable", 2, "0.4–1"),
        ('[urgency_words]\nfr = ["", 3]', "thresholds_out_of_range", "urgency_words.fr", 2, None),
        ("[network\nprior = 0.3", "thresholds_unreadable", "", 1, "TOML"),
        ("[network]\nprior = 0,3", "thresholds_unreadable", "", 2, "TOML"),
    ],
)
def test_nonsense_is_refused_with_its_place(
    text: str, code: str, key: str | None, line: int, expected: str | None
) -> None:
    with pytest.raises(SettingsError) as refused:
        settings.load(text)
    fault = refused.value
    assert (fault.code, fault.line) == (code, line)
    assert key is None or fault.key == key
    assert expected is None or fault.expected == expected


def _fault_of(text: str) -> SettingsError | None:
    try:
        settings.load(text)
    except SettingsError as fault:
        return fault
    return None


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_no_text_ends_in_anything_but_settings_or_a_fault(text: str) -> None:
    fault = _fault_of(text)
    assert fault is None or fault.code.startswith("thresholds_")


@given(
    path=st.lists(
        st.sampled_from(["indicators", "slippage", "network", "findings", "links", "threshold", "x"]),
        min_size=1,
        max_size=4,
    ),
    value=st.sampled_from(["1", '"a"', "[]", "{}", "true", "1979-05-27", "inf"]),
)
def test_no_table_ends_in_anything_but_settings_or_a_fault(path: list[str], value: str) -> None:
    fault = _fault_of(f"{'.'.join(path)} = {value}")
    assert fault is None or (fault.key and fault.line == 1)
