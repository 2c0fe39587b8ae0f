#!/usr/bin/env bash
# Runs every fuzz target of Tests/Harness/Fuzz for RUNS inputs (1,000,000 unless given), with
# AddressSanitizer and a limit of one second an input (SECONDS_EACH on a machine that is busy with
# other work) and 200 MB in all. TARGETS names some of them. A planted defect goes first: a fuzzer
# that does not find it finds nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${RUNS:-1000000}
seconds=${SECONDS_EACH:-1}
out=${OUT:-.build/fuzz}
mkdir -p "$out"
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16
flags=(-swift-version 6 -O -g -sanitize=fuzzer,address -parse-as-library
    -enable-upcoming-feature InternalImportsByDefault
    -enable-upcoming-feature MemberImportVisibility -I Sources/COpenSSL)

objects=()
for room in Domain Interop; do
    [[ -d Sources/$room ]] || continue
    mapfile -t sources < <(find "Sources/$room" -name '*.swift' | sort)
    swiftc "${flags[@]}" -wmo -module-name "$room" -emit-module \
        -emit-module-path "$out/$room.swiftmodule" -emit-object -o "$out/$room.o" -I "$out" \
        "${sources[@]}"
    objects+=("$out/$room.o")
done

target() { # target SOURCE BINARY
    swiftc "${flags[@]}" -I "$out" -module-name Fuzz "$1" "${objects[@]}" -o "$2" 2>"$2.log" ||
        { cat "$2.log" >&2; return 1; }
}

cat >"$out/Planted.swift" <<'SWIFT'
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    if count > 2, start[0] == 0x4D, start[1] == 0x53, start[2] == 0x48 { fatalError("planted") }
    return 0
}
SWIFT
target "$out/Planted.swift" "$out/planted"
if "$out/planted" -runs=1000000 -seed=1 -artifact_prefix="$out/" >"$out/planted.txt" 2>&1; then
    echo "the planted defect was not found" >&2
    exit 1
fi
echo "planted defect found"

passed=0
all=$(cd Tests/Harness/Fuzz && echo *.swift)
for name in ${TARGETS:-${all//.swift/}}; do
    source=Tests/Harness/Fuzz/$name.swift
    target "$source" "$out/$name"
    mkdir -p "$out/corpus-$name"
    seeds=()
    [[ -d Tests/Harness/Fuzz/$name ]] && seeds=("Tests/Harness/Fuzz/$name")
    "$out/$name" -runs="$runs" -seed=1 -timeout="$seconds" -rss_limit_mb=200 -max_len=65536 \
        -print_final_stats=1 -artifact_prefix="$out/" "$out/corpus-$name" "${seeds[@]}" >"$out/$name.txt" 2>&1 ||
        { tail -40 "$out/$name.txt" >&2; echo "$name: failed" >&2; exit 1; }
    peak=$(sed -n 's/^stat::peak_rss_mb: *//p' "$out/$name.txt")
    echo "$name: $(grep -oE 'Done [0-9]+ runs in [0-9]+ second' "$out/$name.txt")s, $peak MB"
    passed=$((passed + 1))
done
echo "$passed passed, 0 failed"
