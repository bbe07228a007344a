"""When the water is high. Python's standard library alone: the hosts need nothing but python3."""

import json
import os
import signal
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

VERSION = os.environ.get("TOWPATH_VERSION", "dev")
HALF_DAY_SECONDS = 44_714  # from one high water to the next


class Tides(ThreadingHTTPServer):
    request_queue_size = 128  # connections that may wait while Python is busy; its own default is 5
    daemon_threads = True  # idle connections don't keep it from ending

    def __init__(self, address):
        super().__init__(address, Answer)
        self.ending = False
        self.in_hand = 0
        self.changed = threading.Condition()

    def end(self, *_):
        """On SIGTERM: takes nothing new, and finishes what it has begun."""
        self.ending = True
        threading.Thread(target=self.shutdown).start()

    def finish(self, seconds):
        with self.changed:
            self.changed.wait_for(lambda: self.in_hand == 0, seconds)


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body go out together

    def do_GET(self):
        self.count(1)
        try:
            url = urlsplit(self.path)
            if url.path == "/healthz":
                return self.reply({"healthy": True})
            if url.path == "/slow":
                time.sleep(int(parse_qs(url.query).get("ms", ["500"])[0]) / 1000)
            since = int(time.time()) % HALF_DAY_SECONDS
            self.reply({"service": "tides", "version": VERSION, "highWaterInSeconds": HALF_DAY_SECONDS - since})
        finally:
            self.count(-1)

    def do_POST(self):
        """Takes note of a level that somebody has measured."""
        self.count(1)
        try:
            taken = len(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
            self.reply({"service": "tides", "version": VERSION, "takenBytes": taken})
        finally:
            self.count(-1)

    def count(self, change):
        with self.server.changed:
            self.server.in_hand += change
            self.server.changed.notify_all()

    def reply(self, value):
        body = (json.dumps(value) + "\n").encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if self.server.ending:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_):
        """A line for each request is the proxy's to write."""


server = Tides((os.environ.get("HOST", "127.0.0.1"), int(os.environ["PORT"])))
signal.signal(signal.SIGTERM, server.end)
print(f"tides {VERSION} listens", flush=True)
server.serve_forever(poll_interval=0.05)
server.server_close()
server.finish(seconds=8)
