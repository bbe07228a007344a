import type { Site } from '@towpath/testing/lab'
import { type HostBench, shell } from '../contract/bench.ts'
import type { Host } from '../host.ts'
import { sh } from '../script/sh.ts'
import { InsideHost } from './inside-host.ts'
import { answering, echoing } from './python-programs.ts'

const echoProgram = sh`
rm -f -- "$FOLDER/echo.sock"
mkfifo /run/echo
setsid python3 -c "$ECHO" "$FOLDER" < /dev/null > /run/echo 2>&1 &
head -n 1 /run/echo
rm /run/echo
`

/** What the contract needs of a lab host, from inside it. `/full` is its small disk. */
export function insideBench(site: Site, name: string): HostBench {
  const open = () => new InsideHost(name, site.host(name).pid)
  const host = open()
  return {
    host,
    another: () => Promise.resolve(open()),
    serve: ['python3', '-c', answering],
    fullFolder: '/full',
    echo: (folder) => startEcho(host, folder),
    async close() {
      await host.close()
      await site[Symbol.asyncDispose]()
    },
  }
}

/** Starts what sends back what it gets; it outlives the script. */
export async function startEcho(host: Host, folder: string): ReturnType<HostBench['echo']> {
  const port = await shell(host, echoProgram, { ECHO: echoing, FOLDER: folder })
  return {
    tcp: { kind: 'tcp', host: '127.0.0.1', port: Number(port) },
    unix: { kind: 'unix', path: `${folder}/echo.sock` },
  }
}
