"""Which papers of the ACL Anthology are about the safety of language models, on which topic, in how many languages.

The rules, in words (all read title and abstract, and mind no capitals, but where said otherwise):

* keyword: the abstract has the word "safe" or "safety".
* extended: a word for a language model (``MODELS``) and a word of safety research (``SAFETY``).
* topic: attack words make it jailbreaking. Otherwise the one group of words that occurs (hallucination_factuality,
  toxicity_bias, privacy, policy) names the topic, and two groups or more make it alignment. Otherwise alignment
  words make it alignment, and the rest is not_related.
* false friends: where every "safe" and "safety" is of another kind (food, drugs, aviation, traffic; "safe to say",
  "safe and generic answers"), the paper is not_related, unless it has words of attacks or of toxicity.
* class: two languages or more, or words such as "multilingual" or "other languages", make it multilingual; one
  language other than English makes it monolingual_non_english; the rest is english_only_or_unspecified.
"""

from __future__ import annotations

import re
from collections.abc import Collection

NOT_RELATED = "not_related"


def any_of(*phrases: str) -> re.Pattern[str]:
    """A pattern for any of the phrases, each of which starts at the start of a word."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})", re.IGNORECASE)


KEYWORD = any_of(r"safe\b", r"safety\b")
MODELS = any_of(
    r"(?:\w+)?language models?\b",
    r"\w*LLMs?\b",
    r"\w*GPT",
    r"chatbot",
    r"conversational (?:AI|agent|system|model)",
    r"text generation",
    r"dialog(?:ue)? (?:system|agent|model)",
    r"foundation model",
    r"generative AI",
)
SAFETY = any_of(
    r"safe\b",
    r"safety\b",
    r"unsafe",
    r"hallucinat",
    r"jailbr",
    r"red[- ]?team",
    r"prompt injection",
    r"guardrail",
    r"refusal",
    r"RLHF",
    r"reinforcement learning (?:from|with) human feedback",
    r"(?:value|AI) (?:mis)?alignment",
    r"harmless",
    r"harmful (?:content|responses?|outputs?|texts?|information|behaviou?rs?|instructions?|requests?|quer(?:y|ies))",
    r"(?:non-?)?toxic",
    r"detoxif",
    r"(?:gender|social) bias",
    r"\w*stereotyp",
    r"(?:machine )?unlearning",
    r"privacy leak",
    r"memori[sz]ation of training",
    r"training data extraction",
)

ATTACKS = any_of(
    r"jail-?br(?:ea|o)k",
    r"red[- ]?team",
    r"adversarial (?:attack|prompt)",
    r"(?:prompt|indirect) injection",
    r"back-?door",
    r"guard-?rail",
    r"attack success",
    r"malicious (?:quer|instruct|prompt|request|input)",
    r"(?:data )?poisoning attack",
    r"data poisoning",
)
TOXICITY = any_of(
    r"(?:non-?)?toxic",
    r"detoxif",
    r"bias(?:es|ed)?\b",
    r"debias",
    r"\w*stereotyp",
    r"hat(?:e|eful)\b",
    r"offensive",
    r"abus(?:e|ive)\b",
    r"sexis[mt]",
    r"misogyn",
    r"cyberbully",
    r"harassment",
    r"discriminat(?:ion|ory) (?!tasks?|models?)",
    r"fairness",
)
TOPICS = {
    "hallucination_factuality": any_of(
        r"\w*hallucinat",
        r"factuality",
        r"\w*truthful",
        r"(?:mis|dis)information",
        r"fake news",
        r"(?:un)?faithfulness",
        r"factual(?:ly)? (?:in)?(?:correct|accura|consisten)",
        r"factual (?:errors?|hallucin)",
    ),
    "toxicity_bias": TOXICITY,
    "privacy": any_of(r"privacy", r"unlearn", r"memori[sz]", r"personally identifiable", r"data leak"),
    "policy": any_of(
        r"governance\b", r"regulatory\b", r"legislation\b", r"policymaker", r"liability\b", r"audit(?:s|ing)?\b"
    ),
}
ALIGNMENT = any_of(
    r"RLHF",
    r"human (?:feedback|preference)",
    r"preference (?:optimi[sz]ation|learning)",
    r"(?:mis|re)?alignment",
    r"aligning",
    r"harm(?:less|ful)",
    r"unsafe",
    r"responsible",
    r"safe (?:and \w+ )?(?:deploy|(?:system )?behaviou?r|generation|language|content|LLM)",
    r"(?:AI|LLMs?|models?|dialog(?:ue)?|conversational|online|text|content|child) safety\b",
    r"safety[- ](?:critical|align|evaluat|benchmark|train|tun|detect|classif|mechanism|vulnerab|risk|concern|issue)",
)

OTHER_SAFETY = (
    r"food|drug|medication|medicine|medical|clinical|patient|vaccine|health|aviation|air|flight|traffic|road|driver|driving"
    r"|transportation|construction|industrial|functional|occupational|workplace|employee|worker|fire|nuclear"
    r"|chemical|disaster|physical|gas"
)
FALSE_FRIENDS = any_of(
    rf"(?:{OTHER_SAFETY})(?:[- ](?:and|&)(?: \w+)?)? safety\b",
    r"safety[- ](?:net|hazard|board|guidelines|regulations|prevention|engineering)",
    r"safe biomedical",
    r"safe radius",
    r"safe use\b",
    r"safe (?:and|or|but|yet) (?:generic|dull|evasive)",
    r"generic and safe\b",
    r"safe (?:to|side|bet)\b",
)
ACRONYM = re.compile(r"\bSAFE\b")  # a name made of initials; the one rule that minds capitals

MANY_LANGUAGES = any_of(r"\w*multi-?lingual", r"\w*cross-?lingual", r"bilingual")
LANGUAGES = re.compile(
    r"(?<!natural )(?<!programming )(?<!query )(?<!human )(?<!formal )(?<!toxic )(?<!offensive )(?<!rich )\blanguages\b",
    re.I,
)


def is_keyword(abstract: str) -> bool:
    """Whether the abstract has the word "safe" or "safety"."""
    return KEYWORD.search(abstract) is not None


def is_extended(text: str) -> bool:
    """Whether title and abstract speak of a language model and of a matter of safety."""
    return MODELS.search(text) is not None and SAFETY.search(text) is not None


def only_false_friends(text: str) -> bool:
    """Whether the text speaks of being safe, and each time of another kind of safety.

    >>> only_false_friends("Food safety matters."), only_false_friends("Food safety and safe models matter.")
    (True, False)
    """
    return is_keyword(text) and not is_keyword(FALSE_FRIENDS.sub(" ", ACRONYM.sub(" ", text)))


def topic(text: str) -> str:
    """The topic of safety research of a paper, by title and abstract; ``not_related`` where it is none.

    >>> topic("Jailbreak attacks."), topic("Hallucinations of models."), topic("Gender bias and privacy.")
    ('jailbreaking', 'hallucination_factuality', 'alignment')
    """
    if ATTACKS.search(text):
        return "jailbreaking"
    if only_false_friends(text) and not TOXICITY.search(text):
        return NOT_RELATED
    found = [name for name, words in TOPICS.items() if words.search(text)]
    if len(found) == 1:
        return found[0]
    return "alignment" if found or ALIGNMENT.search(text) else NOT_RELATED


def language_class(tags: Collection[str], text: str) -> str:
    """How many languages a paper studies, by the languages that it names and its words for many."""
    if len(tags) > 1 or MANY_LANGUAGES.search(text) or LANGUAGES.search(text):
        return "multilingual"
    return "english_only_or_unspecified" if not tags or set(tags) == {"en"} else "monolingual_non_english"
