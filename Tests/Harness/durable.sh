#!/bin/bash
# Durable writes of the program beside a bare C loop over the same statements and settings, in
# turns, so that a busy machine slows both alike. Fails below 80 %.
#
#   durable.sh BINARY [WRITES] [TURNS]
set -eu
binary=$1 writes=${2:-500} turns=${3:-5}
folder=$(mktemp -d /tmp/cartas-durable-XXXXXX)
trap 'rm -rf "$folder"' EXIT
cc -O2 -o "$folder/durable" "$(dirname "$0")/durable.c" -lsqlite3
program=0 bare=0
for ((turn = 0; turn < turns; turn++)); do
    for kind in program bare; do
        "$binary" --store "$folder/$kind.$turn" init --test >/dev/null
    done
    from=$(date +%s%N)
    "$binary" --store "$folder/program.$turn" bench writes "$writes" --ack |
        grep -c '^ACK ' | grep -qx "$writes"
    took=$(($(date +%s%N) - from))
    rate=$((writes * 1000000000 / took))
    [ $rate -gt $program ] && program=$rate
    rate=$("$folder/durable" "$folder/bare.$turn" "$writes")
    [ "$rate" -gt $bare ] && bare=$rate
    rm -f "$folder"/{program,bare}.*
done
share=$((program * 100 / bare))
echo "durable writes a second: program $program, bare loop $bare: $share %"
[ $share -ge 80 ]
