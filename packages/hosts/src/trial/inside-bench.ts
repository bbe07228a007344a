import type { Site } from '@towpath/testing/lab'
import { type HostBench, shell } from '../contract/bench.ts'
import { sh } from '../script/sh.ts'
import { InsideHost } from './inside-host.ts'
import { answering, echoing } from './python-programs.ts'

const startEcho = sh`
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
    async echo(folder) {
      const port = await shell(host, startEcho, { ECHO: echoing, FOLDER: folder })
      return {
        tcp: { kind: 'tcp', host: '127.0.0.1', port: Number(port) },
        unix: { kind: 'unix', path: `${folder}/echo.sock` },
      }
    },
    async close() {
      await host.close()
      await site[Symbol.asyncDispose]()
    },
  }
}
