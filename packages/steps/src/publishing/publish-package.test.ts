import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type BumpJudgement, type Descriptor, digestOf, packagePaths } from '@towpath/descriptor'
import { MemoryMetadataStore } from '@towpath/metadata-store'
import { openPackageStore } from '@towpath/package-store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { faultsOf } from '../testing/faults.ts'
import { publishPackage } from './publish-package.ts'

const bytes = Buffer.from('an archive')
const archive = {
  digest: digestOf(bytes),
  sizeBytes: bytes.byteLength,
  mediaType: 'application/vnd.towpath.code.v1.tar+gzip',
} as const

const descriptor: Descriptor = {
  schema: 1,
  package: 'stock',
  version: '1.2.0',
  code: { run: ['node', 'server.js'] },
  files: digestOf('files'),
  archive,
  notes: '- Count',
  source: { repository: 'github.com/acme/shop', revision: 'c0ffee' },
  created: '2026-11-23T09:00:00Z',
}

const publication = {
  at: '2026-11-23T09:00:00Z',
  repository: 'github.com/acme/shop',
  revision: 'c0ffee',
  run: 'ada@laptop',
  by: 'ada',
}

const passed: BumpJudgement = {
  outcome: 'pass',
  baseline: '1.0.0',
  required: 'minor',
  changes: [{ level: 'minor', place: 'provides.http', what: 'added' }],
  unproven: [],
  right: null,
}

const failed: BumpJudgement = {
  ...passed,
  outcome: 'fail',
  baseline: '1.1.9',
  required: 'major',
  changes: [{ level: 'major', place: 'provides.http', what: 'removed' }],
  right: '2.0.0',
}

describe('a version that is published below another while that is on its way', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'towpath-publish-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  async function publish(answers: BumpJudgement[]) {
    const metadata = new MemoryMetadataStore()
    const packages = openPackageStore(`oci-layout:${folder}`)
    const layers = [{ ...archive, open: () => Readable.from([bytes]) }]
    const judge = async () => answers.shift() ?? passed
    try {
      const published = await publishPackage(
        { descriptor, layers, publication, judge, override: null },
        metadata,
        packages,
      )
      return { published, stored: await (await metadata.read('packages')).get(packagePaths.record('stock', '1.2.0')) }
    } finally {
      await packages.close()
    }
  }

  it('is what that is compared with when its record is written', async () => {
    const [fault] = await faultsOf(publish([passed, failed]))
    expect(fault).toMatchObject({ code: 'bump-too-small', message: expect.stringContaining('above 1.1.9') })
  })

  it('is what its record names', async () => {
    const later: BumpJudgement = { ...passed, baseline: '1.1.9', required: 'patch', changes: [] }
    const { published, stored } = await publish([passed, later])
    expect(published.record.compatibility).toMatchObject({ baseline: '1.1.9', required: 'patch', changes: [] })
    expect(stored).toContain('"baseline":"1.1.9"')
  })
})
