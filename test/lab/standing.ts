import type { Site } from '@towpath/testing/lab'

/*
 * Files with mode and owner, and but for packages their text; units with state and process; what runs as one of our users; and by what maps and servers
 * a proxy goes, as it says itself. What only tells which run came last is left out.
 */
const look = `
set -e
cd /
units=$(find etc/systemd/system -name 'towpath-*')
folders=$(find opt/towpath etc/towpath var/lib/towpath -prune 2> /dev/null || :)
find $folders $units -printf 'file /%p %M %u\\n'
find $folders $units etc/hosts -type f ! -path 'opt/*' ! -name secret.key ! -name lock ! -name fence ! -name ports-last | while read -r file; do
  awk -v file="/$file" '{ print "text " file ": " $0 }' "$file"
done
for unit in $(systemctl list-units --all --plain --no-legend 'towpath-*.service' | cut -d ' ' -f 1); do
  echo "unit $(systemctl show -p Id,ActiveState,SubState,UnitFileState,MainPID $unit | sort | tr '\\n' ' ')"
done
ps -eo user:40,pid,args | sed -n 's/^tp_/process tp_/p'
sed -n 's/^tp_/user tp_/p' /etc/passwd
ip -o -4 address show dev host0 | awk '{ print "address " $4 }'
python3 - <<'END'
import glob, socket

def ask(path, command):
    with socket.socket(socket.AF_UNIX) as to:
        to.connect(path)
        to.sendall(command.encode() + b"\\n")
        to.shutdown(socket.SHUT_WR)
        return to.makefile().read().splitlines()

for path in glob.glob("/run/towpath/*/stats.sock"):
    folder = f"/var/lib/towpath/environments/{path.split('/')[3]}/proxy"
    for line in ask(path, f"show map {folder}/live/table.map"):
        print("map", *line.split(" ")[1:])  # the first is where it lies in memory
    _, names, *servers = ask(path, "show servers state")
    for line in servers:
        server = dict(zip(names.split(" ")[1:], line.split(" ")))
        # 1: out of service, as what was drained is left, until a reload forgets it; 4: the configuration had it so.
        admin = int(server.get("srv_admin_state", "1"))
        if not admin & 1:
            print("server", *(server[name] for name in ("be_name", "srv_addr", "srv_port", "srv_op_state")), admin & ~4)
END
`

export type Standing = Readonly<Record<string, readonly string[]>>

/** What stands on hosts of a lab, sorted lines by host. */
export async function standingOn(site: Site, names: readonly string[]): Promise<Standing> {
  const seen = await Promise.all(
    names.map(async (name) => {
      const { exitCode, stdout, stderr } = await site.host(name).run(look)
      if (exitCode !== 0) throw new Error(`Looking at ${name} ended with ${exitCode}: ${stderr}`)
      return [
        name,
        stdout
          .split('\n')
          .filter((line) => line !== '')
          .sort(),
      ] as const
    }),
  )
  return Object.fromEntries(seen)
}
