"""An invented world in which every rule of the advice fires for one subject, abstains for another and is withdrawn for a third."""

from __future__ import annotations

import shutil
from typing import Any

from etl.advice import read_rules
from etl.contract import FIGURES
from tests.worlds import World, score

Rows = list[dict[str, Any]]
PLACEHOLDER = """
[upstream]
reader = "none"

[[upstream.file]]
name = "none"
url = "https://example.org/none"
"""
# Who speaks what where: language, territory, speakers, status.
SPOKEN = [
    ("en", "GB", 60_000_000, "official"), ("ur", "PK", 30_000_000, "official"), ("pa", "IN", 30_000_000, None),
    ("mr", "IN", 30_000_000, "official"), ("bn", "BD", 20_000_000, "official"), ("bn", "LK", 20_000_000, "official"), ("yo", "NG", 30_000_000, "official"),
    ("ig", "GH", 30_000_000, "official"), ("sw", "KE", 30_000_000, "official"), ("ha", "SN", 30_000_000, "official"),
    ("om", "ET", 30_000_000, None), ("so", "SO", 30_000_000, None), ("la", "VA", 800, "official"),
]  # fmt: skip
REGIONS = {"PK": "South", "IN": "South", "BD": "South", "LK": "South", "VA": "Europe", "NG": "Africa", "GH": "Africa"}
NEW, OLD = "2026-06", "2021-01"  # the publications were read in November 2026
# Rule -> kind of subject, and a subject for which it fires, abstains, and is withdrawn.
SUBJECTS = {
    "report_results_by_language": ("language", "ur", "pa", "mr"),
    "warn_where_untested": ("language", "ur", "pa", "mr"),
    "fund_safety_tests_large_languages": ("language", "ur", "pa", "mr"),
    "share_institute_safety_tests": ("territory", "PK", "VA", "NG"),
    "prefer_locally_written_tests": ("language", "om", "so", "mr"),
    "check_judges_with_humans": ("language", "ha", "ig", "yo"),
    "test_guardrails_before_buying": ("language", "ha", "ig", "mr"),
    "review_critical_translation": ("language", "ur", "ig", "mr"),
    "check_training_language_line": ("model", "s1", "s2", "s3"),
    "restore_languages_in_eu_code": ("language", "ha", "so", "yo"),
    "extend_moderation_language_reporting": ("product", "A", "B", "C"),
    "fund_open_speech": ("language", "ur", "pa", "mr"),
    "open_public_text": ("language", "ur", "pa", "mr"),
    "audit_corpora_with_speakers": ("language", "ur", "pa", "mr"),
    "agree_community_terms": ("language", "ur", "pa", "mr"),
    "pay_local_contributors": ("language", "ur", "pa", "mr"),
    "attach_compute_to_grants": ("language", "ur", "pa", "mr"),
    "pool_regional_infrastructure": ("territory", "PK", "VA", "IN"),
    "shared_public_language_service": ("territory", "KE", "GH", "SN"),
    "fund_verified_gaps": ("language", "sw", "ig", "ha"),
    "ringfence_safety_research": ("language", "ur", "ur", "yo"),
    "name_the_language_studied": ("venue", "ACL 2024", "EMNLP 2024", "NAACL 2024"),
    "disclose_cost_per_language": ("language", "ur", "pa", "mr"),
    "track_summit_pledges": ("developer", "A", "B", "C"),
}
# What a rule asks of the whole bibliography is not so in one world and otherwise in the same.
IN_THE_WORLD_WITH_HOLES = {("ringfence_safety_research", "abstains")}
# Withdrawn by a finding on record, as no view can see the condition.
ON_RECORD = (
    "report_results_by_language", "warn_where_untested", "fund_safety_tests_large_languages", "prefer_locally_written_tests",
    "test_guardrails_before_buying", "review_critical_translation", "check_training_language_line", "restore_languages_in_eu_code",
    "extend_moderation_language_reporting", "agree_community_terms", "attach_compute_to_grants", "pool_regional_infrastructure",
    "shared_public_language_service", "track_summit_pledges",
)  # fmt: skip


