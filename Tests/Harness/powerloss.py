#!/usr/bin/python3
"""Cuts the power at every moment that matters and looks whether what was promised is there.

Records what the program writes and syncs while it books; then builds the disk as a power cut
leaves it: what was synced is there, and of the rest nothing, all, or any of its sectors in any
order. On each such disk every acknowledged booking must stand and the store must be sound. Cuts
are made right after each acknowledgement and each sync, then anywhere.

Usage: powerloss.py PROGRAM [BOOKINGS [DISKS [SEED]]]. PLANT=lie drops every sync from the
record: the check must then fail, or it checks nothing.
"""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
BOOKINGS = sys.argv[2] if len(sys.argv) > 2 else "20"
DISKS = int(sys.argv[3]) if len(sys.argv) > 3 else 300
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else 5
LIES = os.environ.get("PLANT") == "lie"
SECTOR = 512
CALLS = "openat,write,pwrite64,ftruncate,fsync,fdatasync,unlink,unlinkat"


def run(folder, *words):
    environment = {"CARTAS_STORE": os.path.join(folder, "store"), "PATH": "/usr/bin:/bin",
                   "LANG": "C.UTF-8"}
    return subprocess.run([PROGRAM, *words], env=environment, capture_output=True, timeout=60)


def contents(folder):
    files = {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as file:
            files[name] = file.read()
    return files


def plain(text):
    return bytes.fromhex(text.replace("\\x", ""))


def record(folder):
    """What the program did to the files of the folder, and what it promised, in order."""
    trace = folder + ".trace"
    environment = {"CARTAS_STORE": os.path.join(folder, "store"), "PATH": "/usr/bin:/bin"}
    subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "9999999", "-qq", "-o", trace, "-e",
         "trace=" + CALLS, PROGRAM, "bench", "writes", BOOKINGS, "--ack"],
        env=environment, check=True, stdout=subprocess.DEVNULL, timeout=300)
    steps, unfinished = [], {}
    with open(trace, encoding="ascii", errors="replace") as lines:
        for line in lines:
            process, rest = line.rstrip("\n").split(None, 1)
            if rest.endswith("<unfinished ...>"):
                unfinished[process] = rest[:-len("<unfinished ...>")]
                continue
            resumed = re.match(r"<\.\.\. \w+ resumed>(.*)", rest)
            if resumed:
                rest = unfinished.pop(process) + resumed.group(1)
            steps += step(rest, folder)
    os.unlink(trace)
    return steps


def step(call, folder):
    found = re.match(r"(\w+)\((.*)\)\s+= (\d+)(.*)", call)
    if not found:
        return []
    name, given, result, rest = found.group(1), found.group(2), int(found.group(3)), found.group(4)
    names = [plain(text).decode() for text in re.findall(r"<((?:\\x[0-9a-f]{2})+)>", given + rest)]
    texts = [plain(text) for text in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', given)]
    inside = [os.path.basename(path) for path in names if os.path.dirname(path) == folder]
    if name == "write" and given.startswith("1<"):
        return [("promise", ref.decode()) for ref in re.findall(rb"^ACK (\S+)$", texts[0], re.M)]
    if name.startswith("unlink") and os.path.dirname(texts[0].decode()) == folder:
        return [("remove", os.path.basename(texts[0].decode()))]
    if not inside:
        return []
    if name == "openat":
        return [("make", inside[-1])] if "O_CREAT" in given else []
    if name == "pwrite64":
        return [("write", inside[0], int(given.rsplit(",", 1)[1]), texts[0][:result])]
    if name == "ftruncate":
        return [("cut", inside[0], int(given.rsplit(",", 1)[1]))]
    if name in ("fsync", "fdatasync"):
        return [] if LIES else [("sync", inside[0])]
    return []


def apply(data, change):
    if change[0] == "cut":
        size = change[2]
        return data[:size] + bytes(max(0, size - len(data)))
    start, bytes_ = change[2], change[3]
    data = data + bytes(max(0, start - len(data)))
    return data[:start] + bytes_ + data[start + len(bytes_):]


def sectors(change):
    """A write is not one: the disk may keep any of its sectors."""
    if change[0] == "cut":
        return [change]
    _, name, start, bytes_ = change
    return [("write", name, start + at, bytes_[at:at + SECTOR])
            for at in range(0, len(bytes_), SECTOR)]


def disk(base, steps, upto, kept, chance):
    files, waiting = dict(base), {}
    for one in steps[:upto]:
        kind, name = one[0], one[1]
        if kind == "make":
            files.setdefault(name, b"")
        elif kind == "remove":
            files.pop(name, None)
            waiting.pop(name, None)
        elif kind in ("write", "cut"):
            waiting.setdefault(name, []).append(one)
        elif kind == "sync":
            for change in waiting.pop(name, []):
                files[name] = apply(files.get(name, b""), change)
    for name, changes in sorted(waiting.items()):
        if kept == "all":
            chosen = changes
        elif kept == "none":
            chosen = []
        else:
            parts = [part for change in changes for part in sectors(change)]
            chosen = [part for part in parts if chance.random() < 0.5]
        for change in chosen:
            files[name] = apply(files.get(name, b""), change)
    return files


def judge(folder, files, promised):
    shutil.rmtree(folder)
    os.mkdir(folder)
    for name, data in files.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
    verdict = run(folder, "verify")
    if verdict.returncode:
        return "not sound: " + (verdict.stdout + verdict.stderr).decode().split("\n")[0]
    there = set(run(folder, "bookings", "list", "--refs").stdout.decode().split())
    lost = sorted(promised - there)
    return f"acknowledged and lost: {' '.join(lost[:3])}" if lost else None


def main():
    chance = random.Random(SEED)
    folder = os.path.realpath(tempfile.mkdtemp(prefix="cartas-power-"))
    try:
        if run(folder, "init", "--test").returncode:
            return 2
        base = contents(folder)
        steps = record(folder)
        after = [at + 1 for at, one in enumerate(steps) if one[0] in ("promise", "sync")]
        cuts = [(at, kept) for at in after for kept in ("none", "some")]
        chance.shuffle(cuts)
        cuts = cuts[:DISKS * 3 // 4]
        while len(cuts) < DISKS:
            kept = chance.choice(["none", "some", "some", "all"])
            cuts.append((chance.randint(1, len(steps)), kept))
        broken = 0
        for at, kept in cuts:
            promised = {one[1] for one in steps[:at] if one[0] == "promise"}
            fault = judge(folder, disk(base, steps, at, kept, chance), promised)
            if fault:
                broken += 1
                print(f"after step {at} of {len(steps)}, unsynced kept: {kept}: {fault}")
        promises = sum(one[0] == "promise" for one in steps)
        syncs = sum(one[0] == "sync" for one in steps)
        print(f"steps {len(steps)}, syncs {syncs}, promises {promises}, "
              f"disks {len(cuts)}, broken {broken}, seed {SEED}")
        return 1 if broken or promises != int(BOOKINGS) else 0
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
