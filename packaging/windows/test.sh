#!/usr/bin/env bash
# Builds the Windows program and proves it under Wine against the Linux program:
#   packaging/windows/test.sh
#
# MOTCUA_LINUX   a Linux program of the same sources; built (dev profile) if not given
# MOTCUA_WINDOWS the folder of an unpacked zip; built if not given
# MOTCUA_CORPUS  a folder of odd workbooks; ../shared/testdata/workbooks if it is there, else skipped
# KEEP=1         leaves the working folder
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
. "$here/toolchain.sh"
need_compiler
need wine64 python3

if [ -z "${MOTCUA_WINDOWS:-}" ]; then
    "$here/build.sh"
    MOTCUA_WINDOWS="$CARGO_TARGET_DIR/parts/motcua"
fi
if [ -z "${MOTCUA_LINUX:-}" ]; then
    linux_cargo="$(command -v cargo || echo /usr/bin/cargo)"
    "$linux_cargo" build --locked --manifest-path "$root/Cargo.toml" --target-dir "$root/target"
    MOTCUA_LINUX="$root/target/debug/motcua"
fi
MOTCUA_CORPUS="${MOTCUA_CORPUS:-$root/../shared/testdata/workbooks}"

work="$(mktemp -d)"
wine="$(command -v wine64 || echo /usr/lib/wine/wine64)"
export WINEPREFIX="$work/wine" WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" LC_ALL=C.UTF-8
unset MOTCUA_STORE MOTCUA_LANG
clean_up() {
    wineserver -k 2>/dev/null || true
    [ -n "${KEEP:-}" ] || rm -rf "$work"
}
trap clean_up EXIT

passed=0
failed=0
check() { # check WHAT COMMAND…
    local what="$1"
    shift
    if "$@"; then
        passed=$((passed + 1))
        echo "ok    $what"
    else
        failed=$((failed + 1))
        echo "FAIL  $what"
    fi
}
windows_path() { printf 'Z:%s' "${1//\//\\}"; }
on_windows() { "$wine" "$program" "$@" </dev/null; }
on_linux() { "$MOTCUA_LINUX" "$@" </dev/null; }

# The clerk's folder: a Vietnamese name with blanks; the DLL that Wine lacks beside the program.
home="$work/Một cửa – bản thử"
mkdir -p "$home"
cp -r "$MOTCUA_WINDOWS" "$home/Chương trình"
x86_64-w64-mingw32-gcc-win32 -O2 -shared -o "$home/Chương trình/bcryptprimitives.dll" \
    "$here/bcryptprimitives.c" -ladvapi32
program="$home/Chương trình/motcua.exe"
x86_64-w64-mingw32-gcc-win32 -O2 -municode -o "$work/hold-open.exe" "$here/hold-open.c"

echo "== the program speaks"
on_windows --version >"$work/version" || true
check "--version" grep -q '^motcua ' "$work/version"
check "--help is Vietnamese in UTF-8" grep -q 'Nhập tệp kết xuất vào kho' <(on_windows --help)
check "the example motcua.toml is read" on_windows --config "$(windows_path "$home/Chương trình/motcua.toml")" -o NUL config

echo "== the main job on sample-data, compared with Linux"
try() {
    "$@" && return
    echo "      exit code $?: ${*:2}"
    broken=1
}
answer() { # answer RUN NAME ARGUMENT…: as JSON and as CSV
    local form
    for form in json csv; do
        try "$1" --store kho --format "$form" -o "$2.$form" "${@:3}"
    done
}
job() { # job RUN: every answer into the current folder
    local run="$1" group code month
    broken=0
    try "$run" -q --store kho import 'Dữ liệu kết xuất' >/dev/null
    for group in official agency field procedure month week; do
        answer "$run" "rates-$group" rates --by "$group"
    done
    answer "$run" rates rates
    answer "$run" rank rank
    answer "$run" suspensions suspensions --only all
    answer "$run" due due
    answer "$run" changes changes
    answer "$run" sample sample --size 20 --seed 7
    answer "$run" calendar calendar show 2026
    answer "$run" sql query --sql 'SELECT dossier_code, due_at, finished_at FROM dossiers ORDER BY dossier_code'
    code="$(sed -n '2{s/,.*//p;q}' sql.csv)"
    answer "$run" explain explain "$code"
    try "$run" -q --store kho -o bao-cao report
    month="$(sed -n 's/.*"start": "\(....-..\).*/\1/p' bao-cao/manifest.json)"
    try "$run" -q --store kho -o danh-gia evaluate --month "$month"
    try "$run" -q -o sinh generate --dossiers 50 --seed 3 --layout csv
    return "$broken"
}
for side in windows linux; do
    mkdir -p "$home/$side/Dữ liệu kết xuất"
    cp "$root"/sample-data/*.* "$home/$side/Dữ liệu kết xuất/"
    started=$(date +%s)
    check "the job runs on $side" eval "(cd '$home/$side' && job on_$side)"
    echo "      $(($(date +%s) - started)) s"
done
compared=0
differing=0
while IFS= read -r file; do
    compared=$((compared + 1))
    if ! cmp -s "$home/linux/$file" "$home/windows/$file"; then
        differing=$((differing + 1))
        echo "      differs: $file"
    fi
done < <(cd "$home/linux" && find . -path ./kho -prune -o -path './Dữ liệu kết xuất' -prune -o -type f -print | sort)
stored=0
while IFS= read -r file; do
    stored=$((stored + 1))
    cmp -s "$home/linux/$file" "$home/windows/$file" || { differing=$((differing + 1)); echo "      differs: $file"; }
done < <(cd "$home/linux" && find kho -name '*.parquet' | sort)
check "$compared files (JSON, CSV, workbooks, pages) are the same byte for byte" test "$compared" -gt 30 -a "$differing" -eq 0
check "$stored Parquet files of the store are the same byte for byte" test "$stored" -gt 0 -a "$differing" -eq 0
check "the store is sound" eval "(cd '$home/windows' && on_windows --store kho imports verify >/dev/null)"

echo "== dropped files"
dropped="$home/Kéo thả"
mkdir -p "$dropped"
cp "$root"/sample-data/*.* "$dropped/"
started=$(date +%s)
check "motcua FOLDER" eval "(cd / && on_windows \"\$(windows_path '$dropped')\" >'$work/dropped' 2>'$work/dropped.err')"
echo "      $(($(date +%s) - started)) s"
sed 's/^/      /' "$work/dropped" | tail -7
check "it tells the result in Vietnamese" grep -q '^Tệp mới đã nhập: [1-9]' "$work/dropped"
check "the store lies beside the program" test -d "$home/Chương trình/motcua-data/imports"
check "the page lies beside the files" eval "ls '$dropped'/ket-qua-motcua/bao-cao-*/bao-cao.html >/dev/null"
check "so does the weekly list" eval "ls '$dropped'/ket-qua-motcua/den-han-*.xlsx >/dev/null"
page="$(echo "$dropped"/ket-qua-motcua/bao-cao-*/bao-cao.html)"
check "the page is the one of Linux" cmp "$page" "$home/linux/bao-cao/bao-cao.html"

