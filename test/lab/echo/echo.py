"""
Answers each text message on a WebSocket (RFC 6455) with its version, for as long as the client likes. A careless program: it ends at once
when it is told to, whatever is under way.
"""

import base64
import hashlib
import json
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

VERSION = os.environ["TOWPATH_VERSION"]
GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
CLOSE = 8


class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        key = self.headers.get("Sec-WebSocket-Key")
        if key is None:
            return self.answer()
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode())
        self.end_headers()
        self.close_connection = True
        while self.read_frame() != CLOSE:
            self.wfile.write(bytes([0x81, len(VERSION)]) + VERSION.encode())

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(4)
        self.answer()

    def answer(self):
        body = json.dumps({"service": "echo", "version": VERSION}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def read_frame(self):
        """The kind of the next frame. Those of a client are masked, and ours here are short."""
        head = self.rfile.read(2)
        if len(head) < 2:
            return CLOSE
        self.rfile.read(4 + (head[1] & 0x7F))
        return head[0] & 0x0F

    def log_message(self, *_):
        pass


ThreadingHTTPServer((os.environ["HOST"], int(os.environ["PORT"])), Echo).serve_forever()
