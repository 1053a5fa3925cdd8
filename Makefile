# SPDX-License-Identifier: Apache-2.0
# The two commands of the README are `make demo` and `make test`; each does all the set-up it needs.
SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=
PDFIUM ?= $(if $(BRIGHTLINE_PDFIUM),$(BRIGHTLINE_PDFIUM),.vendor/pdfium-5.15.2/libpdfium.so)
# Swift itself is linked in: the program starts sooner, and runs where no Swift is installed.
RELEASE := swift build -c release --static-swift-stdlib --product brightline
PROGRAM = $$($(RELEASE) --show-bin-path 2>/dev/null)/brightline

.PHONY: all setup build demo test lint bench lines install clean

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
