#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Tries the reading of policy files with bytes that nobody wrote: libFuzzer, which comes with Swift.
#
#   scripts/fuzz-policy.sh [SECONDS]     how long to look, 60 unless told
#   ADDRESS=1 scripts/fuzz-policy.sh     with the address sanitizer: slower, sees bad memory
#   MERGE=1 scripts/fuzz-policy.sh       keeps in Tests/PolicyTests/Corpus what reaches new code
#
# What ends the program, hangs for 5 s or takes 1 GB is left in .build/fuzz/findings.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-60}
kinds=fuzzer${ADDRESS:+,address}
out=.build/fuzz
corpus=Tests/PolicyTests/Corpus
mkdir -p "$out/$kinds" "$out/corpus" "$out/findings"

# Each room as one module, as in Package.swift, with the code instrumented; again only when
# something in it is newer than what it was made into.
compile() {
  local room=$1 source
  shift
  for source in "$@"; do
    if [[ ! -e "$out/$kinds/$room.o" || "$source" -nt "$out/$kinds/$room.o" ]]; then
      rm -f "$out/$kinds/PolicyFuzz.o"
      build "$room" "$@"
      return
    fi
  done
}
build() {
  local room=$1
  shift
  swiftc -O -g -sanitize="$kinds" -parse-as-library -whole-module-optimization -num-threads 0 \
    -swift-version 6 -package-name brightline -module-name "$room" -I "$out/$kinds" \
    -emit-module -emit-module-path "$out/$kinds/$room.swiftmodule" \
    -emit-object -o "$out/$kinds/$room.o" "$@"
}
sources() { find "$1/" -name '*.swift' | sort; }

# shellcheck disable=SC2046  # no path of the project holds a blank
{
  compile Evidence $(sources Sources/Evidence)
  compile Policy $(sources Sources/Policy)
  compile PolicyFuzz $(sources Tests/PolicyFuzz)
}
program="$out/policy-$kinds"
swiftc -sanitize="$kinds" -parse-as-library -o "$program" \
  "$out/$kinds"/{Evidence,Policy,PolicyFuzz}.o

# Whole files are seeds, and so is each block of them.
python3 scripts/fuzz-seeds.py "$out/corpus" Policies Tests/PolicyTests/Cases

if [[ -n ${MERGE:-} ]]; then
  # Small inputs only: the tests read them all.
  rm -rf "$out/small" "$out/merged"
  mkdir -p "$corpus" "$out/small" "$out/merged"
  find "$out/corpus" "$corpus" -type f -size -1150c -exec cp {} "$out/small" \;
  "$program" -merge=1 -max_len=1150 -timeout=5 "$out/merged" "$out/small"
  rm -f "$corpus"/*
  cp "$out/merged"/* "$corpus"/
  echo "$(find "$corpus" -type f | wc -l) files, $(du -cb "$corpus"/* | tail -1 | cut -f1) bytes"
  exit
fi
mkdir -p "$corpus"
# The fuzzer keeps what crashed only where nothing else catches the signal.
SWIFT_BACKTRACE=enable=no nice -n 10 "$program" -dict=Tests/PolicyFuzz/keywords.dict -timeout=5 -rss_limit_mb=1024 \
  -max_len=8192 -max_total_time="$seconds" -print_final_stats=1 \
  -artifact_prefix="$out/findings/" "$out/corpus" "$corpus"