def advice_world(world: World, *, holes: bool = False, without: str = "") -> World:
    """Write the world. ``holes``: venues are missing from its bibliography, and agreement of people about Hausa. ``without``: a source that is left out."""
    shutil.copytree(FIGURES / "policy_reading", world.figures / "policy_reading")
    languages(world)
    resources(world)
    registers(world)
    tests(world, holes)
    papers(world, holes)
    for source in sorted({name for rule, _ in read_rules().values() for name in rule.figures}):
        if not (world.figures / source).exists():
            world.source(source, {}, toml=PLACEHOLDER)
    if without:
        shutil.rmtree(world.figures / without)
    return world


def languages(world: World) -> None:
    """Languages, territories and who speaks what; Punjabi is counted by one source only."""
    names = {"ur": "urd", "pa": "pan", "mr": "mar", "bn": "ben", "ig": "ibo", "ha": "hau", "om": "orm", "so": "som"}
    tongues = [
        {"language_tag": t, "iso639_3": i, "name": i, "scope": "individual", "type": "living"} for t, i in names.items()
    ]
    world.source("more_tongues", {"languages.csv": ("language", tongues)})
    world.source("iso639_3", {"members.csv": ("macrolanguage_member", [{"language_tag": "so", "within_tag": "om"}])})
    places = [{"territory_code": code, "population": 40_000_000} for code in sorted({row[1] for row in SPOKEN})]
    spoken = [
        {"variant_tag": t, "territory_code": c, "share_pct": 75, "speakers": n, "official_status": s, "locator": f"{c} {t}"}
        for t, c, n, s in SPOKEN
    ]  # fmt: skip
    world.source("cldr", {"territories.csv": ("territory", places), "spoken.csv": ("language_territory", spoken)})
    printed = [
        {"language_tag": t, "speakers": n, "locator": t} for t, c, n, _ in SPOKEN if t not in ("pa", "la") and c != "LK"
    ]
    world.source("linguameta", {"speakers.csv": ("speaker_estimate", printed)})
    groups = [{"territory_code": c, "scheme": "m49_subregion", "group_name": g} for c, g in REGIONS.items()]
    world.source("regions", {"groups.csv": ("territory_group", groups)})
    status = [{"variant_tag": t, "endangerment": "threatened"} for t in ("ur", "pa", "mr")]
    world.source("glottolog_vitality", {"vitality.csv": ("vitality", status)})
    classes = [{"variant_tag": row["variant_tag"], "glottocode": f"{row['variant_tag']}la1234"} for row in status]
    world.source("glottolog", {"classes.csv": ("classification", classes)})


def resources(world: World) -> None:
    """Speech, web and text: little for Urdu and Punjabi, plenty for Marathi."""

    def held(indicator: str, values: dict[str, float], period: str = "2024") -> Rows:
        return [
            {
                "variant_tag": t,
                "code_in_source": t,
                "indicator_id": indicator,
                "period": period,
                "value": v,
                "locator": t,
            }
            for t, v in values.items()
        ]

    hours = held("speech_hours_validated", {"ur": 10, "pa": 10, "mr": 300})
    people = held("speech_speakers", {"ur": 5, "pa": 0, "mr": 200})
    world.source("common_voice", {"voice.csv": ("resource_indicator", hours + people)})
    web = {"ur": 0.001, "pa": 0.001, "mr": 9.0, "bn": 0.001}
    crawls = held("web_share", web, "CC-2023") + held("web_share", web, "CC-2024")
    world.source("commoncrawl", {"web.csv": ("resource_indicator", crawls)})
    words = held("corpus_words", {"ur": 1e9, "pa": 1e9})
    articles = held("encyclopaedia_articles", {"ur": 100, "pa": 100, "mr": 100})
    world.source("texts", {"texts.csv": ("resource_indicator", words + articles)})


