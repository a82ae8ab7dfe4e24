# One way to do each thing, the same on a desk and in CI. `make setup` is run by every target that needs it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
# node_modules/.bin first; a Node newer than the machine's is not needed, so jsii's end-of-life banner is silenced.
export PATH := $(CURDIR)/$(BIN):$(CURDIR)/node_modules/.bin:$(PATH)
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION := 20

.PHONY: help setup run test check bench soak synth deploy lock clean

help: ## Show the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: .venv/.ready node_modules/.ready ## Install everything into .venv/ and node_modules/ (idempotent)

.venv/.ready: requirements.lock functions/requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Roomkeeper needs Python 3.11 or later; set PYTHON=/path/to/python3")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@awk '/^[^ #]/ { wanted = /^uv==/ } wanted' requirements.lock > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/python -m infra.wheels
	@touch $@

node_modules/.ready: package.json package-lock.json
	@node -e 'process.exit(+process.versions.node.split(".")[0] >= 20 ? 0 : 1)' || { echo "Roomkeeper needs Node 20 or later"; exit 1; }
	@npm ci --silent --no-audit --no-fund
	@touch $@

run: setup ## Run everything on this machine: no AWS account, no Docker (RUN_ARGS passes options on)
	@exec python -m local $(RUN_ARGS)

test: setup ## Run all tests (PYTEST_ARGS passes options on)
	@python -m pytest $(PYTEST_ARGS)

check: setup ## Lint, types and import rules
	@ruff format --check .
	@ruff check .
	@mypy
	@PYTHONPATH=functions lint-imports

bench: setup ## Measure and print the tables of the docs; writes bench/results/latest.json
	@PYTHONPATH=functions:. python -m bench $(BENCH_ARGS)

soak: setup ## The long counts, of which `make test` runs a tenth
	@python -m pytest --soak $(PYTEST_ARGS)

synth: setup ## Write the CloudFormation templates and assets to cdk.out/
	@cdk synth --quiet $(CDK_ARGS)

deploy: setup ## Deploy with the CDK CLI (honours AWS_ENDPOINT_URL)
	@cdk deploy --all --require-approval never --context bytecode=required $(CDK_ARGS)

lock: ## Resolve every dependency again and write the locks with hashes
	@uv pip compile --quiet --universal -p 3.11 --generate-hashes --no-emit-index-url --no-header \
		requirements.txt $(addprefix --group ,review patterns api workers local test) -o requirements.lock
	@for group in review patterns api workers; do \
		echo "# group: $$group"; \
		uv pip compile --quiet --universal -p 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
			--constraint requirements.lock --group $$group; \
	done > functions/requirements.txt

clean: ## Remove what was built; keeps .venv and node_modules
	@rm -rf cdk.out .local
