#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Installs what Brightline is built and run with: the packages of system-packages.txt, and PDFium from its pinned wheel.
# Idempotent; needs no network once everything is there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")

say() { printf '%s\n' "$*" >&2; }
fail() { say "setup: $*"; exit 2; }

command -v swift >/dev/null || fail "Swift 6.3 is needed and \`swift\` is not on the PATH; see https://www.swift.org/install/linux/"

missing=()
if command -v dpkg-query >/dev/null; then
  while read -r package; do
    case $package in ''|'#'*) continue ;; esac
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
  done < "$here/system-packages.txt"
else
  say "setup: this is not Debian; see scripts/system-packages.txt for the libraries to install"
fi

if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || fail "these packages are missing and there is no apt-get: ${missing[*]}"
  as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "run as root, or ask an administrator for: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  say "setup: installing ${missing[*]}"
  "${as_root[@]}" apt-get update -q >&2 || fail "apt-get update failed: is the network there, and Debian's mirror allowed?"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -q \
    --no-install-recommends "${missing[@]}" >&2 || fail "apt-get could not install: ${missing[*]}"
fi

# PDFium: the wheel for this machine, checked by its hash before anything of it is used.
version=5.15.2
vendor=$root/.vendor/pdfium-$version
if [ -n "${BRIGHTLINE_PDFIUM:-}" ]; then
  [ -e "$BRIGHTLINE_PDFIUM" ] || fail "BRIGHTLINE_PDFIUM names $BRIGHTLINE_PDFIUM, which does not exist"
elif [ ! -e "$vendor/libpdfium.so" ]; then
  case $(uname -m) in
    x86_64) hash=dc31aea5b0fb9fefc9b537a65f4113980b2c40798445736a7e6565bc85161e37 ;;
    *) fail "PDFium is pinned for x86_64 only; set BRIGHTLINE_PDFIUM to a libpdfium.so for $(uname -m)" ;;
  esac
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  say "setup: fetching PDFium (pypdfium2 $version)"
  printf 'pypdfium2==%s --hash=sha256:%s\n' "$version" "$hash" > "$scratch/requirements.txt"
  python3 -m pip download -q --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes \
    -d "$scratch" -r "$scratch/requirements.txt" >&2 ||
    fail "PyPI gave no PDFium with the pinned hash: is the network there, and PyPI allowed? Or set BRIGHTLINE_PDFIUM to a libpdfium.so"
  python3 - "$scratch" "$vendor.part" <<'PY'
import glob, os, sys, zipfile
wheel = zipfile.ZipFile(glob.glob(os.path.join(sys.argv[1], "*.whl"))[0])
out = sys.argv[2]
os.makedirs(out, exist_ok=True)
for name in wheel.namelist():
    if name.endswith("libpdfium.so"):
        target = "libpdfium.so"
    elif "/licenses/" in name and not name.endswith("/"):
        target = os.path.join("licenses", name.split("/licenses/")[1])
    else:
        continue
    path = os.path.join(out, target)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(wheel.read(name))
PY
  rm -rf "$vendor"
  mv "$vendor.part" "$vendor"
fi
