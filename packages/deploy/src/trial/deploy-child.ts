import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { environmentSpecSchema, parseReleaseConfig, parseRevision } from '@towpath/environment'
import { openHosts } from '@towpath/hosts'
import { openPackageStore } from '@towpath/package-store'
import type { Deployment } from '../deployment.ts'
import { seeEdge } from '../proxies/haproxy/open-edge.ts'
import { runDeploy } from '../run/run-deploy.ts'
import { seeStandInEdge } from './stand-in-edge.ts'
import type { ChildDeploy } from './trial-child.ts'

/* One deploy in a process of its own, which can be killed. Its argument is a file with a `ChildDeploy`. */

const given: ChildDeploy = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))

function read({ revision, digest, spec, configs }: Deployment): Deployment {
  return {
    revision: parseRevision(JSON.stringify(revision), 'trial'),
    digest,
    spec: environmentSpecSchema.parse(spec),
    configs: Object.fromEntries(
      Object.entries(configs).map(([name, config]) => [name, parseReleaseConfig(JSON.stringify(config), 'trial')]),
    ),
  }
}

const target = read(given.target)
const base = given.base === null ? null : read(given.base)
const { ssh, ...local } = given.hosts
const hosts = await openHosts(target.spec, { ...local, forbiddenRoots: [], ...(ssh === null ? {} : { ssh }) })
const outcome = await runDeploy(
  {
    target,
    base,
    acting: { environment: target.spec.environment, fence: given.fence },
    secrets: Object.fromEntries(
      Object.keys(target.spec.services).map((name) => [name, { variables: {}, files: {}, hostFiles: {} }]),
    ),
    baseSecrets: {},
    digestOf: async () => null,
    run: 'trial',
  },
  {
    hosts,
    packages: openPackageStore(given.store),
    seeEdge: ssh === null ? seeStandInEdge() : seeEdge,
    clock: () => new Date(),
    sleep: async (milliseconds) => void (await sleep(milliseconds)),
    signal: new AbortController().signal,
    say: (line) => console.log(line),
  },
)
console.log(outcome.report.status, outcome.failure?.message ?? '')
