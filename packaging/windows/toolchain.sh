# Sourced by build.sh, check.sh and test.sh: the compiler for Windows on Debian 12, and nothing that an
# ordinary build of this project would notice (no .cargo/config, no rustup target).
#
# Debian's own packages have the compiler and the sources of its standard library, which is built
# here for Windows; RUSTC_BOOTSTRAP lets this one compiler accept -Zbuild-std.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
triple=x86_64-pc-windows-gnu
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target/windows}"

# Installs what is missing; says which rights it needs.
need() {
    local missing=()
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    echo "installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    # Waits for another apt instead of failing.
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 \
        install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

need_compiler() {
    need rustc-web cargo-web rust-web-src gcc gcc-mingw-w64-x86-64 libc6-dev ca-certificates
    local have wanted
    have="$(/usr/bin/rustc --version | cut -d ' ' -f 2)"
    wanted="$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' "$root/Cargo.toml")"
    if [ "$(printf '%s\n' "$wanted" "$have" | sort -V | head -1)" != "$wanted" ]; then
        echo "rustc-web is $have and $wanted is needed: give apt bookworm-security too, then apt-get upgrade" >&2
        exit 1
    fi
}

# Debian's cargo by its full path: a rustup in PATH would answer otherwise.
for_windows() {
    local name=X86_64_PC_WINDOWS_GNU
    env -u RUSTUP_TOOLCHAIN -u RUSTFLAGS -u RUSTC_WRAPPER \
        RUSTC="$root/packaging/windows/rustc.sh" RUSTC_BOOTSTRAP=1 CARGO_INCREMENTAL=0 \
        CC_x86_64_pc_windows_gnu=x86_64-w64-mingw32-gcc-win32 \
        AR_x86_64_pc_windows_gnu=x86_64-w64-mingw32-ar \
        CFLAGS_x86_64_pc_windows_gnu="-ffile-prefix-map=${CARGO_HOME:-$HOME/.cargo}/registry/src=/registry" \
        "CARGO_TARGET_${name}_LINKER=$root/packaging/windows/link.sh" \
        /usr/bin/cargo "$1" --locked --manifest-path "$root/Cargo.toml" \
        -Zbuild-std=std,panic_unwind --target "$triple" "${@:2}"
}
