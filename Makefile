# The commands. `make run` and `make test` set up everything that they need.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
PY := $(VENV)/bin/python
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.PHONY: run test check build bench walk shots messages clean

run: $(VENV)/.installed
	@exec $(PY) -m ciie_portal run

test: $(VENV)/.installed-dev
	$(PY) -m tests.browser.chromium
	$(PY) -m ciie_portal build
	$(PY) -m pytest tests -m "not browser" -n 2 --dist loadfile
	$(PY) -m pytest tests -m browser

check: $(VENV)/.installed-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

build: $(VENV)/.installed
	$(PY) -m ciie_portal build

bench: $(VENV)/.installed-dev build
	$(PY) -m benchmarks.registrations
	$(PY) -m benchmarks.weight
	$(PY) -m benchmarks.pictures
	$(PY) -m benchmarks.certificates
	$(PY) -m benchmarks.sign_in_timing
	$(PY) -m benchmarks.help_search
	$(PY) -m benchmarks.history
	$(PY) -m benchmarks.reminders

# Every page in every language, scheme, width and state of the data; `make test` walks the pairs of them.
walk: $(VENV)/.installed-dev build
	$(PY) -m tests.browser.chromium
	$(PY) -m tests.walk

shots: $(VENV)/.installed-dev build
	$(PY) -m tests.browser.chromium
	$(PY) -m tests.walk --shots

messages: $(VENV)/.installed-dev
	$(PY) -m pytest tests/architecture/test_wording.py

clean:
	rm -rf .web var $(VENV)

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; none was found."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python requirements.txt constraints.txt
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@
