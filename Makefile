# make run      installs what is missing, builds for release and rehearses: four delegates on this machine, load, one drill, a report
# make dev      a development chain that produces a block every two seconds
# make test     all tests: unit and conformance tests, then the heavy suites in release mode
# make bench    the benchmarks, in release mode
# make lint     checks formatting and imports
# make format   formats the sources
# make simulate the consensus under faults on virtual time (SEEDS=2000 FIRST=1)
# make model    checks the Promela model of the rounds, and that it finds the faults put into it
# make fuzz     runs every fuzz target for a minute (FUZZ_SECONDS=60)
# make install  installs iotexd, ioctl and rehearse with manual pages and completions (PREFIX=/usr/local, DESTDIR)

SWIFT ?= swift
DATA_DIR ?= iotex-data
FUZZ_SECONDS ?= 60
SEEDS ?= 2000
FIRST ?= 1
PREFIX ?= /usr/local
# Tests that wait for others over loopback: they run one after the other, so that nobody else's work makes them late.
WITH_PEERS = LibP2PTests|PeerNetworkTests|ConsensusTests

.PHONY: run dev simulate model test bench lint format fuzz setup kill-test install

run: setup
	$(SWIFT) build --configuration release --product iotexd
	$(SWIFT) build --configuration release --product rehearse
	$$($(SWIFT) build --configuration release --show-bin-path)/rehearse run --delegates 4 --duration 60s --rate 500 --drill kill

dev: setup
	$(SWIFT) build --configuration release --product iotexd
	$$($(SWIFT) build --configuration release --show-bin-path)/iotexd run --dev --data-dir $(DATA_DIR)

model:
	Formal/check

simulate: setup
	$(SWIFT) build --configuration release --product simulate
	$$($(SWIFT) build --configuration release --show-bin-path)/simulate --seeds $(SEEDS) --first $(FIRST)

test: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --parallel --skip '$(WITH_PEERS)|IoctlTests'
	$(SWIFT) test --skip-build --no-parallel --filter '$(WITH_PEERS)'
	$(SWIFT) test --skip-build --no-parallel --filter IoctlTests
	$(SWIFT) build --configuration release --product iotexd
	$(SWIFT) build --configuration release --product evm
	for product in ioctl rehearse simulate gossip-mesh make-chain; do $(SWIFT) build --configuration release --product $$product || exit 1; done
	Scripts/test-programs
	SEEDS=$(SEEDS) FIRST=$(FIRST) Scripts/test-network

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

install: setup
	for product in iotexd ioctl rehearse; do $(SWIFT) build --configuration release --product $$product || exit 1; done
	Scripts/install-programs "$(DESTDIR)$(PREFIX)"

setup:
	@Scripts/setup
