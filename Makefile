# Two commands for people: `make run` and `make test`. On Debian 12 with a Swift toolchain they
# install whatever else they need.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build
export LANG := C.UTF-8
# Debian's own interpreter: the terminal modules of the tests are Debian packages.
export PATH := /usr/bin:$(PATH)

DEPS_BUILD := libncurses-dev libsqlite3-dev libpq-dev libsodium-dev libssl-dev zlib1g-dev pkg-config
DEPS_TEST := $(DEPS_BUILD) openssl tmux postgresql sqlite3 strace python3 python3-pexpect python3-pyte
PREFIX ?= /usr/local
BINARY := .build/release/cartas

.PHONY: run test build check lint bench fuzz soak coverage install clean assets deps-build deps-test

define install_packages
missing=(); for p in $(1); do dpkg-query -W -f='$${db:Status-Status}' $$p 2>/dev/null | grep -qx installed || missing+=($$p); done; \
if (( $${#missing[@]} )); then \
  sudo=; [[ $$(id -u) == 0 ]] || sudo=sudo; \
  echo "installing: $${missing[*]}"; \
  $$sudo apt-get update -qq; \
  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$${missing[@]}"; \
fi
endef

deps-build:
	@$(call install_packages,$(DEPS_BUILD))
	@command -v swift >/dev/null || { echo "Swift 6.2 or later must be on PATH: https://swift.org/install" >&2; exit 1; }

deps-test: deps-build
	@$(call install_packages,$(DEPS_TEST))
	@( $(call install_packages,chromium) ) || echo "no Chromium to be had: the report is not opened in it"

# Opens the demo hospital, which is made at the first start.
run: build
	$(BINARY) demo

build: deps-build
	swift build -c release --product cartas

test: deps-test
	swift build -c release --product cartas
	swift build --build-tests
	swift test --skip-build

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

check: build lint test

# Ours at 1, 10 and 60 seconds with the proven bound, and how questions grow with the board.
# BENCH, BUDGETS and GROW choose others: make bench BENCH='my/*.json' BUDGETS=1,10
BENCH ?= $(addprefix Tests/SchedulingTests/Fixtures/,c*.json r*.json)
BUDGETS ?= 1,10,60
GROW ?= Tests/SchedulingTests/Fixtures/congested-50.json
bench: build
	$(BINARY) bench plans $(sort $(wildcard $(BENCH))) --budgets $(BUDGETS) --grow $(GROW)

clean:
	rm -rf .build

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/cartas

coverage: deps-test
	swift test --enable-code-coverage
	$$(dirname $$(readlink -f $$(command -v swift)))/llvm-cov report .build/debug/cartasPackageTests.xctest \
	  -instr-profile .build/debug/codecov/default.profdata -ignore-filename-regex 'Tests|\.build'

# A million inputs for every parser, with AddressSanitizer.
fuzz: deps-build
	Tests/Harness/fuzz.sh

# The harnesses of the store with the counts of the safety page: tens of minutes.
soak: deps-test build
	swift build --build-tests
	CARTAS_SOAK=1 swift test --skip-build --filter 'JournalTests|RestartTests|CrashTests|DefenceTests|ProcessTests'

# Rewrites the table of embedded files after one was added, renamed or removed.
assets:
	@{ echo '// Written by `make assets`: every file of Schema/ and Resources/, embedded.'; \
	echo '#include "cassets.h"'; \
	i=0; files=$$(find Schema Resources -type f ! -name '.*' | LC_ALL=C sort); \
	for f in $$files; do echo; echo "static const unsigned char f$$i[] = {"; echo "#embed \"../../$$f\" suffix(,)"; echo "0};"; i=$$((i+1)); done; \
	echo; echo 'static const c_asset all[] = {'; \
	i=0; for f in $$files; do echo "    {\"$$f\", f$$i, sizeof f$$i - 1},"; i=$$((i+1)); done; \
	echo '};'; echo; \
	echo 'const c_asset *c_assets(size_t *count) {'; echo '    *count = sizeof all / sizeof *all;'; echo '    return all;'; echo '}'; \
	} > Sources/CAssets/assets.c
