#!/bin/bash
# Durable writes of the program beside a bare C loop over the very statements it executes, in
# turns, so that a busy machine slows both alike. Fails below 80 %.
#
#   durable.sh BINARY [WRITES] [TURNS]
set -eu
binary=$1 writes=${2:-1000} turns=${3:-5}
here=$(dirname "$0")
folder=$(mktemp -d /tmp/cartas-durable-XXXXXX)
trap 'rm -rf "$folder"' EXIT
cc -O2 -o "$folder/durable" "$here/durable.c" -lsqlite3
cc -O2 -shared -fPIC -o "$folder/recorder.so" "$here/recorder.c" -ldl
"$binary" --store "$folder/start" init --test >/dev/null
cp "$folder/start" "$folder/recorded"
RECORD="$folder/recording" LD_PRELOAD="$folder/recorder.so" \
    "$binary" --store "$folder/recorded" bench writes "$writes" --ack >/dev/null
program=0 bare=0
for ((turn = 0; turn < turns; turn++)); do
    cp "$folder/start" "$folder/program"
    cp "$folder/start" "$folder/bare"
    read -r count rate < <("$binary" --store "$folder/program" bench writes "$writes" --ack |
        "$folder/durable")
    [ "$count" = "$writes" ]
    [ "$rate" -gt $program ] && program=$rate
    read -r count rate < <("$folder/durable" "$folder/bare" "$folder/recording" |
        "$folder/durable")
    [ "$count" = "$writes" ]
    [ "$rate" -gt $bare ] && bare=$rate
    rm -f "$folder"/{program,bare}{,-wal,-shm,-lock}
done
share=$((program * 100 / bare))
echo "durable writes a second: program $program, bare loop $bare: $share %"
[ $share -ge 80 ]
