#!/usr/bin/env bash
# Builds motcua.exe and the zip that a clerk gets, on Debian 12:
#   packaging/windows/build.sh            → target/windows/motcua-VERSION-windows.zip
# The same sources give the same bytes, wherever they lie and whenever it runs.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
. "$here/toolchain.sh"
need_compiler
need python3

version="$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -1)"
parts="$CARGO_TARGET_DIR/parts"
rm -rf "$parts" && mkdir -p "$parts"

# What Windows reads from the program itself: paths beyond 260 characters, name and version.
sed "s/@VERSION@/$version/g; s/@COMMAS@/${version//./,},0/" "$here/motcua.rc" >"$parts/motcua.rc"
cp "$here/motcua.manifest" "$parts/"
(cd "$parts" && x86_64-w64-mingw32-windres motcua.rc -O coff -o resources.o)

# rustc would guess the kind of linker from its name.
for_windows rustc --profile windows --bin motcua -- -C linker-flavor=gcc \
    -C link-arg="$parts/resources.o" -C link-arg=-Wl,--no-insert-timestamp
exe="$CARGO_TARGET_DIR/$triple/windows/motcua.exe"

# Only what every Windows 10 has. Anything else would be a DLL that the clerk lacks.
of_windows='advapi32|api-ms-win-core-[a-z0-9-]+|api-ms-win-crt-[a-z0-9-]+|bcrypt|bcryptprimitives|combase|crypt32|kernel32|msvcrt|ncrypt|ntdll|ole32|oleaut32|pdh|powrprof|psapi|secur32|shell32|user32|userenv|ws2_32'
imported="$(x86_64-w64-mingw32-objdump -p "$exe" | sed -n 's/^\s*DLL Name: //p' | tr 'A-Z' 'a-z' | sort -u)"
foreign="$(grep -vxE "($of_windows)\.dll" <<<"$imported" || true)"
if [ -n "$foreign" ]; then
    echo "motcua.exe needs what Windows has not: $foreign" >&2
    exit 1
fi
if grep -aqF -e "$root" -e "$HOME/.cargo" "$exe"; then
    echo "motcua.exe names a folder of this machine" >&2
    exit 1
fi

content="$parts/motcua"
mkdir -p "$content"
cp "$exe" "$content/"
python3 "$here/guide.py" "$root/README.vi.md" "$here/mo-dau.md" >"$content/HUONG-DAN.html"
# Notepad of older Windows and cmd want CRLF.
for text in "$here"/*.cmd "$here/motcua.toml"; do
    sed 's/$/\r/' "$text" >"$content/$(basename "$text")"
done
sed 's/$/\r/' "$root/LICENSE" >"$content/LICENSE.txt"
zip="$CARGO_TARGET_DIR/motcua-$version-windows.zip"
python3 "$here/pack.py" "$content" "$zip"

echo "needs: $(tr '\n' ' ' <<<"$imported")"
(cd "$content" && stat -c '%12s  %n' -- *)
(cd "$CARGO_TARGET_DIR" && sha256sum "$(basename "$zip")" && stat -c '%12s  %n' "$(basename "$zip")")
size="$(stat -c %s "$exe")"
if [ "$size" -gt $((60 * 1000 * 1000)) ]; then
    echo "motcua.exe has grown beyond 60 MB: $size" >&2
    exit 1
fi
