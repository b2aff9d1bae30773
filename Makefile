# `make` alone lists what can be made. Each target wraps one plain command.

# The one set of Go build flags: without cgo, so that the program is one static
# binary and no C compiler is needed to run it. A second set anywhere would
# compile every dependency a second time.
export CGO_ENABLED := 0

# go and npm keep their caches at home; an empty environment does not say where.
export HOME ?= $(shell getent passwd "$$(id -u)" | cut -d: -f6)

# The version names the commit; no symbol tables, which saves a third of the binary.
LDFLAGS := -s -w -X main.version=$(shell git describe --tags --always 2>/dev/null || echo dev)

UI_SOURCES := $(shell git ls-files -co --exclude-standard frontend | grep -v '^frontend/\(dist\|e2e\)/')

.PHONY: help run build test lint verify e2e bench soak clean fetch ui compile
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## start Certwright with a demo body on http://localhost:8080
	@bin/certwright demo

build: ## one static binary with the interface inside: bin/certwright
	@$(MAKE) -j2 --no-print-directory ui compile
	@go build -ldflags '$(LDFLAGS)' -o bin/certwright ./cmd/certwright

test: ## everything: lint, Go tests on both engines, interface, browser, generated files
	@scripts/test

lint: fetch ## formatting, vet, staticcheck, TypeScript, known vulnerabilities
	@scripts/lint
	@scripts/vulncheck

verify: fetch ## generate again: nothing may differ
	@scripts/verify

e2e: build ## the browser tests alone
	@scripts/packages install
	@scripts/e2e

bench: ## the measurements behind the figures in the documentation
	@go build -o bin/services ./internal/testenv/services
	@bin/services go test -run '^$$' -bench . -benchmem ./...
	@go build -o bin/certwright ./cmd/certwright
	@bin/certwright plan bench $(if $(TASKS),--tasks $(TASKS))

soak: ## the long runs: faults and load for SOAK_SECONDS each (default 600)
	@go build -o bin/services ./internal/testenv/services
	@SOAK_SECONDS=$${SOAK_SECONDS:-600} bin/services go test -count 1 -timeout 0 -run 'Soak|DoubleBooked' -v ./...
	@go build -o bin/certwright ./cmd/certwright
	@bin/certwright plan bench --soak $(if $(TASKS),--tasks $(TASKS))

clean: ## remove what was built; data stays
	@rm -rf bin frontend/dist/* frontend/node_modules

# What the network brings, side by side: make -j2 fetch.
fetch:
	@$(MAKE) -j2 --no-print-directory frontend/node_modules/.fetched fetch-go

fetch-go:
	@go mod download

# The first time, packages compile while the interface is being built.
compile:
	@test -x bin/certwright || go build $$(go list -f '{{if ne .Name "main"}}{{.ImportPath}}{{end}}' ./...)

ui: frontend/dist/index.html

frontend/dist/index.html: frontend/node_modules/.fetched $(UI_SOURCES)
	@cd frontend && npm run --silent build
	@touch frontend/dist/.keep $@

frontend/node_modules/.fetched: frontend/package.json frontend/package-lock.json
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@
