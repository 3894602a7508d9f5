# make         sets up .venv and publishes the site into dist/
# make trust   kills, full disks, mounts and hostile input (needs Linux and `unshare`)
# make edits   thousands of edits, each held to a build that remembers nothing
# make browsers  opens the site in WebKit and Firefox (Debian: webkit2gtk-driver xvfb firefox-esr)
# make audit   outside judges over every page (needs Node, Java and a browser)
# make test    sets up what the tests need (a browser too), lints, and runs every test (needs Node)
#
# Needs make and Python 3.11 or newer; `make PYTHON=/path/to/python` chooses one.

VENV = .venv
PY = $(VENV)/bin/python
PIP = $(PY) -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
PYTHONS = $(or $(PYTHON),python3.13 python3.12 python3.11 python3)
# By files in their order: the browser and the long ones come first, so that no process is left alone
# with them at the end.
PYTEST_ARGS = -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: site check serve test audit trust edits browsers lint bench docs browser constraints clean

site: $(VENV)/.installed
	$(PY) build.py

check: $(VENV)/.installed
	$(PY) build.py check

serve: $(VENV)/.installed
	$(PY) build.py serve

test: $(VENV)/.installed-test tests/editor/node_modules/.installed
	@PYTHON=$(PY) sh tests/browser/ensure-browser.sh
	@$(MAKE) --no-print-directory lint
	$(PY) -m pytest $(PYTEST_ARGS)

trust: $(VENV)/.installed-test
	$(PY) -m pytest $(PYTEST_ARGS) tests/trust/kills.py tests/trust/hostile.py \
	    tests/trust/test_publishing.py tests/test_trust.py tests/test_hostile.py tests/test_endings.py tests/test_serve.py
	PYTHONPATH=. unshare --mount --map-root-user $(PY) tests/trust/mounts.py

# Fails, and says what to install, where a browser is missing.
edits: $(VENV)/.installed-test
	$(PY) -m pytest $(PYTEST_ARGS) --dist load --hypothesis-profile many tests/edits

browsers: $(VENV)/.installed-test
	$(PY) -m pytest $(PYTEST_ARGS) tests/browser/other_engines.py

audit: $(VENV)/.installed-test audit/node_modules/.installed
	@PYTHON=$(PY) sh tests/browser/ensure-browser.sh
	$(PY) -m audit

lint: $(VENV)/.installed-test
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy --strict
	$(VENV)/bin/lint-imports
	$(VENV)/bin/zizmor --offline --quiet .github
	@if command -v actionlint >/dev/null; then actionlint; \
	else echo 'actionlint is not installed: .github was read by zizmor alone'; fi

# An hour or two; docs/speed.md says how to measure less.
bench: $(VENV)/.installed-bench
	$(PY) -m benchmarks.versus_hugo
	$(PY) -m benchmarks.stages

# The pictures of docs/charts.md, from the examples that stand in it, and the tables of docs/keys.md.
docs: $(VENV)/.installed
	$(PY) docs/draw.py
	$(PY) docs/keys.py

# Playwright's own installer, for machines without Chrome or Chromium.
browser: $(VENV)/.installed-test
	$(PY) -m playwright install --with-deps chromium

# The newest versions that pyproject.toml allows become the pinned ones.
constraints:
	rm -rf $(VENV)
	$(MAKE) $(VENV)/.created
	$(PY) -m pip install --quiet hatchling
	$(PY) -m pip install --quiet --no-build-isolation --editable '.[bench,test]'
	head -n 1 constraints.txt > constraints.new
	$(PY) -m pip freeze --exclude-editable >> constraints.new
	mv constraints.new constraints.txt

# Removes all that make has made, .venv included.
clean:
	rm -rf $(VENV) dist screenshots audit/node_modules tests/editor/node_modules audit/built audit/reports .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A command that is on the path may still not run (a pyenv shim), so each is tried.
$(VENV)/.created:
	@for python in $(PYTHONS); do \
	    if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "Setting up $(VENV) with $$("$$python" --version)"; \
	        "$$python" -m venv --clear $(VENV) && touch $@; exit; \
	    fi; \
	done; \
	echo 'No Python 3.11 or newer that can make virtual environments was found; tried: $(PYTHONS).' >&2; \
	echo 'Install one (Debian: apt install python3 python3-venv), or name it: make PYTHON=/path/to/python' >&2; \
	exit 1

# hatchling comes first, pinned like all else, so that pip fetches no build tools of its own choice.
$(VENV)/.installed: $(VENV)/.created pyproject.toml constraints.txt
	$(PIP) hatchling
	$(PIP) --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(PIP) --no-build-isolation --editable '.[test]'
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed
	$(PIP) --no-build-isolation --editable '.[bench]'
	@touch $@

# Programs written for Node, as package-lock.json pins them; none runs a script of its own when installed.
%/node_modules/.installed: %/package.json %/package-lock.json
	@command -v npm >/dev/null || { \
	    echo 'make test and make audit need Node 20.19 or newer with npm (https://nodejs.org), which was not found.' >&2; \
	    exit 1; \
	}
	cd $* && npm ci
	@touch $@
