"""Words: every language of the interface says the same, and none says a number that the data should say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import duckdb
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from dashboard.text import LOCALES, Text, interface_languages, reviewed
from etl.contract import ROOT

PLACEHOLDER = re.compile(r"{(\w+)}")
# Years of the survey, the level of an interval, names that contain a figure, and the ends of a scale.
ALLOWED_FIGURES = re.compile(
    r"9[05]\s?%|\b1 being full|2020–2024|2020|2023|2024|ISO 639(-3)?|\(0\s?: |;? 1\s?: |0 to 5|0 to 2|\b0 at chance|^\d\s?: |Claude Opus 4\.5|Claude Sonnet 4\.6"
)


def catalogue(tag: str) -> Catalog:
    with (LOCALES / f"{tag}.po").open("rb") as file:
        return read_po(file, locale=tag)


def messages(tag: str) -> dict[str, list[str]]:
    """Key -> its forms."""
    found: dict[str, list[str]] = {}
    for message in catalogue(tag):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            found[key] = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return found


def in_warehouse(key: str) -> bool:
    """Words whose English stands in the warehouse itself: only other languages have them in their catalogue."""
    return key.startswith(("caveat.", "parallel.", "metric.", "definition.", "meaning.", "not_for.", "threshold."))


DEFINING = (
    "definition.",
    "meaning.",
    "not_for.",
    "threshold.",
)  # a definition may name a level; the test below compares it


@pytest.mark.parametrize("tag", [tag for tag in interface_languages() if tag != "en"])
def test_translated_definitions_name_the_same_levels(tag: str, real: duckdb.DuckDBPyConnection) -> None:
    english = dict(real.execute("SELECT 'threshold.' || threshold_id, statement FROM threshold").fetchall())
    comments = "SELECT view_name AS relation, comment FROM duckdb_views() UNION ALL SELECT table_name, comment FROM duckdb_tables()"
    for name, title, meaning, not_for in real.execute(
        f"SELECT relation, statement, any_value(comment), not_for FROM definition JOIN ({comments}) USING (relation) WHERE not_for IS NOT NULL GROUP BY ALL"
    ).fetchall():
        english |= {f"definition.{name}": title, f"meaning.{name}": meaning, f"not_for.{name}": not_for}
    own = messages(tag)
    for key, words in english.items():
        levels = [sorted(re.findall(r"\d+", said)) for said in (words, own[key][0])]
        assert levels[0] == levels[1], key


OTHERS = [tag for tag in interface_languages() if tag != "en"]


@pytest.mark.parametrize("tag", OTHERS)
def test_every_catalogue_has_the_same_keys_and_placeholders(tag: str) -> None:
    english, other = messages("en"), messages(tag)
    assert {key for key in other if not in_warehouse(key)} == set(english)
    for key, forms in english.items():
        wanted = set(PLACEHOLDER.findall(" ".join(forms)))
        assert set(PLACEHOLDER.findall(" ".join(other[key]))) == wanted, key


@pytest.mark.parametrize("tag", interface_languages())
def test_no_message_is_empty_and_plurals_are_complete(tag: str) -> None:
    plurals = catalogue(tag).num_plurals
    for key, forms in messages(tag).items():
        assert all(forms), key
        assert len(forms) in (1, plurals), key


@pytest.mark.parametrize("tag", OTHERS)
def test_no_translation_states_a_figure_that_the_original_does_not(tag: str, original: dict[str, list[str]]) -> None:
    def figures(forms: list[str]) -> set[str]:
        return set(re.findall(r"\d+", PLACEHOLDER.sub("", " ".join(forms))))

    own = messages(tag)
    assert {key for key, forms in own.items() if figures(forms) - figures(original[key])} == set()


@pytest.fixture
def original(real: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Key -> its forms in English: those of the catalogue, and those that stand in the warehouse."""
    comments = "SELECT view_name AS relation, comment FROM duckdb_views() UNION ALL SELECT table_name, comment FROM duckdb_tables()"
    in_warehouse = real.execute(
        f"""SELECT 'caveat.' || caveat_id, statement FROM caveat
        UNION ALL SELECT 'metric.' || metric_id, statement FROM metric
        UNION ALL SELECT 'threshold.' || threshold_id, statement FROM threshold
        UNION ALL SELECT 'parallel.' || parallel_reason, parallel_reason FROM benchmark
        UNION ALL SELECT 'definition.' || relation, statement FROM definition
        UNION ALL SELECT 'not_for.' || relation, not_for FROM definition WHERE not_for IS NOT NULL
        UNION ALL SELECT 'meaning.' || relation, comment FROM ({comments}) WHERE comment IS NOT NULL"""
    ).fetchall()
    return messages("en") | {key: [words] for key, words in in_warehouse}


