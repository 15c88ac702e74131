# The tasks of this checkout, for people and CI. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help demo readers test test-all check format bench fuzz fuzz-stores soak soak-reading lock clean setup wheel pictures gazetteer models

PYTHON := .venv/bin/python
# Without bytecode each run would compile every test again (6 s).
export PYTHONDONTWRITEBYTECODE :=
READY := .venv/ready
READERS := .venv/readers
DEMO := .venv/demo

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

$(READY): .ci/setup pyproject.toml requirements.lock
	@.ci/setup

$(READERS): $(READY) requirements-readers.lock
	@.ci/setup readers

readers: $(READERS) ## Add to .venv what the tests read exports back with

setup: $(READY) ## Create the environment in .venv from the lock file

$(DEMO)/made: $(READY) $(wildcard assets/demo/*.txt)
	@rm -rf $(DEMO)
	@.venv/bin/dateline --store $(DEMO) add assets/demo/*.txt
	@touch $@

demo: $(DEMO)/made ## Open the dashboard on the demo articles
	@.venv/bin/dateline --store $(DEMO)

test: $(READERS) ## Run the fast tests
	$(PYTHON) -m pytest -q -n 2 --dist worksteal -m "not slow"

test-all: $(READERS) ## Run all tests, with coverage
	$(PYTHON) -m coverage erase
	$(PYTHON) -m coverage run -m pytest -q --hypothesis-profile=full
	$(PYTHON) -m coverage combine -q
	$(PYTHON) -m coverage report --skip-covered --sort=cover

check: $(READY) ## Check lint, format, types and import contracts
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

format: $(READY) ## Fix lint and format the code
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

bench: $(READY) ## Measure speed, relative to a yardstick in the same run
	@for script in tests/bench/bench_*.py; do echo "== $$script"; $(PYTHON) $$script || exit 1; done

fuzz: $(READY) ## Feed damaged files to every format (SECONDS=600 for each)
	$(PYTHON) -m tests.hostile.fuzz_readers --seconds $(or $(SECONDS),600)

fuzz-stores: $(READY) ## Open damaged and odd stores with every command (COUNT=10000)
	$(PYTHON) -m tests.hostile.fuzz_stores --count $(or $(COUNT),10000)

soak: $(READY) ## Simulate five people over SSH at one store (SECONDS=600)
	$(PYTHON) -m tests.server.soak --seconds $(or $(SECONDS),600)

soak-reading: $(READY) ## Read ../shared/corpora and generated texts, and check invariants (ARTICLES=200, MADE=20)
	$(PYTHON) -m tests.hostile.soak_reading $(if $(ARTICLES),--articles $(ARTICLES)) $(if $(MADE),--made $(MADE)) --seed $(or $(SEED),1)

pictures: $(READY) ## Draw the pictures of the README from the demo articles
	TERM=xterm-256color COLORTERM=truecolor $(PYTHON) -m tests.pictures
	$(PYTHON) -m tests.moving_picture

gazetteer: $(READY) ## Rebuild assets/gazetteer from its sources
	$(PYTHON) -m store.extract.gazetteer.build

models: $(READY) ## Fit assets/models from the labels and evaluate them (CORPUS=open_news.jsonl.gz), and word_rarity.tsv from CORPORA="…"
	$(PYTHON) -m store.extract.learned.description_fit $(CORPUS)
	$(PYTHON) -m store.extract.learned.office_fit $(CORPUS)
	$(PYTHON) -m store.extract.learned.office_sure_fit $(CORPUS)
	$(PYTHON) -m store.extract.learned.contender_fit $(CORPUS)
	$(PYTHON) -m store.extract.learned.fit $(CORPUS)
	$(PYTHON) -m store.extract.learned.evaluate $(CORPUS)
	$(PYTHON) -m store.extract.learned.day_fit $(CORPUS)
	$(PYTHON) -m store.extract.learned.confidence_fit $(CORPUS)
	$(PYTHON) -m store.extract.learned.salience_fit $(CORPUS)
	$(if $(CORPORA),$(PYTHON) -m store.views.words.word_rarity $(CORPORA))
	$(PYTHON) -m store.views.joining.event_fitting $(CORPUS)

wheel: $(READY) ## Build the wheel and the source distribution in dist/
	@rm -rf dist
	.tools/bin/uv build --no-build-isolation --python $(PYTHON) --quiet --out-dir dist .

lock: $(READY) ## Resolve the ranges of pyproject.toml into requirements.lock
	.ci/lock

clean: ## Remove everything that was built here
	rm -rf .venv .tools dist build .pytest_cache .hypothesis .ruff_cache .mypy_cache .import_linter_cache .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
