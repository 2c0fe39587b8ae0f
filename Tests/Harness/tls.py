#!/usr/bin/python3
"""Speaks TLS to the listener and to the sender as an independent peer.

Who is trusted is answered after the commit; who is not (no certificate, another authority, plain
text, an old protocol, silence) gets nothing and changes nothing. Exit status 0 when that holds.
Usage: tls.py [PROGRAM]. PLANT=plain starts the listener without protection: the check must then
fail, or it checks nothing.
"""
import os
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.abspath(
    sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "../../.build/release/cartas"))
PLAIN = os.environ.get("PLANT") == "plain"
# The old protocol is asked for on purpose.
warnings.simplefilter("ignore")
checks = []


def check(name, holds):
    checks.append((name, bool(holds)))


def certificates(folder):
    """Two authorities; a server and a sender of the first, a stranger of the second."""
    def openssl(*words):
        subprocess.run(["openssl", *words], check=True, capture_output=True, cwd=folder)
    key = ["-newkey", "rsa:2048", "-nodes"]
    for authority in ["ca", "other"]:
        openssl("req", "-x509", *key, "-keyout", authority + ".key", "-out", authority + ".pem",
                "-days", "2", "-subj", "/CN=" + authority)
    for name, authority, place in [
            ("server", "ca", "DNS:localhost,IP:127.0.0.1"), ("sender", "ca", "DNS:sender"),
            ("stranger", "other", "DNS:localhost"), ("elsewhere", "ca", "DNS:elsewhere.invalid")]:
        with open(os.path.join(folder, "names"), "w") as names:
            names.write("subjectAltName=" + place)
        openssl("req", *key, "-keyout", name + ".key", "-out", name + ".csr", "-subj", "/CN=" + name)
        openssl("x509", "-req", "-in", name + ".csr", "-CA", authority + ".pem", "-CAkey",
                authority + ".key", "-CAcreateserial", "-out", name + ".pem", "-days", "2",
                "-extfile", "names")


def message(number):
    lines = [
        f"MSH|^~\\&|LAB|H|C|C|20261121090000||ORU^R01|K{number}|P|2.5",
        f"PID|1||N{number}^^^H^MR||Test^P||19700101|M",
        f"OBR|1||F{number}|1^x^LN|||20261121",
        f"OBX|1|NM|777-3^PLT^LN||{number}|10*9/L|||||F|||20261121090000",
    ]
    # Longer than one record of the protocol.
    lines += [f"NTE|{n}||{'x' * 200}" for n in range(200)]
    return ("\r".join(lines) + "\r").encode()


def exchange(line, numbers):
    """Sends all at once and collects the answers."""
    line.sendall(b"".join(b"\x0b" + message(n) + b"\x1c\r" for n in numbers))
    received = b""
    while received.count(b"\x1c\r") < len(numbers):
        more = line.recv(65536)
        if not more:
            break
        received += more
    return [b"MSA|AA|K%d\r" % n in received for n in numbers]


def listening(folder, port):
    def path(name):
        return os.path.join(folder, name)

    def dial(authority, show=None, newest=None):
        context = ssl.create_default_context(cafile=path(authority + ".pem"))
        if newest:
            context.minimum_version = context.maximum_version = newest
            context.set_ciphers("DEFAULT:@SECLEVEL=0")
        if show:
            context.load_cert_chain(path(show + ".pem"), path(show + ".key"))
        line = socket.create_connection(("127.0.0.1", port), timeout=10)
        return context.wrap_socket(line, server_hostname="localhost")

    def refused(*words, **more):
        try:
            with dial(*words, **more) as line:
                return not any(exchange(line, [90]))
        except (ssl.SSLError, OSError):
            return True

    for version in [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3]:
        with dial("ca", "sender", version) as line:
            number = int(version)
            check(f"{version.name} is answered", all(exchange(line, [number, number + 10])))
            line.unwrap()
    check("a farewell is answered", True)
    check("no certificate", refused("ca"))
    check("a certificate of another authority", refused("ca", "stranger"))
    check("the sender does not trust us", refused("other", "sender"))
    check("an old protocol", refused("ca", "sender", newest=ssl.TLSVersion.TLSv1_1))
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        try:
            check("plain text", not any(exchange(line, [91])))
        except OSError:
            check("plain text", True)
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        try:
            check("silence ends", line.recv(1) == b"")
        except ConnectionError:
            check("silence ends", True)


