# Every target makes its own virtual environment under .venv if there is none.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check bench golden samples clean

demo: .venv/.demo
	@$(BIN)/slcheck check samples/hmip-2017-figures-8-9.xlsx; \
	code=$$?; echo "(exit code $$code: 1 means that targets are missed, which is what the demo shows)"; test $$code -eq 1

test: .venv/.dev
	$(BIN)/python -m pytest

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Time and memory, for people to read; no test depends on them.
bench: .venv/.bench
	$(BIN)/python bench/bench.py

# Write the golden files anew after a change that people are meant to see; read the difference before committing it.
golden: .venv/.dev
	SLCHECK_GOLDEN=write $(BIN)/python -m pytest tests/test_golden.py tests/test_readme.py -n 0

samples: .venv/.dev
	$(BIN)/python samples/make_samples.py

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.demo: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

.venv/.dev: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@$(BIN)/python -m compileall -q src
	@touch $@ .venv/.demo

.venv/.bench: .venv/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,bench]'
	@touch $@

clean:
	rm -rf .venv build dist
