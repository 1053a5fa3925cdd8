# SPDX-License-Identifier: Apache-2.0
# The two commands of the README are `make demo` and `make test`; each does all the set-up it needs.
SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=
PDFIUM ?= $(if $(BRIGHTLINE_PDFIUM),$(BRIGHTLINE_PDFIUM),.vendor/pdfium-5.15.2/libpdfium.so)
# Swift itself is linked in: the program starts sooner, and runs where no Swift is installed.
RELEASE := swift build -c release --static-swift-stdlib --product brightline
PROGRAM = $$($(RELEASE) --show-bin-path 2>/dev/null)/brightline

.PHONY: all setup build demo test lint bench bench-policy bench-audit bench-spark bench-slurm fuzz-policy docs lines install clean

all: build

setup:
	@scripts/setup.sh

build: setup
	@$(RELEASE)

# Reads the built-in example into a case, audits it and writes the report.
demo: build
	@"$(PROGRAM)" demo --folder out/fairview || [ $$? -eq 1 ]

test: setup lint
	swift build --build-tests
	swift test --skip-build

lint:
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests

# WHAT="speed ocr" runs some of the benchmarks; each file in Benchmarks says what it measures and needs.
bench: build
	@Benchmarks/run.sh $(WHAT)

# The decision of policies against the interpreter of all completions, clingo and Cedar, on random cases.
bench-policy: build
	@Benchmarks/run.sh policy

# Large logs held against policies, beside DuckDB.
bench-audit: build
	@Benchmarks/run.sh audit

# The emitted SQL of an audit on Spark (PySpark from PyPI, Java) and PostgreSQL, against the program's own.
bench-spark: build
	@Benchmarks/run.sh spark

# An array of shards under Slurm on this machine, merged and held against one run (root; slurm-wlm, munge).
bench-slurm: build
	@Benchmarks/run.sh slurm

# Tries the reading of policy files with bytes that nobody wrote, for so many SECONDS.
fuzz-policy:
	@scripts/fuzz-policy.sh $(if $(filter command line environment,$(origin SECONDS)),$(SECONDS),60)

# Pages about the Policy library, for those who use it by itself, in out/docs.
docs:
	@mkdir -p .build/docs/symbols .build/docs/graphs out
	swift build --target Policy --scratch-path .build/docs/build -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc "$(CURDIR)/.build/docs/symbols"
	cp .build/docs/symbols/Policy*.symbols.json .build/docs/graphs/
	docc convert Sources/Policy/Policy.docc --additional-symbol-graph-dir .build/docs/graphs --fallback-display-name Policy --fallback-bundle-identifier org.brightline.Policy --warnings-as-errors --transform-for-static-hosting --hosting-base-path / --output-path out/docs

# Lines of code of each target.
lines:
	@for room in Sources/*/; do printf '%-16s %6d\n' "$$(basename "$$room")" "$$(find "$$room" -type f | xargs cat | wc -l)"; done
	@printf '%-16s %6d\n' Tests "$$(find Tests -name '*.swift' | xargs cat | wc -l)"

# The program, its data and PDFium under PREFIX; DESTDIR for packagers.
install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/lib/brightline" "$(DESTDIR)$(PREFIX)/share/brightline"
	install -m 755 "$(PROGRAM)" "$(DESTDIR)$(PREFIX)/bin/brightline"
	install -m 644 "$(PDFIUM)" "$(DESTDIR)$(PREFIX)/lib/brightline/libpdfium.so"
	cp -R Data Policies Examples "$(DESTDIR)$(PREFIX)/share/brightline/"
	@echo "installed $(DESTDIR)$(PREFIX)/bin/brightline"

clean:
	rm -rf .build out
