# Two commands do everything on a bare Debian 12: 'make lint' and 'make check'. 'make help' lists the rest.
SHELL := /bin/bash
JOBS ?= $(shell nproc)
NINJA := ninja -j$(JOBS)

.DEFAULT_GOAL := help
.PHONY: help deps deps-test build build-19 lint check corpus bench bench-runtime soak docs format clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

deps: ## install the packages that building needs (Debian 12, as root or through sudo)
	@tools/install-deps build

deps-test:
	@tools/install-deps build test corpus

build/build.ninja: | deps
	cmake --preset default
build-19/build.ninja: | deps-test
	cmake --preset llvm-19

build: deps build/build.ninja ## build/bin/corolint, build/bin/corolint-clangd, build/lib/CorolintPlugin.so
	$(NINJA) -C build

build-19: deps-test build-19/build.ninja ## the plugin for LLVM 19, in build-19/
	$(NINJA) -C build-19

lint: deps build/build.ninja ## lint the sample service; DB=<compile_commands.json or its folder> lints your project
	$(NINJA) -C build corolint
	@tools/lint $(if $(DB),'$(DB)')

check: deps-test build build-19 ## build everything and run all tests
	@tools/run_tests.py

corpus: deps-test build/build.ninja ## lint the coroutine examples of Boost and QCoro, compare with docs/corpus.md
	$(NINJA) -C build corolint
	@tools/corpus.py

bench: deps-test build/build.ninja ## corolint's speed against clang++ and clang-tidy, over whole projects and for linking
	$(NINJA) -C build corolint corolint-make-summaries
	@test/bench/bench.py
	@test/bench/project.py
	@test/bench/link.py

bench-runtime: deps-test ## corolint::rt beside Boost.Asio and oneTBB; writes docs/runtime-benchmarks.md
	cd runtime-annotations && cmake --preset bench
	$(NINJA) -C build-rt-bench rt-bench
	@test/bench/runtime.py

soak: deps-test build/build.ninja ## 300 stress runs of the runtime; broken variants of all tests to corolint, for MINUTES=30
	@test/runtime/run.py --stress 300 tsan
	$(NINJA) -C build corolint
	@tools/soak.py --minutes $(or $(MINUTES),30)

docs: ## write what is generated from checks/: the tables in README.md and docs/
	@tools/generate.py --docs

format: ## clang-format and docs
	@git ls-files -co --exclude-standard '*.cpp' '*.h' | xargs -r clang-format-22 -i
	@tools/generate.py --docs

clean: ## remove what was built
	rm -rf build build-19 build-asan
