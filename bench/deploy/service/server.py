"""The service of the benchmark: answers its version. Sockets alone, since a host's minimal Python has no http module."""
import os
import socket
import threading

folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "VERSION"), encoding="utf-8") as file:
    version = file.read().strip()
if not os.environ.get("API_KEY"):
    raise SystemExit("API_KEY is not set")


def serve(client):
    with client:
        request = b""
        while b"\r\n\r\n" not in request:
            received = client.recv(4096)
            if not received:
                return
            request += received
        body = version.encode()
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
        client.sendall((head % len(body)).encode() + body)


listener = socket.create_server((os.environ.get("HOST", "0.0.0.0"), int(os.environ["PORT"])), backlog=128)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
