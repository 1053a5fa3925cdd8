#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# `make bench`: each figure beside its peer, measured in the same run. Peers that are not installed are named and left out.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(swift build -c release --product brightline --show-bin-path 2>/dev/null)/brightline
[ -x "$program" ] || { echo "bench: build first: make build" >&2; exit 2; }
exec python3 Benchmarks/speed.py "$program" "$@"
