#!/usr/bin/env bash
# Builds the Windows program and proves it under Wine against the Linux program:
#   packaging/windows/test.sh
#
# MOTCUA_LINUX   a Linux program of the same sources; built (dev profile) if not given
# MOTCUA_WINDOWS the zip to prove; built if not given
# MOTCUA_CORPUS  a folder of odd workbooks; ../shared/testdata/workbooks if it is there, else skipped
# KEEP=1         leaves the working folder
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
. "$here/toolchain.sh"
need_compiler
need wine64 python3 procps

if [ -z "${MOTCUA_WINDOWS:-}" ]; then
    "$here/build.sh"
    MOTCUA_WINDOWS="$(ls "$CARGO_TARGET_DIR"/motcua-*-windows.zip)"
fi
if [ -z "${MOTCUA_LINUX:-}" ]; then
    linux_cargo="$(command -v cargo || echo /usr/bin/cargo)"
    "$linux_cargo" build --locked --manifest-path "$root/Cargo.toml" --target-dir "$root/target"
    MOTCUA_LINUX="$root/target/debug/motcua"
fi
MOTCUA_CORPUS="${MOTCUA_CORPUS:-$root/../shared/testdata/workbooks}"

work="$(mktemp -d)"
wine="$(command -v wine64 || echo /usr/lib/wine/wine64)"
wineserver="$(command -v wineserver || echo /usr/lib/wine/wineserver64)"
# Wine makes the documents folder out of HOME: not that of who runs this.
export WINEPREFIX="$work/wine" WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" LC_ALL=C.UTF-8 HOME="$work/nhà"
mkdir -p "$HOME/Documents"
unset MOTCUA_STORE MOTCUA_LANG
clean_up() {
    "$wineserver" -k 2>/dev/null || true
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
gone() { # gone SECONDS COMMAND…: whether the command stops to succeed within that time
    local until=$(($(date +%s) + $1))
    while "${@:2}" >/dev/null; do
        [ "$(date +%s)" -lt "$until" ] || return 1
        sleep 0.2
    done
}
comes() { # comes SECONDS COMMAND…: whether the command begins to succeed within that time
    local until=$(($(date +%s) + $1))
    until "${@:2}" >/dev/null; do
        [ "$(date +%s)" -lt "$until" ] || return 1
        sleep 0.2
    done
}
hold() { # hold FILE HOW: another program holds the file until let_go
    touch "$work/go-on"
    "$wine" "$work/hold-open.exe" "$(windows_path "$1")" "$(windows_path "$work/go-on")" "$2" &
    holder=$!
    sleep 3
}
let_go() {
    rm "$work/go-on"
    wait "$holder" || true
}
windows_path() { printf 'Z:%s' "${1//\//\\}"; }
on_windows() { "$wine" "$program" "$@" </dev/null; }
on_linux() { "$MOTCUA_LINUX" "$@" </dev/null; }

# The clerk's folder: a Vietnamese name with blanks; the DLL that Wine lacks beside the program.
home="$work/Một cửa – bản thử"
mkdir -p "$home"
python3 -m zipfile -e "$MOTCUA_WINDOWS" "$work/zip"
mv "$work/zip/motcua" "$home/Chương trình"
x86_64-w64-mingw32-gcc-win32 -O2 -shared -o "$home/Chương trình/bcryptprimitives.dll" \
    "$here/bcryptprimitives.c" -ladvapi32
program="$home/Chương trình/motcua.exe"
x86_64-w64-mingw32-gcc-win32 -O2 -municode -o "$work/hold-open.exe" "$here/hold-open.c"

echo "== the program speaks"
on_windows --version >"$work/version" || true
check "--version" grep -q '^motcua ' "$work/version"
check "--help is Vietnamese in UTF-8" grep -q 'Nhập tệp kết xuất vào kho' <(on_windows --help)
sed 's/^# place/place/' "$home/Chương trình/motcua.toml" >"$work/cấu hình.toml"
on_windows --config "$(windows_path "$work/cấu hình.toml")" config >"$work/config" || true
check "a line of the example motcua.toml is taken" grep -q 'Vạn Phước' "$work/config"
check "no colours where the output is a file" test -s "$work/config" -a -z "$(grep -l $'\033' "$work/config" "$work/version")"

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
stored_differing=0
while IFS= read -r file; do
    stored=$((stored + 1))
    cmp -s "$home/linux/$file" "$home/windows/$file" || { stored_differing=$((stored_differing + 1)); echo "      differs: $file"; }
done < <(cd "$home/linux" && find kho -name '*.parquet' | sort)
check "$compared files (JSON, CSV, workbooks, pages) are the same byte for byte" test "$compared" -gt 30 -a "$differing" -eq 0
check "$stored Parquet files of the store are the same byte for byte" test "$stored" -gt 0 -a "$stored_differing" -eq 0
check "the store is sound" eval "(cd '$home/windows' && on_windows --store kho imports verify >/dev/null)"

marked() { [ "$(head -c 3 "$1")" = $'\xef\xbb\xbf' ] && ! grep -qv $'\r$' "$1"; }
check "a CSV begins with the mark of UTF-8, every line ends with CRLF" marked "$home/windows/rates-official.csv"

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

two="$home/Hai tệp"
mkdir -p "$two"
cp "$root"/sample-data/ho-so-xu-ly_2026-10-30.xlsx "$root"/sample-data/so-hoa-thanh-toan_2026-10-30.csv "$two/"
files=()
for file in "$two"/*; do files+=("$(windows_path "$file")"); done
# A program that is started from inside a zip lies among the temporary files.
temp="$WINEPREFIX/drive_c$("$wine" cmd /c 'echo %TEMP%' </dev/null | tr -d '\r' | sed 's/^C://; s/\\/\//g')/Temp1_motcua.zip"
mkdir -p "$temp"
cp "$home/Chương trình"/{motcua.exe,bcryptprimitives.dll} "$temp/"
check "motcua FILE FILE, started from inside a zip" eval "'$wine' '$temp/motcua.exe' \"\${files[@]}\" </dev/null >'$work/two'"
check "both are imported" grep -q '^Tệp mới đã nhập: 2' "$work/two"
check "then the store lies in the documents folder" test -d "$HOME/Documents/motcua/motcua-data/imports" -a ! -e "$temp/motcua-data"

echo "== a window of its own"
"$wine" reg add 'HKCR\.html' /ve /d trang /f </dev/null >/dev/null
"$wine" reg add 'HKCR\trang\shell\open\command' /ve /d "cmd.exe /c copy \"%1\" $(windows_path "$work/opened.html")" /f </dev/null >/dev/null
check "stays until a key is pressed" eval "python3 '$here/window.py' 'Nhấn phím bất kỳ để đóng cửa sổ này' \
    '$wine' '$program' \"\$(windows_path '$dropped')\" >'$work/window'"
check "the page opens in what Windows opens pages with" comes 20 cmp -s "$page" "$work/opened.html"
check "a double click tells how to use it" eval "python3 '$here/window.py' 'Nhấn phím' '$wine' '$program' | grep -q 'thả vào biểu tượng motcua.exe'"

echo "== files that another program holds"
book="$(dirname "$page")/bao-cao.xlsx"
hold "$book" excel
before="$(sha256sum <"$book")"
on_windows "$(windows_path "$dropped")" >"$work/again" 2>"$work/again.err" || true
check "a workbook that is open: the new one gets a number" test -f "${book%.xlsx} (2).xlsx"
check "a sentence says so" grep -q 'đang mở trong chương trình khác' "$work/again.err"
check "the open one is as it was" test "$before" = "$(sha256sum <"$book")"
check "files that are there are not imported twice" grep -q '^Tệp mới đã nhập: 0' "$work/again"
let_go
check "once closed, it is replaced in one step" eval "on_windows --store \"\$(windows_path '$home/Chương trình/motcua-data')\" \
    --format xlsx -o \"\$(windows_path '$book')\" rates && ! test '$before' = \"\$(sha256sum <'$book')\""
export_="$two/ho-so-xu-ly_2026-10-30.xlsx"
cd "$work"
hold "$export_" excel
check "an export that Excel has open is read" on_windows -q --store kho-mo import "$(windows_path "$export_")"
let_go
hold "$export_" alone
code=0; on_windows -q --store kho-kin import "$(windows_path "$export_")" >/dev/null 2>"$work/alone" || code=$?
check "an export that nobody may open: exit 3, close it" eval "test $code = 3 && grep -q 'đóng tệp rồi chạy lại' '$work/alone'"
let_go
hold kho-mo/.lock lock
code=0; on_windows -q --store kho-mo import "${files[1]}" >/dev/null 2>"$work/locked" || code=$?
check "a store that another one writes to: exit 5, a sentence" eval "test $code = 5 && grep -q 'đang được nơi khác ghi' '$work/locked'"
let_go
check "afterwards it goes on" on_windows -q --store kho-mo import "${files[1]}"

echo "== the process that reads an export"
python3 - "$root/sample-data/so-hoa-thanh-toan_2026-10-30.csv" "$work/rat-lon.csv" <<'END'
import sys
head, _, rows = open(sys.argv[1], "rb").read().partition(b"\n")
open(sys.argv[2], "wb").write(head + b"\n" + rows * (150_000_000 // len(rows)))
END
reads() { pgrep -f 'read-workbook.*rat-lon.csv'; }
printf '[import]\nmax_seconds = 2\n' >"$work/ngan.toml"
code=0; on_windows -q --config ngan.toml --store kho-lon import rat-lon.csv >/dev/null 2>"$work/slow" || code=$?
check "is ended when its time is over: exit 3, a sentence" eval "test $code = 3 && grep -q 'max_seconds' '$work/slow'"
check "and is gone" gone 10 reads
"$wine" "$program" -q --store kho-mo import rat-lon.csv </dev/null >/dev/null 2>&1 &
parent=$!
comes 60 reads || true
sleep 2
# Stopped, it can't notice by itself that nobody reads its answer any more.
check "is running for this" kill -STOP $(reads)
kill -KILL "$parent"
check "ends with the program that started it (job object)" gone 20 reads
kill -KILL $(reads) 2>/dev/null || true
wait "$parent" || true
check "the store is sound after that" eval "on_windows --store kho-mo imports verify >/dev/null"

echo "== launchers"
mkdir -p "$home/Chương trình/ket-xuat"
cp "$root"/sample-data/*.csv "$home/Chương trình/ket-xuat/"
check "nhap-va-bao-cao.cmd /tu-dong" eval \
    "(cd / && '$wine' cmd /c \"\$(windows_path '$home/Chương trình/nhap-va-bao-cao.cmd')\" /tu-dong </dev/null >/dev/null)"
check "its results lie beside its files" test -d "$home/Chương trình/ket-xuat/ket-qua-motcua"
check "its words are in the log" grep -q 'Tệp mới đã nhập' "$home/Chương trình/nhap-va-bao-cao.log"

echo "== long paths, paths of the extended form, a share"
long="$home"
for i in 1 2 3 4 5 6; do long="$long/Thư mục có tên rất dài số $i của bộ phận một cửa xã"; done
mkdir -p "$long"
cp "$root"/sample-data/ho-so-xu-ly_2026-07-03.xlsx "$long/"
check "a path of ${#long} characters" on_windows -q --store "$(windows_path "$work/kho-dai")" import \
    "$(windows_path "$long/ho-so-xu-ly_2026-07-03.xlsx")"
check "\\\\?\\ and a store in a long path" on_windows -q --store "$(windows_path "$long/kho")" import \
    "\\\\?\\$(windows_path "$long/ho-so-xu-ly_2026-07-03.xlsx")"
# Wine looks for the share \\may-chu\chia se here.
mkdir -p "$WINEPREFIX/dosdevices/unc/may-chu"
ln -s "$two" "$WINEPREFIX/dosdevices/unc/may-chu/chia sẻ"
check "files, store and results on a share" on_windows '\\may-chu\chia sẻ' -q --store '\\may-chu\chia sẻ\kho'
check "they are there" eval "test -d '$two/kho/imports' && ls '$two'/ket-qua-motcua/den-han-*.xlsx >/dev/null"

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
left="$(find "$home" "$HOME" "$work"/kho* "$work/wine/drive_c/users" \( -name '.motcua-*' -o -name '.new-*' -o -name '.tmp*' -o -name '.lock-holder' \) | head)"
check "no temporary file" test -z "$left"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
