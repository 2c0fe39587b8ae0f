#!/usr/bin/python3
"""Kills the listener again and again while a sender repeats what was not answered.

Afterwards every acknowledged message is in the store, and none is there twice. Exit status 0
when that holds. Usage: listen_kill.py [PROGRAM [MESSAGES [SEED]]]
"""
import os
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "../../.build/release/cartas")
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 300
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 5)


def message(number):
    day, hour, minute = number % 20 + 1, number // 20 % 24, number // 480
    lines = [
        f"MSH|^~\\&|LAB|H|C|C|20261121090000||ORU^R01|K{number}|P|2.5",
        f"PID|1||N{number % 20}^^^H^MR||Test^P||19700101|M",
        f"OBR|1||F{number}|1^x^LN|||20261121",
        f"OBX|1|NM|777-3^PLT^LN||{number}|10*9/L|||||F|||202611{day:02d}{hour:02d}{minute:02d}00",
    ]
    return ("\r".join(lines) + "\r").encode()


def start(environment):
    program = subprocess.Popen(
        [PROGRAM, "listen", "--port", "0"], env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL)
    port = int(program.stdout.readline().decode().split(":")[1].strip(" .\n"))
    return program, socket.create_connection(("127.0.0.1", port), timeout=20)


def platelets(store):
    """How many counts of platelets are kept."""
    query = "SELECT count(*) FROM observation WHERE code = 'PLT'"
    return sqlite3.connect(store).execute(query).fetchone()[0]


def main():
    folder = tempfile.TemporaryDirectory()
    store = os.path.join(folder.name, "s.sqlite")
    environment = {**os.environ, "CARTAS_STORE": store, "CARTAS_LANG": "en"}
    subprocess.run([PROGRAM, "demo", "--only-make", "--courses", "3"], env=environment,
                   check=True, stdout=subprocess.DEVNULL)
    # The demonstration has measured some of its own.
    measured = platelets(store)
    program, sender = start(environment)
    acknowledged, kills, pending, first = set(), 0, b"", 0
    while first < COUNT:
        try:
            window = range(first, min(COUNT, first + random.randint(1, 6)))
            sender.sendall(b"".join(b"\x0b" + message(n) + b"\x1c\r" for n in window))
            if random.random() < 0.25:
                time.sleep(random.random() * 0.03)
                program.kill()
                kills += 1
            for number in window:
                while b"\x1c\r" not in pending:
                    received = sender.recv(65536)
                    if not received:
                        raise OSError("closed")
                    pending += received
                answer, pending = pending.split(b"\x1c\r", 1)
                assert b"MSA|AA|K%d\r" % number in answer, answer
                acknowledged.add(number)
            first = window[-1] + 1
        except OSError:
            first, pending = len(acknowledged), b""
            sender.close()
            program.kill()
            program.wait()
            program, sender = start(environment)
    program.terminate()
    program.wait()
    kept = sqlite3.connect(store)
    def number(question):
        return kept.execute(question).fetchone()[0]
    messages = number("SELECT count(*) FROM inbound_message WHERE state = 'accepted'")
    distinct = number("SELECT count(DISTINCT control) FROM inbound_message")
    entries = number("SELECT count(*) FROM journal WHERE act = 'receiveMessages'")
    values = platelets(store) - measured
    print(f"{kills} kills, {len(acknowledged)} acknowledged, {messages} kept, {entries} entries")
    return 0 if {messages, distinct, entries, values} == {COUNT} and kills > 0 else 1


sys.exit(main())
