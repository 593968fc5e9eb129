#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"
need_compiler
for_windows build --profile windows
