# `make demo` and `make test` need Python 3.11 or newer and make; they install into .venv, by the lock files alone.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A lock file is whole, so nothing is resolved: a release that came since cannot get in the way.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --constraints constraints.txt
SOURCES := crawler spiders warehouse gapfinder

.PHONY: demo test lint format score score-matching bench bench-warehouse soak docs lock wheel clean

demo: $(VENV)/.runtime  ## crawl the bundled sample shops and write the report on them
	$(BIN)/gapfinder demo || [ $$? -eq 3 ]  # 3: done, though two of the shops cannot be observed, as is their part

test: $(VENV)/.dev  ## run the tests, several at once: many wait for servers rather than work
	$(BIN)/pytest --numprocesses 3 --dist loadfile

lint: $(VENV)/.dev  ## check style, types and who imports whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev  ## mend what can be mended of style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

score: $(VENV)/.dev  ## crawl the recorded shops and read the saved pages of ../shared, and score what was found
	$(BIN)/python benchmarks/score_realshops.py
	$(BIN)/python benchmarks/score_pages.py

score-matching: $(VENV)/.dev  ## map the trees of ../shared onto each other, and score the mappings
	$(BIN)/python -m benchmarks.matching

bench: $(VENV)/.runtime  ## measure what a page costs beside what it costs others
	$(BIN)/python -m benchmarks.speed

bench-warehouse: $(VENV)/.runtime  ## measure what loading, keeping and publishing cost
	$(BIN)/python -m benchmarks.warehouse

soak: $(VENV)/.runtime  ## crawl, import, analyse and ask at once for half an hour, with random kills, and prove that all is there
	$(BIN)/python -m benchmarks.soak --minutes 30

docs: $(VENV)/.dev  ## write what the commands say of themselves into the documents
	$(BIN)/python -m cogapp -r README.md docs/commands.md
	$(BIN)/python -m warehouse.describe > docs/views.md

lock: $(VENV)/.dev  ## resolve the dependencies anew
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) --group build --constraints requirements.lock --output-file requirements-build.lock
	$(COMPILE) pyproject.toml --extra browser --constraints requirements.lock --output-file requirements-browser.lock
	$(COMPILE) pyproject.toml --extra distributed --constraints requirements.lock --output-file requirements-distributed.lock
	$(COMPILE) pyproject.toml --extra semantic --constraints requirements.lock --output-file requirements-semantic.lock
	$(COMPILE) pyproject.toml --extra lake --constraints requirements.lock --output-file requirements-lake.lock
	$(COMPILE) pyproject.toml --extra browser --extra distributed --extra lake --group dev --group build --constraints requirements.lock \
		--constraints requirements-build.lock --output-file requirements-dev.lock

wheel: $(VENV)/.dev  ## build the wheel into dist/
	$(BIN)/python -m hatchling build --target wheel

clean:  ## remove what make made
	rm -rf $(VENV) build dist

$(VENV)/.python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("gapfinder needs Python 3.11 or newer; name one: make PYTHON=python3.11")'
	[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	touch $@

# Built in the environment itself, not in an isolated one, so that the locked build tools are the ones that run.
$(VENV)/.runtime: requirements.lock requirements-build.lock pyproject.toml | $(VENV)/.python
	$(PIP) --require-hashes --requirement requirements.lock --requirement requirements-build.lock
	$(PIP) --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(PIP) --require-hashes --requirement requirements-dev.lock
	touch $@