echo "== a workbook that is held open"
book="$(dirname "$page")/bao-cao.xlsx"
touch "$work/go-on"
"$wine" "$work/hold-open.exe" "$(windows_path "$book")" "$(windows_path "$work/go-on")" &
holder=$!
sleep 3
before="$(sha256sum <"$book")"
on_windows "$(windows_path "$dropped")" >"$work/again" 2>"$work/again.err" || true
check "the new one gets a number" test -f "${book%.xlsx} (2).xlsx"
check "a sentence says so" grep -q 'đang mở trong chương trình khác' "$work/again.err"
check "the open one is as it was" test "$before" = "$(sha256sum <"$book")"
check "files that are there are not imported twice" grep -q '^Tệp mới đã nhập: 0' "$work/again"
rm "$work/go-on"
wait "$holder" || true
check "an atomic rename over an existing file" on_windows --store "$(windows_path "$home/Chương trình/motcua-data")" \
    --format xlsx -o "$(windows_path "$book")" rates

echo "== launchers"
mkdir -p "$home/Chương trình/ket-xuat"
cp "$root"/sample-data/*.csv "$home/Chương trình/ket-xuat/"
check "nhap-va-bao-cao.cmd /tu-dong" eval \
    "(cd '$home/Chương trình' && '$wine' cmd /c nhap-va-bao-cao.cmd /tu-dong </dev/null >/dev/null)"
check "its results lie beside its files" test -d "$home/Chương trình/ket-xuat/ket-qua-motcua"

echo "== long paths, a path of the extended form"
long="$home"
for i in 1 2 3 4 5 6; do long="$long/Thư mục có tên rất dài số $i của bộ phận một cửa xã"; done
mkdir -p "$long"
cp "$root"/sample-data/ho-so-xu-ly_2026-07-03.xlsx "$long/"
check "a path of ${#long} characters" on_windows -q --store "$(windows_path "$work/kho-dai")" import \
    "$(windows_path "$long/ho-so-xu-ly_2026-07-03.xlsx")"
check "\\\\?\\ and a store in a long path" on_windows -q --store "$(windows_path "$long/kho")" import \
    "\\\\?\\$(windows_path "$long/ho-so-xu-ly_2026-07-03.xlsx")"

if [ -d "$MOTCUA_CORPUS" ]; then
    echo "== odd files: the same exit code and the same answer as on Linux, never an internal error"
    same=0
    cp -r "$MOTCUA_CORPUS" "$work/odd"
    cd "$work/odd"
    for file in *.*; do
        on_linux --lang en --store ../kho-l --format json import --dry-run "$file" >../l.out 2>../l.err && l=0 || l=$?
        on_windows --lang en --store ../kho-w --format json import --dry-run "$file" >../w.out 2>../w.err && w=0 || w=$?
        if [ "$l" = "$w" ] && [ "$w" != 1 ] && cmp -s ../l.out ../w.out; then
            same=$((same + 1))
        else
            echo "      $file: Linux $l, Windows $w: $(head -c 200 ../w.err)"
        fi
    done
    total="$(ls | wc -l)"
    cd "$root"
    check "$same of $total odd files" test "$same" -eq "$total"
else
    echo "== odd files: skipped, MOTCUA_CORPUS is not set"
fi

echo "== nothing is left behind"
left="$(find "$home" "$work/wine/drive_c/users" \( -name '.motcua-*' -o -name '.new-*' -o -name '.tmp*' -o -name '.lock-holder' \) | head)"
check "no temporary file" test -z "$left"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
