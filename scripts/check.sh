#!/usr/bin/env bash
# What has to be clean before a change is handed in, the quick things first.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo fmt --check
cargo clippy --no-default-features --all-targets -- -D warnings
cargo clippy --all-targets -- -D warnings
RUSTDOCFLAGS="-D warnings" cargo doc --no-deps
scripts/test
