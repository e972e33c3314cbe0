# `make` alone lists what there is. Needs Go, git and make; each target sets up the rest itself.
SHELL := /bin/bash
export PATH := $(PATH):/usr/local/go/bin
# Nothing here is written in C; only the race detector wants it.
export CGO_ENABLED ?= 0

RACE ?=
CORPUS ?= ../shared/corpus
FUZZTIME ?= 10s
PLATFORMS ?= linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

VERSION = $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
COMMIT = $(shell git rev-parse --short=12 HEAD 2>/dev/null || echo none)
BUILD = go build -trimpath -buildvcs=false -ldflags "-X main.release=$(VERSION) -X main.commit=$(COMMIT)"
# What a test prints, without the lines about the test itself.
PLAIN = sed -e '/^=== /d' -e '/^--- PASS/d' -e '/^PASS$$/d' -e 's/^    //' -e 's/ *$$//'
TOOL = go tool -modfile=tools/go.mod

.PHONY: help setup run test check build lint fmt vet golangci staticcheck cross corpus unseen train questions pictures bench crash relaybench fuzz

help: ## list the targets
	@awk -F ':[^#]*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what the tests need
	@.ci/setup test race

# Not by `go run`, which does not pass on SIGTERM: a stopped make would leave hangup running.
run: ## start hangup: the web page on http://127.0.0.1:8080, and every platform with a token
	@.ci/setup run
	@go build -buildvcs=false -o hangup ./cmd/hangup && exec ./hangup

# Under the race detector ./knowledge leaves out what judges thousands of texts one by one, and ./bot/picture what
# reads drawn screens, so these run twice.
test: ## all tests; RACE=1 adds the race detector
	@.ci/setup test $(if $(RACE),race)
	@if [ -n "$(RACE)" ] && .ci/setup has race; then \
		set -x; CGO_ENABLED=1 go test -race -timeout 14m ./... && go test ./knowledge ./bot/picture; \
	else \
		set -x; go test ./...; \
	fi

check: ## hangup's own doctor, asking no platform
	@.ci/setup run
	go run ./cmd/hangup check --offline

build: ## the program, as ./hangup
	@.ci/setup run
	$(BUILD) -o hangup ./cmd/hangup

lint: fmt vet golangci staticcheck ## everything that reads the code without running it

fmt: ## fails when a file is not gofmt'ed
	@bad=$$(gofmt -l bot adapters knowledge cmd) && { [ -z "$$bad" ] || { \
		printf 'not formatted, run gofmt -w on:\n%s\n' "$$bad"; exit 1; }; }

vet: ## go vet
	go vet ./...

golangci: ## golangci-lint, rules in .golangci.yml
	$(TOOL) golangci-lint run ./...

# Left out: suggestions (QF), and the forms of comments and package docs, which revive checks in golangci.
staticcheck: ## staticcheck
	$(TOOL) staticcheck -checks 'all,-QF*,-ST1000,-ST1020,-ST1021,-ST1022' ./...

cross: ## builds for every system, kept nowhere
	@out=$$(mktemp -d) && trap 'rm -rf "$$out"' EXIT && for p in $(PLATFORMS); do \
		echo "build $$p"; \
		CGO_ENABLED=0 GOOS=$${p%/*} GOARCH=$${p#*/} $(BUILD) -o "$$out/hangup" ./cmd/hangup || exit 1; \
	done

corpus: ## how good the scanner is, in figures, beside SpamAssassin if it is there; CORPUS=dir, HANGUP_ERRORS=n
	@.ci/setup run
	@echo "This takes several minutes."; set -o pipefail; HANGUP_MEASURE=1 HANGUP_CORPUS="$(abspath $(CORPUS))" \
		go test -count=1 -timeout 60m -run '^Test(Bars|Corpus|SpamAssassin)$$' -v ./knowledge | \
		$(PLAIN)

train: ## learns anew from the testdata of scan, ask and act and the content; ASKING=1 (minutes), ACTS=1 (seconds) only those
	@.ci/setup run
	go run ./cmd/train $(if $(ASKING),-asking) $(if $(ACTS),-acts)

unseen: ## how good it is on messages whose writers had seen neither rules nor examples
	go test -count=1 -run "^TestUnseen$$" -v ./knowledge

questions: ## how many questions, situations and turns of a talk are understood, each idea left out in turn; HANGUP_ERRORS=n
	HANGUP_MEASURE=1 go test -count=1 -run '^Test(Questions|Acts|Answers)$$' -v ./knowledge

pictures: ## how well pictures are read: 63 screens drawn and spoilt in four ways, word for word and by verdict; memory of four at once
	@.ci/setup test
	@set -o pipefail; HANGUP_MEASURE=1 go test -count=1 -timeout 40m -run '^TestPictures$$' -v ./bot/picture | $(PLAIN)
	@set -o pipefail; HANGUP_MEASURE=1 go test -count=1 -timeout 10m -run '^TestMemory$$' -v ./cmd/hangup | $(PLAIN)

bench: ## what one scan costs, and at the end how that grows with text and rules
	go test -run '^$$' -bench Scan -benchmem ./knowledge
	@set -o pipefail; HANGUP_MEASURE=1 go test -count=1 -run '^TestGrowth$$' -v ./knowledge | $(PLAIN)

crash: ## kills hangup at random 25 times while 200 people write 5,000 messages, and counts what came of them
	@set -o pipefail; HANGUP_CRASH=1 go test -count=1 -timeout 20m -run '^TestCrash$$' -v ./bot/relay | $(PLAIN)

relaybench: build ## how fast a message is answered and how many a second, what an idle hangup takes
	@set -o pipefail; HANGUP_BENCH="$(CURDIR)/hangup" go test -count=1 -timeout 20m -run '^TestRelayFigures$$' -v ./bot/relay | $(PLAIN)

fuzz: ## every fuzz test for FUZZTIME
	@grep -roE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' bot adapters knowledge cmd | sort | \
	while IFS=: read -r file func; do \
		echo "fuzz $${func#func } in $${file%/*}"; \
		go test -run '^$$' -fuzz "^$${func#func }$$" -fuzztime $(FUZZTIME) "./$${file%/*}" </dev/null || exit 1; \
	done
