#!/usr/bin/python3
"""Kills the sender again and again between a message and its answer.

Afterwards everything that was queued has arrived, in order, and each message that arrived twice
came with the same bytes under the same control number. Exit status 0 when that holds.
Usage: send_kill.py [PROGRAM [BOOKINGS [SEED]]]. PLANT=forget answers without ever having kept the
message: the check must then fail, or it checks nothing.
"""
import os
import random
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "../../.build/release/cartas")
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 100
FORGETS = os.environ.get("PLANT") == "forget"
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 5)


def control(message):
    return message.split(b"\r", 1)[0].split(b"|")[9].decode()


def receive(line):
    """One message, or None where the sender has gone."""
    data = b""
    while not data.endswith(b"\x1c\r"):
        try:
            more = line.recv(65536)
        except OSError:
            return None
        if not more:
            return None
        data += more
    return data.strip(b"\x0b\x1c\r")


def main():
    folder = tempfile.TemporaryDirectory()
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
                   "CARTAS_STORE": os.path.join(folder.name, "s.sqlite")}

    def run(*words):
        done = subprocess.run([PROGRAM, *words], env=environment, check=True, capture_output=True)
        return done.stdout.decode()

    run("init", "--test")
    run("outbox", "open")
    run("bench", "writes", str(COUNT))
    server = socket.create_server(("127.0.0.1", 0))
    peer = f"127.0.0.1:{server.getsockname()[1]}"
    arrived, order, kills, repeated, answers = {}, [], 0, 0, 0
    forgets = FORGETS
    while True:
        sender = subprocess.Popen([PROGRAM, "send", "--peer", peer, "--until-empty"], env=environment,
                                  stdout=subprocess.DEVNULL)
        server.settimeout(10)
        try:
            line, _ = server.accept()
        except OSError:
            break
        while (message := receive(line)) is not None:
            number = control(message)
            if number in arrived:
                repeated += 1
                assert arrived[number] == message, "other bytes under the same number"
            answers += 1
            chance = random.random()
            if number not in arrived and forgets and answers > COUNT:
                forgets, chance = False, 1
            elif number not in arrived:
                arrived[number] = message
                order.append(number)
            if chance < 0.15:
                sender.kill()
                kills += 1
                break
            answer = (f"MSH|^~\\&|H|H|CARTAS||20261121||ACK|A{answers}|P|2.5\r"
                      f"MSA|AA|{number}\r").encode()
            line.sendall(b"\x0b" + answer + b"\x1c\r")
            if chance < 0.3:
                time.sleep(random.random() * 0.01)
                sender.kill()
                kills += 1
                break
        line.close()
        if sender.wait() == 0:
            break
    queued = [row.split() for row in run("outbox", "list", "--all").splitlines()[1:]]
    sent = sum("sent" in row for row in queued)
    numbers = [int(number.rsplit(".", 2)[1]) for number in order]
    print(f"{kills} kills, {len(queued)} queued, {len(arrived)} arrived, {repeated} repeated, "
          f"{sent} noted as sent")
    whole = len(arrived) == len(queued) == sent == 2 * COUNT
    return 0 if whole and numbers == sorted(numbers) and kills and repeated else 1


sys.exit(main())
