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

/** What each of these may do, a line each. */
export const trying = `
import pwd, subprocess
status = open('/proc/self/status').read().split('\\n')
fields = [line.split()[1] for line in status if line.startswith(('CapEff', 'CapBnd', 'NoNewPrivs', 'Seccomp:'))]
said = pwd.getpwuid(os.getuid()).pw_name + '\\n' + ' '.join(fields) + '\\n'
def trial(name, attempt):
    global said
    try:
        attempt()
        said += name + ' yes\\n'
    except Exception:
        said += name + ' no\\n'
def write(path):
    trial(path, lambda: open(path, 'w').close())
write('here')
write('/tmp/towpath-trial')
for path in ['/etc/x', '/usr/x', '/var/lib/x', '/run/x', '/opt/towpath/x']:
    write(path)
write(os.environ['FOLDER'] + '/config/sub/app.conf')
write(os.path.dirname(os.getcwd()) + '/x')
trial('home', lambda: os.listdir('/root'))
trial('setuid', lambda: os.chmod('here', 0o4755))
trial('disks', lambda: os.stat('/dev/fuse'))
trial('others', lambda: os.stat('/proc/1/status'))
trial('sudo', lambda: subprocess.run(['sudo', '-n', 'true'], check=True))
`

/** Runs `program`, writes its `said` into its state folder, and stays. */
export function sayingInto(folder: string, program: string): string {
  return `
import os, time
os.chdir('${folder}')
${program}
open('said.new', 'w').write(said)
os.rename('said.new', 'said')
time.sleep(600)
`
}
