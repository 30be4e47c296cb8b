# Two commands are enough: "make demo" and "make test"; "make help" names the rest.
SHELL := /bin/sh
PYTHON ?= python3
UV ?= uv
PYTEST_ARGS ?=
BIN := .venv/bin
READY := .venv/.ready
LOCK_OPTIONS := --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --universal \
	--python-version 3.11 --override requirements/override.txt --no-header

# The launcher is a shell script and a Python script in one: a shebang line alone can neither
# hold a path with spaces nor one longer than the kernel's limit.
define LAUNCHER
#!/bin/sh
'''exec' "$(CURDIR)/$(BIN)/python" "$$0" "$$@"
' '''
import sys

from desk.app import main

sys.exit(main())
endef
export LAUNCHER

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint lock clean

help:
	@echo "make demo    screen sample shipments from end to end, with servers of its own"
	@echo "make test    run the tests; PYTEST_ARGS=\"-k name\" goes to pytest"
	@echo "make setup   make .venv from requirements/dev.lock (demo and test do it by themselves)"
	@echo "make lint    check style, types and import contracts"
	@echo "make lock    write requirements/*.lock anew from pyproject.toml (needs uv)"
	@echo "make clean   remove .venv, caches and the demo's data"

setup: $(READY)

$(READY): requirements/dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Customhouse needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; \
		echo "Name another one: make setup PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(BIN)/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Making .venv with $$($(PYTHON) --version) ..."; $(PYTHON) -m venv --clear .venv; }
	@echo "Installing $$(grep -c '^[a-z]' requirements/dev.lock) locked packages into .venv," \
		"about a minute the first time ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--no-deps --require-hashes --only-binary :all: -r requirements/dev.lock
# A line in a .pth file makes the packages importable without a build tool; it is relative to
# site-packages, so it holds no path of this machine.
	@echo ../../../.. > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/customhouse.pth"
	@printf '%s\n' "$$LAUNCHER" > $(BIN)/customhouse && chmod +x $(BIN)/customhouse
	@echo "Compiling the matcher, about two minutes and only once ..."
	@$(BIN)/python -c 'from worker.warming import warm; warm()' > /dev/null
	@touch $@
	@echo "Ready: $(BIN)/customhouse"

demo: setup
	@$(BIN)/customhouse demo

test: setup
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(PYTEST_ARGS)

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

lock:
	$(UV) pip compile pyproject.toml $(LOCK_OPTIONS) -o requirements/runtime.lock
	$(UV) pip compile pyproject.toml --group dev $(LOCK_OPTIONS) -c requirements/runtime.lock \
		-o requirements/dev.lock

clean:
	rm -rf .venv .demo dist htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache \
		.hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