def test_no_message_states_a_figure() -> None:
    """Numbers come from the warehouse. What remains when names and levels are taken away holds no digit."""
    stated = {
        key: form
        for key, forms in messages("en").items()
        for form in forms
        if not key.startswith(DEFINING) and re.search(r"\d", ALLOWED_FIGURES.sub("", PLACEHOLDER.sub("", form)))
    }
    assert stated == {}


@pytest.mark.parametrize("tag", OTHERS)
def test_translations_of_warehouse_words_exist_for_every_one(tag: str, real: duckdb.DuckDBPyConnection) -> None:
    wanted = {f"caveat.{c}" for (c,) in real.execute("SELECT caveat_id FROM caveat").fetchall()}
    wanted |= {f"parallel.{reason}" for (reason,) in real.execute("SELECT parallel_reason FROM benchmark").fetchall()}
    wanted |= {f"metric.{m}" for (m,) in real.execute("SELECT metric_id FROM metric").fetchall()}
    wanted |= {f"threshold.{t}" for (t,) in real.execute("SELECT threshold_id FROM threshold").fetchall()}
    for (name,) in real.execute("SELECT relation FROM definition WHERE not_for IS NOT NULL").fetchall():
        wanted |= {f"definition.{name}", f"meaning.{name}", f"not_for.{name}"}
    assert {key for key in messages(tag) if in_warehouse(key)} == wanted


def used_keys() -> set[str]:
    """Every literal key in the code: the first argument of text(...), words(...), text.plural(...) and their like."""
    keys: set[str] = set()
    for file in (ROOT / "dashboard").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in ("text", "words", "plural", "self"):
                    inside = [node.args[0]]
                    if isinstance(node.args[0], ast.IfExp):
                        inside = [node.args[0].body, node.args[0].orelse]
                    keys |= {
                        part.value for part in inside if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    }
    return keys


def test_every_key_in_the_code_is_in_the_catalogue() -> None:
    keys = used_keys()
    assert len(keys) > 100
    assert keys - set(messages("en")) == set()


def test_no_key_in_the_catalogue_is_unused() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "dashboard").rglob("*.py"))
    # Keys made at run time: the part before the braces stands in the code.
    prefixes = tuple(re.findall(r"""f["']([a-z_.]+\.)\{""", code)) + tuple(
        f"{group}." for group in re.findall(r'\.code\(\s*"(\w+)"', code)
    )
    used = used_keys()
    unused = [key for key in messages("en") if key not in used and not key.startswith(prefixes)]
    assert unused == []


@pytest.mark.parametrize("tag", interface_languages())
def test_every_code_of_the_warehouse_has_words(tag: str, real: duckdb.DuckDBPyConnection) -> None:
    text = Text(tag)
    wanted: list[str] = []
    for group, query in {
        "condition": "SELECT DISTINCT condition FROM score WHERE condition <> 'default_prompt'",
        # In the other dimensions most parts are names of data sets, which need no words.
        "subset": "SELECT DISTINCT subset FROM test WHERE dimension = 'safety' AND subset <> 'all'",
        "area": "SELECT DISTINCT macroarea FROM classification WHERE macroarea IS NOT NULL",
        "topic": "SELECT DISTINCT topic FROM publication_count WHERE topic IS NOT NULL AND series = 'survey'",
        "dimension": "SELECT unnest(enum_range(NULL::dimension))",
        "endangerment": "SELECT DISTINCT endangerment FROM vitality",
        "status": "SELECT DISTINCT official_status FROM language_territory WHERE official_status IS NOT NULL",
        "origin": "SELECT unnest(enum_range(NULL::item_origin))",
        "redistribution": "SELECT unnest(enum_range(NULL::redistribution))",
        "transcription": "SELECT unnest(enum_range(NULL::transcription))",
        "class": "SELECT DISTINCT resource_class FROM resource_class",
        "variation": "SELECT DISTINCT variation FROM claim_sensitivity",
        "failing": "SELECT DISTINCT unnest(failing) FROM evidence_grade",
        "predictor": "SELECT DISTINCT predictor FROM index_proof",
        "answer": "SELECT DISTINCT metric_id FROM test WHERE dimension = 'safety'",
    }.items():
        wanted += [f"{group}.{code}" for (code,) in real.execute(query).fetchall()]
    assert [key for key in wanted if not text.has(key)] == []


