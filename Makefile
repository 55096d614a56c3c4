# make run      installs what is missing, builds for release and runs a chain on this machine
# make test     all tests: unit and conformance tests, then the heavy suites in release mode
# make bench    the benchmarks, in release mode
# make lint     checks formatting and imports
# make format   formats the sources
# make fuzz     runs every fuzz target for a minute (FUZZ_SECONDS=60)

SWIFT ?= swift
DATA_DIR ?= iotex-data
FUZZ_SECONDS ?= 60

.PHONY: run test bench lint format fuzz setup kill-test

run: setup
	$(SWIFT) build --configuration release --product iotexd
	$$($(SWIFT) build --configuration release --show-bin-path)/iotexd run --dev --data-dir $(DATA_DIR)

test: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --parallel
	$(SWIFT) build --configuration release --product iotexd
	$(SWIFT) build --configuration release --product evm
	Scripts/test-programs

bench: setup
	cd Benchmarks && $(SWIFT) run --configuration release benchmarks

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks/Sources Benchmarks/Package.swift Fuzz/Sources Fuzz/Package.swift
	Scripts/check-imports

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks/Sources Benchmarks/Package.swift Fuzz/Sources Fuzz/Package.swift

fuzz: setup
	Scripts/fuzz --seconds $(FUZZ_SECONDS)

kill-test: setup
	Scripts/kill-test

setup:
	@Scripts/setup
