# Every target sets up what it needs first. `make help` lists them.
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
HTML := build/html
REPORTS := build/a11y
# Beside English, which lies at the root of the site.
LANGUAGES := ar ckb
SPHINX := $(BIN)/sphinx-build -q -W --keep-going -j auto -c .
PYTEST := $(BIN)/python -m pytest
# Tests of real browsers share the machine: one worker for each core.
# What shares a built site stays on one of them.
TESTS ?= -n auto --dist loadgroup -m "not corpus"

# Copies for offline reading name this day, and two builds of one commit are the same: reproducible-builds.org.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || date +%s)

.PHONY: help setup html build i18n audit site test retest unit check format serve corpus bench docs clean
.DEFAULT_GOAL := help

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Make the virtual environment; find or install a browser
$(READY): pyproject.toml constraints.txt tools/setup.sh tools/hatch_build.py
	@sh tools/setup.sh $(VENV)
	@touch $@

html: build audit ## Build the site, audit it, and fail where it may not be published

build: $(READY)
	@$(SPHINX) -d build/doctrees/en docs $(HTML)
	@for language in $(LANGUAGES); do \
	  $(SPHINX) -d build/doctrees/$$language -D language=$$language docs $(HTML)/$$language || exit 1; \
	done

i18n: $(READY) ## Bring the catalogues up to date, and say what is missing or stale
	@$(BIN)/python tools/i18n.py $(LANGUAGES)

audit: $(READY)
	@$(BIN)/a11ycheck audit $(HTML) --format terminal \
	  --format json=$(REPORTS)/report.json --format html=$(REPORTS)/report.html

site: build ## Build and audit the site, and pack it for a server: build/site.tar.gz
	@$(BIN)/a11ycheck pack $(HTML) --output build/site.tar.gz

test: build ## Run all tests, those with a real browser too
	@$(PYTEST) $(TESTS)

retest: $(READY) ## Run the tests that failed last time once more, one by one
	@$(PYTEST) --last-failed --last-failed-no-failures none

unit: $(READY) ## Run the tests that need no browser and no build, in seconds
	@$(PYTEST) -n auto -m "not browser and not corpus" tests/unit

check: $(READY) ## Lint, check types, import layers and the JavaScript of rules
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/oxlint --deny-warnings src
	@$(BIN)/python tools/gen_docs.py --check

format: $(READY) ## Format the code, mend what a linter can
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

docs: $(READY) ## Write the generated pages of the documentation anew
	@$(BIN)/python tools/gen_docs.py

serve: build ## Show the site on http://127.0.0.1:8000
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory $(HTML) 8000

corpus: $(READY) ## Fetch and build documentation that others wrote
	@$(BIN)/python tools/corpus.py

bench: corpus ## Measure against a plain loop, and audit the corpus
	@$(BIN)/python bench/audit_vs_plain.py
	@$(PYTEST) -m corpus

clean: ## Remove what was built; the virtual environment stays
	@rm -rf build dist .a11ycheck_cache
