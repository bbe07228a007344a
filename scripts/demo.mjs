// Plain JavaScript that Node 20 can run: it finds the Node that GitHub's runners have, fetches it when it must, and starts the demo from dist.
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const program = join(import.meta.dirname, '..', 'dist', 'towpath.js')
const args = [program, 'demo', ...process.argv.slice(2)]
const version = '24.21.0'
const [command, commandArgs] =
  Number(process.versions.node.split('.')[0]) >= 24
    ? [process.execPath, args]
    : ['npm', ['exec', '--yes', `--package=node-linux-${process.arch}@${version}`, '--', 'node', ...args]]

const child = spawn(command, commandArgs, { stdio: 'inherit' })
// A Ctrl-C reaches the whole group; what comes to this process alone is passed on, and the end is the child's to choose.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  console.error(`The demo could not start ${command}: ${error.message}`)
  process.exitCode = 1
})
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
