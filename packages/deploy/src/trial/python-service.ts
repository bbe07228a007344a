import type { PackageTraits } from './trial-site.ts'

/*
 * A service for hosts that have nothing but Debian's python3-minimal. `/healthz` answers what `mode.json` says under `health`, any other path the
 * version; `?wait=<ms>` takes so long. It ends at once when it is told to, as careless programs do.
 */
const program = `
import os, re, signal, socket, sys, threading, time
mode = open("mode.json").read()
status = (re.findall(r'"health":(\\d+)', mode) or ["200"])[0]
version = os.environ["TOWPATH_VERSION"]
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
for line in re.findall(r'"say":"([^"]*)"', mode): print(line, flush=True)

def serve(connection):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    rest = b""
    with connection:
        while True:
            while b"\\r\\n\\r\\n" not in rest:
                data = connection.recv(65536)
                if not data: return
                rest += data
            head, rest = rest.split(b"\\r\\n\\r\\n", 1)
            path = head.split(b" ", 2)[1].decode()
            wait = re.search(r"wait=(\\d+)", path)
            if wait: time.sleep(int(wait[1]) / 1000)
            answer = status if path == "/healthz" else "200"
            body = version.encode()
            connection.sendall(f"HTTP/1.1 {answer} x\\r\\ncontent-length: {len(body)}\\r\\n\\r\\n".encode() + body)

def guarded(connection):
    try: serve(connection)
    except OSError: pass

server = socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128)
while True:
    connection, _ = server.accept()
    threading.Thread(target=guarded, args=[connection], daemon=True).start()
`

export const pythonService: Required<Pick<PackageTraits, 'program' | 'run'>> = {
  program: { file: 'server.py', text: program },
  run: ['python3', 'server.py'],
}
