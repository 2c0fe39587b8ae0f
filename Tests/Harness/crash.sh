#!/bin/bash
# Kills the program, or fails a system call under it, at the k-th write-like call of one booking,
# for k = STEP, 2 STEP, 3 STEP … until a run gets through; then looks whether what was promised
# is there and the store is sound.
#
#   crash.sh BINARY kill|EIO|ENOSPC [STEP] [MOST]
#
# PLANT=1 acknowledges without saving: the check must then fail, or it checks nothing.
set -u
binary=$1 how=$2 step=${3:-1} most=${4:-100000}
calls=write,pwrite64,fsync,fdatasync,ftruncate,unlink,openat
[ "$how" = kill ] && calls=${calls%,openat}
exec 2>&1
folder=$(mktemp -d /tmp/cartas-crash-XXXXXX)
trap 'rm -rf "$folder"' EXIT
store=$folder/s.sqlite
"$binary" --store "$store" init --test >/dev/null || exit 2
inject=signal=KILL
[ "$how" = kill ] || inject=error=$how
: >"$folder/acknowledged"
runs=0 injected=0 broken=0
for ((k = step; k <= most; k += step)); do
    runs=$((runs + 1))
    command=("$binary" --store "$store" bookings book --course K-0001 --slot auto --ref "r$k")
    strace -f -qq -o "$folder/trace" -P "$store" -P "$store-wal" -P "$store-lock" -P "$folder" \
        -e trace="$calls" -e inject="$calls:$inject:when=$k" \
        "${command[@]}" >/dev/null 2>"$folder/words"
    code=$?
    [ "${PLANT:-0}" = 1 ] && code=0
    [ $code = 0 ] && echo "r$k" >>"$folder/acknowledged"
    if ! "$binary" --store "$store" verify >"$folder/verdict" 2>&1; then
        broken=$((broken + 1))
        echo "k=$k: $(head -1 "$folder/verdict")"
    fi
    lost=$("$binary" --store "$store" bookings list --refs | sort | comm -13 - <(sort "$folder/acknowledged"))
    if [ -n "$lost" ]; then
        broken=$((broken + 1))
        echo "k=$k: acknowledged and lost: $lost"
        break
    fi
    # A fault that stops the program is told in words.
    if [ "$how" != kill ] && [ $code != 0 ] && [ ! -s "$folder/words" ]; then
        broken=$((broken + 1))
        echo "k=$k: failed without a word"
    fi
    if grep -qE "INJECTED|killed by" "$folder/trace"; then injected=$((injected + 1)); else break; fi
done
echo "$how: runs $runs, struck $injected, acknowledged $(wc -l <"$folder/acknowledged"), broken $broken"
[ $broken = 0 ]
