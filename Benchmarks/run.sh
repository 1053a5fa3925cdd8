#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# `make bench`: each figure beside its peer, measured in the same run. Peers that are not installed are named and left out.
# `make bench WHAT="speed ocr"` runs some of: speed ocr exposures robust viewing resume mail, which is all it runs unless asked, and takes
# half an hour; and copies search witnesses threads wording policy audit tables spark slurm.
set -uo pipefail
cd "$(dirname "$0")/.."
program=$(swift build -c release --static-swift-stdlib --product brightline --show-bin-path 2>/dev/null)/brightline
[ -x "$program" ] || { echo "bench: build first: make build" >&2; exit 2; }
status=0
for name in ${@:-speed ocr exposures robust viewing resume mail}; do
  echo "== $name"
  python3 "Benchmarks/$name.py" "$program" || status=1
done
exit $status
