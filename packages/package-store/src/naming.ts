import { type Digest, isDigest, isName, isVersion } from '@towpath/descriptor'
import { fault } from './fault.ts'

export const ARTIFACT_TYPE = 'application/vnd.towpath.package.v1+json'

/** The name itself, if it can be a repository's last part and a folder's name. */
export function parseName(name: string): string {
  if (isName(name)) return name
  throw fault('name-invalid', {
    where: 'The package name',
    expected: '2 to 63 lower case letters, digits and inner hyphens',
    found: JSON.stringify(name.slice(0, 100)),
  })
}

/** The tag of a version. OCI tags know no `+`, and versions know no `_`, so no two versions share a tag. */
export function parseTag(version: string): string {
  if (isVersion(version)) return version.replace('+', '_')
  throw fault('version-invalid', {
    where: 'The package version',
    expected: 'a SemVer 2.0.0 version of at most 96 characters, such as `1.4.0`',
    found: JSON.stringify(version.slice(0, 100)),
  })
}

export function parseDigest(text: string): Digest {
  if (isDigest(text)) return text
  throw fault('digest-invalid', {
    where: 'The digest',
    expected: '`sha256:` and 64 hex digits',
    found: JSON.stringify(text.slice(0, 100)),
  })
}