def sending(folder, run):
    """The other way round: we are the receiver."""
    def receive(show, demand, delivered):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(folder, show + ".pem"),
                                os.path.join(folder, show + ".key"))
        if demand:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(os.path.join(folder, "ca.pem"))
        server = socket.create_server(("127.0.0.1", 0))

        def serve():
            server.settimeout(20)
            try:
                with context.wrap_socket(server.accept()[0], server_side=True) as line:
                    data = b""
                    while more := line.recv(65536):
                        data += more
                        while b"\x1c\r" in data:
                            sent, data = data.split(b"\x1c\r", 1)
                            control = sent.split(b"\r", 1)[0].split(b"|")[9]
                            delivered.append(control)
                            line.sendall(b"\x0bMSH|^~\\&|R|R|C|C|20261121||ACK|1|P|2.5\rMSA|AA|"
                                         + control + b"\r\x1c\r")
            except (ssl.SSLError, OSError):
                pass
            server.close()
        thread = threading.Thread(target=serve)
        thread.start()
        return server.getsockname()[1], thread

    def send(show, demand, *words):
        delivered = []
        port, thread = receive(show, demand, delivered)
        done = run("send", "--peer", f"localhost:{port}", "--until-empty", *words, cwd=folder)
        thread.join()
        return done, delivered

    run("outbox", "open")
    run("bench", "writes", "3")
    trust = ["--tls-ca", "ca.pem"]
    for name, show, demand, words in [
            ("a receiver of another authority", "stranger", False, trust),
            ("a receiver with another name", "elsewhere", False, trust),
            ("a receiver that nobody vouches for", "server", False, ["--tls"]),
            ("a receiver that demands a certificate", "server", True, trust)]:
        done, delivered = send(show, demand, *words)
        # A receiver that misses our certificate says so after the handshake, and may hang up first.
        told = b"protected" in done.stdout or (demand and b"lost" in done.stdout)
        check(name, done.returncode == 1 and not delivered and told)
    done, delivered = send("server", True, *trust, "--tls-cert", "sender.pem", "--tls-key",
                           "sender.key")
    check("everything is delivered", done.returncode == 0 and len(delivered) == 6)
    done = run("send", "--peer", "localhost:1", "--tls-ca", "nowhere.pem", cwd=folder)
    check("a file that is not there is named", done.returncode == 1 and b"nowhere.pem" in done.stderr)


def main():
    with tempfile.TemporaryDirectory() as folder:
        certificates(folder)
        store = os.path.join(folder, "s.sqlite")
        environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "CARTAS_LANG": "en",
                       "CARTAS_STORE": store}

        def run(*words, cwd=None):
            return subprocess.run([PROGRAM, *words], env=environment, capture_output=True, cwd=cwd)

        run("init", "--test")
        words = [] if PLAIN else ["--tls-cert", "server.pem", "--tls-key", "server.key",
                                  "--tls-ca", "ca.pem"]
        listener = subprocess.Popen(
            [PROGRAM, "listen", "--port", "0", "--first-byte-seconds", "2", *words], cwd=folder,
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        first = listener.stdout.readline().decode()
        check("the line is said to be protected", "protected" in first)
        try:
            listening(folder, int(first.split(":")[1].split(",")[0].strip(" .\n")))
        except (ssl.SSLError, OSError) as error:
            check(f"trusted peers are served ({error})", False)
        listener.terminate()
        told = listener.communicate()[0].decode()
        check("each refusal is told", told.count("No protected connection") >= 6)
        kept = sqlite3.connect(store).execute("SELECT count(*) FROM inbound_message").fetchone()[0]
        check("only trusted messages are kept", kept == 4)
        sending(folder, run)
    failed = [name for name, holds in checks if not holds]
    print(f"{len(checks) - len(failed)} of {len(checks)} hold", *failed, sep="\n")
    return 1 if failed else 0


sys.exit(main())
