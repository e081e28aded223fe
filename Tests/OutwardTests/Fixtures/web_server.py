"""A small real HTTP server on loopback for the tests of Outward.

It prints its port as the first line, keeps each request as N.json in the folder given, and leaves when its standard input ends.
"""

import argparse
import base64
import hashlib
import http.server
import itertools
import json
import pathlib
import ssl
import sys
import threading
import time
import urllib.parse

numbers = itertools.count(1)
lock = threading.Lock()
inside = 0
most_inside = 0
stopping = threading.Event()


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder = None

    def log_message(self, *arguments):
        pass

    def keep(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        return {
            "method": self.command,
            "path": self.path,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "bodyBytes": len(body),
            "bodySHA256": hashlib.sha256(body).hexdigest(),
            "body": base64.b64encode(body).decode() if len(body) < 1 << 20 else "",
            "client": self.client_address[1],
        }

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status not in (204, 304):
            self.wfile.write(body)

    def handle_any(self):
        global inside, most_inside
        request = self.keep()
        (self.folder / f"{next(numbers)}.json").write_text(json.dumps(request))
        url = urllib.parse.urlsplit(self.path)
        values = dict(urllib.parse.parse_qsl(url.query))
        step = url.path.split("/")[1]
        if step == "status":
            headers = [("Retry-After", values["after"])] if "after" in values else []
            if "to" in values:
                headers.append(("Location", values["to"]))
            self.answer(int(url.path.split("/")[2]), b"as asked", headers)
        elif step == "bytes":
            self.answer(200, bytes(index % 251 for index in range(int(values["count"]))))
        elif step == "headers":
            self.answer(200, b"", [(f"X-Long-{index}", "x" * 1000) for index in range(int(values["count"]))])
        elif step == "hang":
            stopping.wait(60)
        elif step == "drop":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"only a little")
            self.close_connection = True
        elif step == "junk":
            self.wfile.write(b"220 this is no HTTP\r\n")
            self.close_connection = True
        elif step == "crowd":
            with lock:
                inside += 1
                most_inside = max(most_inside, inside)
            time.sleep(0.02)
            with lock:
                inside -= 1
            self.answer(200, str(most_inside).encode())
        else:
            self.answer(200, json.dumps(request).encode(), [("X-Seen", " twice "), ("x-empty", "")])

    do_GET = do_HEAD = do_PUT = do_POST = do_PATCH = do_DELETE = handle_any


parser = argparse.ArgumentParser()
parser.add_argument("--folder", required=True)
parser.add_argument("--certificate")
parser.add_argument("--key")
options = parser.parse_args()
Answers.folder = pathlib.Path(options.folder)


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        # Clients that hang up are part of the tests.
        if not isinstance(sys.exc_info()[1], (ConnectionError, ssl.SSLError)):
            super().handle_error(request, client_address)


server = Server(("127.0.0.1", 0), Answers)
server.daemon_threads = True
if options.certificate:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(options.certificate, options.key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_port, flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
stopping.set()
