/** Answers each connection on PORT with the text of ANSWER, ends on SIGTERM. For hosts without Node. */
export const answering = `
import os, signal, socket
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
server = socket.create_server(("0.0.0.0", int(os.environ["PORT"])))
while True:
    connection, _ = server.accept()
    connection.sendall(os.environ["ANSWER"].encode())
    connection.close()
`

/** Sends back what it gets, at a TCP port that it prints and at `echo.sock` in its folder. */
export const echoing = `
import os, socket, sys, threading
def pump(connection):
    while data := connection.recv(65536):
        connection.sendall(data)
    connection.close()
def serve(server):
    while True:
        connection, _ = server.accept()
        threading.Thread(target=pump, args=[connection]).start()
os.chdir(sys.argv[1])
local = socket.socket(socket.AF_UNIX)
local.bind("echo.sock")
local.listen()
tcp = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=serve, args=[local]).start()
print(tcp.getsockname()[1], flush=True)
os.close(1)
os.close(2)
serve(tcp)
`