def test_numbers_follow_the_locale() -> None:
    english, french = Text("en"), Text("fr")
    assert (english.number(1234.56), french.number(1234.56)) == ("1,234.6", "1\u202f234,6")
    assert english.number(-12.34) == "\N{MINUS SIGN}12.3"
    assert english.number(-0.04) == "0.0"
    assert (english.share(0.7752), french.share(0.7752)) == ("77.5%", "77,5\u00a0%")
    assert (english.people(31_761_816), french.people(31_761_816)) == ("31.8 million", "31,8 millions")
    assert (english.people(194_102_100), french.people(1_300_000)) == ("194.1 million", "1,3 million")
    assert (english.people(1_728_473_501), english.people(984_700)) == ("1.7 billion", "984,700")
    assert (english.share(0.0002), english.share(0)) == ("under 0.1%", "0.0%")
    assert english.interval(float("nan"), float("nan")) == "no interval"


def test_names_follow_the_locale_and_fall_back_to_the_reference_name() -> None:
    names = {"aae": "Arbëreshë Albanian"}
    assert Text("fr", names).language("yo") == "yoruba"
    assert Text("en", names).language("zh-Hant") == "Chinese (Traditional)"
    assert Text("en", names).language("aae") == "Arbëreshë Albanian"
    assert Text("fr").territory("NA") == "Namibie"


def test_two_languages_of_one_name_are_told_apart(real: duckdb.DuckDBPyConnection) -> None:
    names = dict(real.execute("SELECT language_tag, name FROM language").fetchall())
    for tag in interface_languages():
        text = Text(tag, names, names)
        labels = [text.label(code) for code in names]
        assert len(set(labels)) == len(labels)
    assert Text("en", names, names).language("pnb") == "Western Panjabi (pnb)"
    assert Text("en", names, names).language("yo") == "Yoruba"


def test_a_new_language_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dashboard.text as words

    for tag in ("en", "fr"):
        (tmp_path / f"{tag}.po").write_bytes((LOCALES / f"{tag}.po").read_bytes())
    (tmp_path / "he.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: he\\n"\n"Plural-Forms: nplurals=2; plural=0;\\n"\n\n'
        'msgid "app.title"\nmsgstr "לוח פערי השפה"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(words, "LOCALES", tmp_path)
    words.interface_languages.cache_clear()
    try:
        assert words.interface_languages() == ["en", "fr", "he"]
        hebrew = Text("he")
        assert hebrew.right_to_left
        assert hebrew("app.title") == "לוח פערי השפה"
        assert hebrew("language.find") == "Find a language"  # falls back to English
        assert hebrew.people(31_761_816).endswith("million")
    finally:
        words.interface_languages.cache_clear()


@pytest.mark.parametrize("tag", OTHERS)
def test_a_translation_that_no_speaker_has_reviewed_says_so(tag: str) -> None:
    assert not reviewed(tag)
    assert "speaker" in (LOCALES / f"{tag}.po").read_text(encoding="utf-8").splitlines()[0]
    assert Text(tag)("catalogue.unreviewed") != Text("en")("catalogue.unreviewed")


def test_a_reviewed_translation_names_its_reviewer_in_its_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dashboard.text as words

    (tmp_path / "eo.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: eo\\n"\n"X-Reviewed-By: A. Speaker\\n"\n', encoding="utf-8"
    )
    monkeypatch.setattr(words, "LOCALES", tmp_path)
    assert reviewed("eo")


def test_from_right_to_left_a_name_in_latin_letters_keeps_its_place_beside_a_number() -> None:
    arabic = Text("ar")
    said = arabic(
        "cite.plain", title="العنوان", site="GPT-4o mini", edition="1", year=2026, address="https://example.org/a"
    )
    assert "\N{FIRST STRONG ISOLATE}GPT-4o mini\N{POP DIRECTIONAL ISOLATE}" in said
    assert "\N{FIRST STRONG ISOLATE}العنوان" not in said
    assert "\N{FIRST STRONG ISOLATE}https" not in said
    assert "\N{FIRST STRONG ISOLATE}" not in Text("fr")(
        "cite.plain", title="a", site="b", edition="1", year=1, address="c"
    )


def test_an_exact_number_keeps_its_decimals() -> None:
    assert [Text("en").exact(value) for value in (0.6818, 1234567, -2.5)] == [
        "0.6818",
        "1,234,567",
        "\N{MINUS SIGN}2.5",
    ]
    assert Text("de").exact(1234.5) == "1.234,5" if "de" in interface_languages() else True
