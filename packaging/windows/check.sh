#!/usr/bin/env bash
# Type-checks the sources for Windows, without building anything that could run.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"
need_compiler
for_windows check
