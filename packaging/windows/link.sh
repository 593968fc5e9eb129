#!/bin/sh
# The linker with its files named by their place in the order. GNU ld puts the imported DLLs in the order of
# the paths of the files that name them: the same sources would give other bytes in another folder.
links="$(mktemp -d)"
trap 'rm -rf "$links"' EXIT
n=1000
before=
for argument; do
    shift
    case "$before $argument" in
    "-L "/*)
        n=$((n + 1))
        ln -s "$argument" "$links/$n"
        argument="$n"
        ;;
    *" "/*.rlib | *" "/*.a | *" "/*.o | *" "/*.lib)
        n=$((n + 1))
        ln -s "$argument" "$links/$n-${argument##*/}"
        argument="$n-${argument##*/}"
        ;;
    esac
    set -- "$@" "$argument"
    before="$argument"
done
cd "$links" && x86_64-w64-mingw32-gcc-win32 "$@"