def registers(world: World) -> None:
    """Every register, with what makes a rule fire for the first subject and abstain for the second."""
    product = {"developer": "D", "listed": "2024-05", "locator": "list"}
    on_record = [
        {
            "recommendation_id": r,
            "subject_kind": SUBJECTS[r][0],
            "subject": SUBJECTS[r][3],
            "statement": "Met.",
            "locator": "p",
        }
        for r in ON_RECORD
    ]
    tables: dict[str, Rows] = {
        "institute_exercise": [{"exercise_id": "e", "variant_tag": "yo", "language_as_reported": "Yoruba", "published": NEW, "shared_protocol": "true", "locator": "p"}],
        "product_language": [
            {"product": "P", "variant_tag": "ur", "reports_capability": "true", "reports_safety": "false"} | product,
            {"product": "P", "variant_tag": "pa", "reports_capability": "false"} | product,
        ],
        "training_summary": [
            {"summary_id": name, "model_name": name, "provider": "D", "placed": "2025-09-02", "names_languages": "false", "gives_quantity": "false", "read_whole": whole, "locator": "p"}
            for name, whole in (("s1", "true"), ("s2", "false"), ("s3", "true"))
        ],
        "language_platform": [{"territory_code": c, "exists": "false", "locator": "p"} for c in ("KE", "GH", "SN")],
        "service_use": [{"service": "clinic", "variant_tag": t, "live": "true", "locator": "p"} for t in ("ur", "ig")],
        "platform_user": [
            {"product": "A", "users": 50_000_000, "reports_by_language": "false", "locator": "p"},
            {"product": "B", "users": 50_000_000, "locator": "p"},
            {"product": "C", "users": 50_000_000, "reports_by_language": "false", "locator": "p"},
        ],
        "speech_corpus": [{"corpus": "regional", "variant_tag": "ur", "hours": 5, "licence": "CC0", "locator": "p"}],
        "corpus_audit": [
            {"corpus": "web", "variant_tag": "ur", "web_crawled": "true", "sentences_audited": 0, "locator": "p"},
            {"corpus": "web", "variant_tag": "pa", "web_crawled": "true", "locator": "p"},
            {"corpus": "web", "variant_tag": "mr", "web_crawled": "true", "sentences_audited": 200, "acceptable_pct": 95, "locator": "p"},
        ],
        "dataset_terms": [
            {"dataset": "d", "variant_tag": "ur", "states_terms": "false", "authority": "Council", "locator": "p"},
            {"dataset": "d", "variant_tag": "pa", "states_terms": "false", "locator": "p"},
        ],
        "model_origin": [
            {"model_name": "m", "variant_tag": "ur", "territory_code": "GB", "locator": "p"},
            {"model_name": "m", "variant_tag": "pa", "locator": "p"},
        ],
        "contributor_share": [{"dataset": "d", "variant_tag": "mr", "contributors": 200, "largest_share_pct": 5, "locator": "p"}],
        "token_count": [
            {"tokenizer": "t", "variant_tag": t, "sentences": n, "ratio": r, "locator": "p"}
            for t, n, r in (("ur", 600, 4), ("pa", 100, 4), ("mr", 600, 1.2))
        ],
        "summit_signatory": [
            {"developer": d, "official_list": o, "evaluations": 0, "locator": "p"} for d, o in (("A", "true"), ("B", "false"), ("C", "true"))
        ],
        "full_text_check": [
            {"venue": v, "year": 2024, "papers": 200, "unnamed": n, "locator": "p"} for v, n in (("ACL", 100), ("NAACL", 2))
        ],
        "withdrawal_record": on_record,
    }  # fmt: skip
    exercise = {"exercise.csv": ("institute_exercise", tables.pop("institute_exercise"))}
    world.source("joint_institute_exercise", exercise)
    world.source("registers", {f"{name}.csv": (name, rows) for name, rows in tables.items()})


def benchmark(name: str, dimension: str = "capability", origin: str = "human_translated") -> str:
    """A parallel benchmark as source.toml declares it."""
    return (
        f'\n[[benchmark]]\nbenchmark_id = "{name}"\nname = "{name}"\ndimension = "{dimension}"\ntask = "answering"\n'
        f'parallel = true\nparallel_reason = "The same."\nreference_tag = "en"\nitem_origin = "{origin}"\n'
    )


def model(name: str, developer: str, *, opened: bool) -> str:
    """A model as source.toml declares it."""
    weights = str(opened).lower()
    return f'\n[[model]]\nmodel_id = "{name}"\nname = "{name}"\ndeveloper = "{developer}"\nopen_weights = {weights}\n'


