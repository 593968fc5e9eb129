#!/bin/sh
# The compiler with the folders of this machine named alike everywhere. As RUSTFLAGS these options would
# get into the names of cargo's intermediate files, and link-time optimisation goes by those names: the same
# sources would give other bytes in another folder.
exec /usr/bin/rustc "$@" \
    "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=/registry" \
    "--remap-path-prefix=$CARGO_TARGET_DIR=/target"
