# Everything that a person or CI does with this checkout. `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help demo test test-all check format bench fuzz fuzz-stores soak soak-reading lock clean setup wheel pictures gazetteer

PYTHON := .venv/bin/python
READY := .venv/ready
DEMO := .venv/demo

help: ## Say what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

$(READY): .ci/setup pyproject.toml requirements.lock
	@.ci/setup

setup: $(READY) ## Make the environment in .venv, as the lock file says

$(DEMO)/made: $(READY) $(wildcard assets/demo/*.txt)
	@rm -rf $(DEMO)
	@.venv/bin/dateline --store $(DEMO) add assets/demo/*.txt
	@touch $@

demo: $(DEMO)/made ## Open the dashboard on the demo articles
	@.venv/bin/dateline --store $(DEMO)

test: $(READY) ## Run the fast tests (under two minutes)
	$(PYTHON) -m pytest -q -n 2 -m "not slow"

test-all: $(READY) ## Run all tests, with coverage
	$(PYTHON) -m coverage erase
	$(PYTHON) -m coverage run -m pytest -q
	$(PYTHON) -m coverage combine -q
	$(PYTHON) -m coverage report --skip-covered --sort=cover

check: $(READY) ## Lint, format, types and walls
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

format: $(READY) ## Put the code into the house's format
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

bench: $(READY) ## Measure speed, each as a ratio against a yardstick in the same run
	@for script in tests/bench/bench_*.py; do echo "== $$script"; $(PYTHON) $$script || exit 1; done

fuzz: $(READY) ## Feed every reader damaged files, SECONDS=600 of each format
	$(PYTHON) -m tests.hostile.fuzz_readers --seconds $(or $(SECONDS),600)

fuzz-stores: $(READY) ## Open COUNT=10000 damaged and odd stores with every command
	$(PYTHON) -m tests.hostile.fuzz_stores --count $(or $(COUNT),10000)

soak: $(READY) ## Five people over SSH at one store for ten minutes (SECONDS=60: for one)
	$(PYTHON) -m tests.server.soak --seconds $(or $(SECONDS),600)

soak-reading: $(READY) ## Read ../shared/corpora and texts made of it (ARTICLES=200, MADE=20: so many of each)
	$(PYTHON) -m tests.hostile.soak_reading $(if $(ARTICLES),--articles $(ARTICLES)) $(if $(MADE),--made $(MADE)) --seed $(or $(SEED),1)

pictures: $(READY) ## Draw the README's pictures from the real app on the demo articles
	TERM=xterm-256color COLORTERM=truecolor $(PYTHON) -m tests.pictures

gazetteer: $(READY) ## Build assets/gazetteer anew from its sources
	$(PYTHON) -m store.extract.gazetteer.build

wheel: $(READY) ## Build the wheel and the source distribution into dist/
	@rm -rf dist
	.tools/bin/uv build --no-build-isolation --python $(PYTHON) --quiet --out-dir dist .

lock: $(READY) ## Resolve the ranges of pyproject.toml anew into requirements.lock
	.ci/lock

clean: ## Take away everything that was made here
	rm -rf .venv .tools dist build .pytest_cache .hypothesis .ruff_cache .mypy_cache .import_linter_cache .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
