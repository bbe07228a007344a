import { layerOf, uploadOf } from '../contract-packages.ts'
import { openPackageStore } from '../open.ts'

/** `node pushing-child.ts <folder> <first patch number>`: pushes versions until it is killed, and prints each one that is done. */
const [folder = '', first = '0'] = process.argv.slice(2)
const store = openPackageStore(`oci-layout:${folder}`)
for (let patch = Number(first); ; patch++) {
  const version = `1.0.${patch}`
  await store.push(uploadOf('killed', version, { layers: [layerOf(`${version} `.repeat(20_000)), layerOf('shared')] }))
  process.stdout.write(`${version}\n`)
}