def tests(world: World, holes: bool) -> None:
    """Gaps, judges, filters and unsafe answers. ``holes``: people did not judge Hausa."""

    def pair(test: str, name: str, values: dict[str, float], **changes: Any) -> Rows:
        return [score(t, v, benchmark_id=test, model_id=name, n_items=1000, **changes) for t, v in values.items()]

    gaps = [
        *(row for test in ("exam_1", "exam_2") for name in ("a", "b") for row in pair(test, name, {"en": 0.9, "sw": 0.5}, published=NEW)),
        *(row for test in ("exam_1", "exam_2") for row in pair(test, "a", {"en": 0.9, "ig": 0.5}, published=OLD)),
        *(row for test in ("exam_1", "exam_2") for row in pair(test, "o", {"en": 0.9, "ha": 0.9}, published=NEW)),
        *pair("exam_machine", "a", {"en": 0.9, "om": 0.5}), *pair("exam_unknown", "a", {"en": 0.9, "so": 0.5}),
    ]  # fmt: skip
    declared = benchmark("exam_1") + benchmark("exam_2")
    declared += benchmark("exam_machine", origin="machine_translated") + benchmark("exam_unknown", origin="unknown")
    declared += model("a", "A", opened=False) + model("b", "B", opened=False) + model("o", "O", opened=True)
    # Under the name of a source that the rules about gaps know.
    world.source("afrobench", {"scores.csv": ("score", gaps)}, toml=declared)
    harm = {"metric_id": "attack_success_rate", "unit": "share"}
    unsafe = [
        *pair("unsafe_checked", "a", {"en": 0.05, "ha": 0.5, "yo": 0.5}, **harm),
        *pair("unsafe_machine", "a", {"en": 0.05, "so": 0.5}, **harm),
    ]
    origins = benchmark("unsafe_checked", "safety") + benchmark("unsafe_machine", "safety", "machine_translated")
    world.source("orbench_eu", {"scores.csv": ("score", unsafe)}, toml=origins)
    filters = [score("en", 0.9, n_items=300), score("ha", 0.3, n_items=300), score("ig", 0.3, n_items=None)]
    filtered = [row | {"benchmark_id": "filters", "model_id": "a", "metric_id": "guard_recall"} for row in filters]
    world.source("rabakbench", {"scores.csv": ("score", filtered)}, toml=benchmark("filters", "safeguard"))
    judged = [
        score(t, v, benchmark_id=test, model_id=m, metric_id=metric, unit="coefficient", subset="toxic_prompts.all.average", condition=c)
        for m, metric, c, values in (
            ("a", "judge_weighted_kappa", "classification", {"en": 0.5, "ha": 0.2, "ig": 0.1, "yo": 0.55}),
            ("people", "people_weighted_kappa", "between_people", {"en": 0.6, "ig": 0.2, "yo": 0.6}),
            # The last rows of the file: without them no other row has another name.
            *([] if holes else [("people", "people_weighted_kappa", "between_people", {"ha": 0.6})]),
        )
        for test in ("judges", "judges_again")
        for t, v in values.items()
    ]  # fmt: skip
    sets = benchmark("judges", "judge") + benchmark("judges_again", "judge")
    world.source(
        "rtp_lx", {"scores.csv": ("score", judged)}, toml=sets + '\n[[model]]\nmodel_id = "people"\nname = "people"\n'
    )


def papers(world: World, holes: bool) -> None:
    """Safety papers: none names Urdu, many name Yoruba."""
    count: dict[str, Any] = {"series": "bibliography", "selection": "extended", "topic": "jailbreak", "locator": "p"}
    rows = [
        count | {"breakdown": "venue_class_topic", "period": year, "venue": venue, "class": "multilingual", "publications": 100}
        for year in ("2023", "2024") for venue in ("ACL", "EMNLP", "NAACL")
    ]  # fmt: skip
    rows += [
        count | {"breakdown": "venue_language_class_topic", "period": "2024", "venue": venue, "class": "multilingual", "publications": n, "language_code": code}
        for venue in ("ACL", "EMNLP", "NAACL") for code, n in (("yo", 40), (None, 60))
    ]  # fmt: skip
    venue = {
        "year": 2024,
        "venue": "ACL",
        "volumes": 1,
        "papers": 300,
        "papers_with_abstract": 300,
        "in_survey_scope": "true",
    }
    if holes:
        venue["note"] = "The second volume is missing."
    world.source(
        "acl_anthology", {"counts.csv": ("publication_count", rows), "venues.csv": ("bibliography_venue", [venue])}
    )
