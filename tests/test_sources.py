"""What the committed figures must hold: every source, its traps, and what never enters a gap."""

from __future__ import annotations

import duckdb
import pytest

from etl.contract import FIGURES


def one(db: duckdb.DuckDBPyConnection, query: str) -> tuple[object, ...]:
    return db.execute(query).fetchall()[0]


def test_the_edition_is_as_broad_as_it_says(real: duckdb.DuckDBPyConnection) -> None:
    sources, scores, languages, judged = one(
        real, "SELECT n_sources, n_scores, n_languages_with_a_score, n_varieties_with_judge_agreement FROM edition"
    )
    assert sources >= 45  # type: ignore[operator]
    assert scores >= 100_000  # type: ignore[operator]
    assert languages >= 1_700  # type: ignore[operator]
    assert judged == 28


def test_every_source_states_its_licence_or_that_none_is_stated(real: duckdb.DuckDBPyConnection) -> None:
    assert real.execute("SELECT source_id FROM source WHERE length(licence) < 3").fetchall() == []
    # Where no licence is stated, nobody may say that the rows can be passed on.
    assert (
        real.execute("SELECT source_id FROM source WHERE licence = 'not stated' AND redistribution = 'yes'").fetchall()
        == []
    )


def test_the_committed_figures_stay_small() -> None:
    size = sum(file.stat().st_size for file in FIGURES.rglob("*") if file.is_file())
    assert size < 25_000_000


@pytest.mark.parametrize(
    "benchmark",
    ["euroeval%", "include", "qwen3_include", "omnilingual_asr", "xlsum_mega", "global_piqa", "seacrowd%", "wmt25",
     "mtvqa", "maxm", "pangea_marvl", "pangea_maxm", "pangea_m3exam", "phi_tydiqa", "languagebench_mmlu",
     "languagebench_mgsm", "languagebench_translation%", "anthropic%", "llama_guard%", "afrobench_masakha%",
     "classla_piqa", "rtp_lx_judges", "qwen3guard_rtp_lx"],
)  # fmt: skip
def test_where_items_differ_by_language_there_is_no_gap(real: duckdb.DuckDBPyConnection, benchmark: str) -> None:
    held, gaps = one(
        real,
        f"""SELECT (SELECT count(*) FROM score WHERE benchmark_id LIKE '{benchmark}'),
        (SELECT count(*) FROM gap WHERE benchmark_id LIKE '{benchmark}')""",
    )
    assert held
    assert gaps == 0


def test_only_shares_enter_a_gap(real: duckdb.DuckDBPyConnection) -> None:
    metrics = {metric for (metric,) in real.execute("SELECT DISTINCT metric_id FROM gap").fetchall()}
    assert metrics.isdisjoint(
        {"chrf", "chrf_plus_plus", "bleu", "rouge_l", "bertscore", "rank_score", "relative_to_english", "word_error_rate",
         "character_error_rate", "judge_score", "judge_weighted_kappa", "matthews_correlation"}
    )  # fmt: skip
    assert {"accuracy", "unsafe_rate"} <= metrics


def test_an_f1_has_a_gap_but_no_interval(real: duckdb.DuckDBPyConnection) -> None:
    verdicts = real.execute("SELECT DISTINCT verdict FROM gap WHERE metric_id = 'f1'").fetchall()
    assert verdicts == [("cannot_say",)]


def test_a_gap_of_rabakbench_is_against_singlish(real: duckdb.DuckDBPyConnection) -> None:
    rows = real.execute("SELECT DISTINCT reference_tag FROM gap WHERE benchmark_id = 'rabakbench'").fetchall()
    assert rows == [("en-SG",)]
    assert one(real, "SELECT count(*) FROM gap WHERE benchmark_id = 'rabakbench' AND variant_tag LIKE 'en%'") == (0,)


