# make run    environment, warehouse, dashboard on http://localhost:8501
# make test   everything the tests need, then the tests: two files at a time, and those in a browser by themselves
# make check  format, lint, types, and the checks of the warehouse
# make access every page in four ways: axe, and twice and four times as large
# make bench  time and memory, measured side by side
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin

.PHONY: run test check access bench pictures lock
.DEFAULT_GOAL := run

run: .venv/run
	$(BIN)/python -m etl build
	$(BIN)/python -m etl export --if-new data/export
	$(BIN)/python -m streamlit run dashboard/app.py --server.port $(PORT)

test: .venv/dev
	.ci/browser
	$(BIN)/python -m pytest -m "not browser" -n 2 --dist loadfile
	$(BIN)/python -m pytest -m browser

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m etl build
	$(BIN)/python -m etl check

access: .venv/dev
	.ci/browser
	$(BIN)/python -m etl build
	$(BIN)/python -m tests.access

bench: .venv/dev
	$(BIN)/python -m etl build
	$(BIN)/python -m tests.bench

pictures: .venv/dev
	.ci/browser
	$(BIN)/python -m etl build
	$(BIN)/python -m tests.pictures

lock: .venv/dev
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate requirements-dev.in -c requirements.txt -o requirements-dev.txt

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with make PYTHON=python3.12 run"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/run
