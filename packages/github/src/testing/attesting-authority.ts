import { createHash, createPublicKey, generateKeyPairSync, sign, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { bundleToJSON } from '@sigstore/bundle'
import { initializeCA, initializeCTLog, initializeTLog, rekorHandler } from '@sigstore/mock'
import { HashAlgorithm, PublicKeyDetails, type TrustedRoot } from '@sigstore/protobuf-specs'
import { DSSEBundleBuilder, RekorWitness, type Signer } from '@sigstore/sign'
import { type TrustMaterial, toTrustMaterial } from '@sigstore/verify'

export interface Attested {
  readonly repository: string
  readonly sha256: string
  readonly issuer?: string
  readonly statement?: Readonly<Record<string, unknown>>
  readonly payloadType?: string
}

/** A certificate authority with its logs, that issues what GitHub Actions gets from Sigstore's: bundles are made by Sigstore's own signing library. */
export interface AttestingAuthority extends AsyncDisposable {
  readonly trust: TrustMaterial
  /** A bundle as JSON. */
  attest(attested: Attested): Promise<unknown>
}

const actions = 'https://token.actions.githubusercontent.com'
const longAgo = { start: new Date('2021-01-01T00:00:00Z'), end: undefined }

const keyPair = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })

export async function openAttestingAuthority(): Promise<AttestingAuthority> {
  const ctLog = await initializeCTLog(keyPair('P-256'))
  const authority = await initializeCA(keyPair('P-384'), ctLog)
  const log = await initializeTLog('https://rekor.example', keyPair('P-256'))
  const { fn } = rekorHandler(log)
  const server = createServer(async (request, response) => {
    const { statusCode, response: body } = await fn(await text(request))
    response.writeHead(statusCode, { 'content-type': 'application/json' }).end(String(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = server.address()
  const rekorBaseURL = `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`
  const keyOf = (bytes: Buffer) => ({
    rawBytes: bytes,
    keyDetails: PublicKeyDetails.PKIX_ECDSA_P256_SHA_256,
    validFor: longAgo,
  })
  const logOf = (baseUrl: string, keyId: Buffer, publicKey: Buffer) => ({
    baseUrl,
    logId: { keyId },
    hashAlgorithm: HashAlgorithm.SHA2_256,
    publicKey: keyOf(publicKey),
    checkpointKeyId: undefined,
    operator: 'acme',
  })
  const root: TrustedRoot = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    certificateAuthorities: [
      {
        subject: { commonName: 'sigstore', organization: 'sigstore.mock' },
        uri: 'https://fulcio.example',
        certChain: { certificates: [{ rawBytes: bytesOf(authority.rootCertificate) }] },
        validFor: longAgo,
        operator: 'acme',
      },
    ],
    tlogs: [logOf('https://rekor.example', createHash('sha256').update(log.publicKey).digest(), log.publicKey)],
    ctlogs: [logOf('https://ctfe.example', bytesOf(ctLog.logID), ctLog.publicKey)],
    timestampAuthorities: [],
  }
  const witness = new RekorWitness({ rekorBaseURL, entryType: 'intoto' })

  const signerFor = ({ repository, issuer = actions }: Attested): Signer => ({
    sign: async (data) => {
      const { publicKey, privateKey } = keyPair('P-256')
      const der = await authority.issueCertificate({
        publicKey: new Uint8Array(
          createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })).export({ format: 'der', type: 'spki' }),
        ),
        subjectAltName: `https://github.com/${repository}/.github/workflows/release.yml@refs/heads/main`,
        extensions: [
          { oid: '1.3.6.1.4.1.57264.1.8', value: issuer },
          { oid: '1.3.6.1.4.1.57264.1.12', value: `https://github.com/${repository}` },
        ],
      })
      const certificate = new X509Certificate(bytesOf(der)).toString()
      return { key: { $case: 'x509Certificate', certificate }, signature: sign('sha256', data, privateKey) }
    },
  })

  return {
    trust: toTrustMaterial(root),
    attest: async (attested) => {
      const builder = new DSSEBundleBuilder({ signer: signerFor(attested), witnesses: [witness] })
      const statement = { ...provenanceOf(attested), ...attested.statement }
      const type = attested.payloadType ?? 'application/vnd.in-toto+json'
      return bundleToJSON(await builder.create({ data: Buffer.from(JSON.stringify(statement)), type }))
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function provenanceOf({ sha256 }: Attested) {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'stock.tar.gz', digest: { sha256 } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: { buildDefinition: {}, runDetails: {} },
  }
}

function bytesOf(view: ArrayBufferView): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength)
}