def test_a_model_that_fails_in_english_shows_nothing_about_other_languages(real: duckdb.DuckDBPyConnection) -> None:
    # Nothing right in English, or no better than guessing: a gap is no verdict, and no language page counts it.
    failed, judged, shown = one(
        real,
        """SELECT count(*), count(*) FILTER (WHERE verdict <> 'cannot_say'),
        (SELECT count(*) FROM gap_newest AS n WHERE n.reference_failed) FROM gap WHERE reference_failed""",
    )
    assert failed > 1_000  # type: ignore[operator]
    assert (judged, shown) == (0, 0)
    assert one(real, "SELECT bool_and(reference_failed) FROM gap WHERE aspect = 'correct' AND reference_share = 0") == (
        True,
    )
    # An English score clearly above chance is none of these, however low another language lies.
    assert one(real, "SELECT bool_or(reference_failed) FROM gap WHERE benchmark_id IN ('mmmlu', 'mmlu_prox')") == (
        False,
    )


def test_the_page_of_english_is_not_about_singlish(real: duckdb.DuckDBPyConnection) -> None:
    assert one(real, "SELECT count(*) FROM gap_on_test WHERE language_tag = 'en'") == (0,)
    assert real.execute("SELECT DISTINCT resource_class FROM gap WHERE variant_tag = 'en-SG'").fetchall() == [(None,)]


def test_the_best_prompt_is_no_second_measurement(real: duckdb.DuckDBPyConnection) -> None:
    assert one(
        real, "SELECT count(*), count(*) FILTER (WHERE superseded) FROM score_counted WHERE condition = 'best_prompt'"
    ) == (5844, 5844)


def test_singlish_is_compared_with_english_and_never_averaged_into_it(real: duckdb.DuckDBPyConnection) -> None:
    assert one(
        real,
        "SELECT count(DISTINCT variant_tag) FROM gap WHERE benchmark_id = 'sgtoxicguard' AND variant_tag = 'en-SG'",
    ) == (1,)


def test_the_gpt_4_5_card_counts_once(real: duckdb.DuckDBPyConnection) -> None:
    counted, printed = one(
        real,
        """SELECT count(*) FILTER (WHERE NOT superseded), count(*) FROM score_counted
        WHERE benchmark_id = 'mmmlu' AND model_id = 'gpt-4.5-preview-2025-02-27' AND variant_tag = 'sw'""",
    )
    assert counted == 1
    assert printed == 3  # two versions of one table, and the card


def test_the_leaderboard_holds_one_prompt_for_all_languages_of_a_test(real: duckdb.DuckDBPyConnection) -> None:
    compared, differing = one(
        real,
        """WITH pair AS (
          SELECT s.benchmark_id, s.model_id, p.condition, avg(CASE WHEN abs(p.value - s.value) <= 0.051 THEN 1 ELSE 0 END) AS equal
          FROM score AS s JOIN score AS p USING (source_id, benchmark_id, model_id, variant_tag, metric_id)
          WHERE source_id = 'afrobench' AND s.condition = 'best_prompt' AND p.subset = 'all' AND p.condition <> 'best_prompt'
          GROUP BY ALL
        ), best AS (SELECT benchmark_id, model_id, max(equal) AS equal FROM pair GROUP BY ALL)
        SELECT count(*), count(*) FILTER (WHERE equal < 1) FROM best""",
    )
    assert compared > 300  # type: ignore[operator]
    assert differing <= 1  # type: ignore[operator]


@pytest.mark.parametrize(
    ("about", "value", "unit", "compared"),
    [
        ("Merging models by objective: change in general performance", 8, "percent", True),
        ("Merging models by objective: change in safety", 10, "percent", True),
        ("Merging models by language: change in general performance", 4, "percent", True),
        ("Merging models by language: reduction in harm", 7, "percent", True),
        ("Upsampling hard training examples: change in robustness", 1.5, "percent", True),
        ("Replacing training examples with generated ones: change in robustness", 3.7, "percent", True),
        ("Chatbot Arena: share of all arena data", 19.2, "percent", True),
        ("Chatbot Arena: share of all arena data", 20.4, "percent", True),
        ("Chatbot Arena: share of all arena data", 29.7, "percent", True),
        ("MMLU: questions that need culturally sensitive knowledge", 28, "percent", True),
        ("MMLU: geographic questions on North America or Europe", 84.9, "percent", True),
        ("Kaleidoscope: languages", 18, "languages", False),
        ("Kaleidoscope: subjects", 14, "subjects", False),
        ("Kaleidoscope: multiple-choice questions", 20911, "questions", False),
        ("m-ArenaHard: win rate of Aya Expanse 32B", 76.6, "percent of comparisons won", True),
        ("m-ArenaHard: win rate of Aya Expanse 32B", 54.0, "percent of comparisons won", True),
    ],
)
def test_an_effect_says_what_it_was_compared_with(
    real: duckdb.DuckDBPyConnection, about: str, value: float, unit: str, compared: bool
) -> None:
    rows = real.execute(
        "SELECT compared_with IS NOT NULL, locator FROM finding WHERE about = ? AND value = ? AND unit = ?",
        [about, value, unit],
    ).fetchall()
    assert len(rows) == 1
    assert rows[0][0] == compared
    assert rows[0][1]


