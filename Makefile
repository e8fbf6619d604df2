# The set-up and the main job, each one command. Needs Python 3.11 or newer and nothing else.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PEERS  := build/peers

.DEFAULT_GOAL := help
.PHONY: help reports test check lab snapshots docs pictures bench lock hooks clean

help:           ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

reports: $(READY)  ## set up, make a sample register if there is none, publish the latest editions
	@test -e data/register/about.json || $(BIN)/karnameh sample
	$(BIN)/karnameh build

test: $(READY)  ## set up and run the everyday tests
	@sh tests/browser/install.sh
	$(BIN)/python -m pytest -n auto

check: $(READY)  ## style, types, layers, settings and notebooks: what can be wrong before a build
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/karnameh check

lab: $(READY)   ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

snapshots: $(READY)  ## accept the rendered pieces as they are now; read the difference before committing
	$(BIN)/python -m pytest -n auto tests --snapshot-update

docs: $(READY)  ## write the generated pages of docs/ anew
	$(BIN)/python docs/generate.py

pictures: $(READY)  ## take the pictures of docs/pictures/ anew, of the release in reports/
	$(BIN)/python docs/picture.py

bench: $(READY) $(PEERS)/.ready  ## measure ours beside what others would use; BENCH="--large" for growth too
	$(BIN)/python -m benchmarks $(BENCH)

hooks: $(READY) ## strip notebooks and check style at every commit
	$(BIN)/pre-commit install

lock:           ## choose exact versions anew; needs uv
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --extra lab --extra postgres --extra test \
	  pyproject.toml requirements-build.in --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --no-deps --constraint requirements.lock \
	  benchmarks/requirements.in --output-file benchmarks/requirements.lock

clean:          ## remove the environment and everything built, but not the register
	rm -rf $(VENV) build data/statistics reports/*

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Karnameh needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# What only the peers of the benchmark need, apart from the environment that makes reports.
$(PEERS)/.ready: benchmarks/requirements.lock $(READY)
	rm -rf $(PEERS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --target $(PEERS) --requirement $<
	@touch $@
