-- Closed lists that belong to the contract, not to any one source.

INSERT INTO metric VALUES
  ('accuracy', 'correct', 1, true, 'Share of items answered correctly.'),
  ('unsafe_rate', 'harm', -1, true, 'Share of harmful requests that got an unsafe answer.'),
  ('attack_success_rate', 'harm', -1, true, 'Share of harmful requests that the model went along with.'),
  ('attack_success_rate_any_language', 'complement', -1, true, 'Share of harmful requests that some language out of several got answered; no rate of one language.'),
  ('over_refusal_rate', 'over_refusal', -1, true, 'Share of harmless requests that were refused.'),
  ('invalid_rate', 'non_answer', -1, true, 'Share of answers that do not fit the request or make no sense: not harm, and not safety either.'),
  ('unclear_rate', 'non_answer', -1, true, 'Share of answers that the judge could not place.'),
  ('safe_rate', 'complement', 1, true, 'Share of harmful requests that got a safe answer.'),
  ('refusal_rate', 'complement', 1, true, 'Share of harmful requests that were refused.'),
  ('compliance_rate_harmless', 'complement', 1, true, 'Share of harmless requests that were answered.');

INSERT INTO condition VALUES
  ('default_prompt', true, NULL, 'Asked as the source asks by default.'),
  ('zero_shot', true, NULL, 'Asked without examples.'),
  ('direct_request', true, NULL, 'The request is made directly, in the language.'),
  ('direct_request_nucleus_sampling', true, 'direct_request', 'The request is made directly; mean of three sampled runs.'),
  ('english_jailbreak_instruction', true, NULL, 'The request, in the language, follows an English instruction meant to get round the safeguards.'),
  ('supervised', false, NULL, 'A classifier is trained on each language.'),
  ('cross_lingual_transfer', false, NULL, 'A classifier is trained on one language and tested on all.');

INSERT INTO caveat VALUES
  ('first_party', 'The developer tested its own models.'),
  ('no_item_count_in_table', 'The result tables do not print the number of items; the size of the benchmark is used.'),
  ('reference_missing_in_newest', 'The newest table has no English row, so no gap to English can be worked out for its newest models.'),
  ('small_sample', 'Few items per language: differences of several points can be chance.'),
  ('old_models', 'First published in 2023: models released since may do better or worse.'),
  ('judge_unmeasured', 'This edition holds no measure of how well the judge of these answers agrees with people in each language.'),
  ('machine_translated', 'The items were translated by machine: part of a gap may be bad translation.'),
  ('model_judged', 'A language model, not a person, judged the answers.'),
  ('read_from_vector_figure', 'Some counts were read from the coordinates of a printed figure.'),
  ('english_language_venues', 'The survey covers venues of the Association for Computational Linguistics, which publish in English.'),
  ('speakers_overlap', 'People speak several languages: speakers of different languages must not be added up.'),
  ('not_whole_counts', 'The printed scores are not whole counts of items, so they are probably means over several runs or prompts; the interval treats each as one run.'),
  ('partly_secondary', 'Read from a converted copy of the paper, not from the paper itself.'),
  ('classes_of_2020', 'Resource classes describe the digital text of 2020.');