def test_no_refusal_phrase_count_and_no_disputed_language_is_held(real: duckdb.DuckDBPyConnection) -> None:
    assert one(
        real,
        "SELECT count(*) FROM score WHERE source_id = 'polyrefuse' AND metric_id NOT IN ('unsafe_rate', 'compliance_rate_harmful')",
    ) == (0,)
    assert one(
        real, "SELECT count(*) FROM score WHERE source_id = 'low_resource_jailbreak' AND language_tag IN ('gd', 'hmn')"
    ) == (0,)
    assert one(
        real, "SELECT count(*) FROM score WHERE source_id = 'low_resource_jailbreak' AND language_tag = 'zu'"
    ) == (1,)


def test_copies_are_marked_and_can_be_hidden(real: duckdb.DuckDBPyConnection) -> None:
    marked = {
        source
        for (source,) in real.execute("SELECT source_id FROM source WHERE transcription = 'secondary'").fetchall()
    }
    assert {"m_alert", "low_resource_jailbreak", "pangeabench", "multijail"} <= marked
    hidden, shown = one(
        real,
        "SELECT count(*) FILTER (WHERE transcription = 'primary'), count(*) FROM gap WHERE benchmark_id IN ('m_alert', 'xsafety')",
    )
    assert 0 < hidden < shown  # type: ignore[operator]


def test_traps_of_codes(real: duckdb.DuckDBPyConnection) -> None:
    # Wikipedia's als is Alemannic, not Albanian; NA is Namibia and nan is Min Nan Chinese, not missing.
    assert one(
        real,
        "SELECT language_tag FROM resource_indicator WHERE source_id = 'wikipedia' AND code_in_source = 'als' LIMIT 1",
    ) == ("gsw",)
    assert one(real, "SELECT count(*) FROM language WHERE language_tag = 'nan'") == (1,)
    assert one(real, "SELECT count(*) > 0 FROM language_territory WHERE territory_code = 'NA'") == (True,)
    # The pseudo-codes of counts of papers are no languages: all is the code of a real one.
    assert one(real, "SELECT count(*) FROM publication_count WHERE language_tag IN ('all', 'und')") == (0,)


def test_a_web_share_is_the_median_of_the_crawls(real: duckdb.DuckDBPyConnection) -> None:
    value, low, high, crawls = one(
        real,
        """SELECT d.value, min(r.value), max(r.value), count(*) FROM digital_resource AS d
        JOIN resource_indicator AS r USING (language_tag, indicator_id, source_id)
        WHERE d.indicator_id = 'web_share' AND d.language_tag = 'fa' GROUP BY d.value""",
    )
    assert crawls == 3
    assert low < value < high  # type: ignore[operator]


def test_the_newest_release_of_speech_is_the_highest_number(real: duckdb.DuckDBPyConnection) -> None:
    assert one(
        real, "SELECT newest_period FROM digital_resource WHERE indicator_id = 'speech_hours' AND language_tag = 'sw'"
    ) == ("25.0",)


def test_the_two_series_of_papers_are_never_one(real: duckdb.DuckDBPyConnection) -> None:
    assert real.execute("SELECT DISTINCT series, source_id FROM publication_count ORDER BY 1").fetchall() == [
        ("survey", "safety_research_survey"),
        ("bibliography", "acl_anthology"),
    ]
    assert one(real, "SELECT sum(papers) FROM attention_by_year") == (218,)


def test_margins_are_kept_where_a_source_prints_them(real: duckdb.DuckDBPyConnection) -> None:
    with_margin, without = one(
        real,
        "SELECT count(margin), count(*) FROM score WHERE source_id = 'euroeval' AND metric_id <> 'rank_score'",
    )
    assert with_margin / without > 0.9  # type: ignore[operator]
