import { type Comparison, compareOpenApi, readContract, sameContract } from '@towpath/descriptor'
import { StepFault } from '../../step-fault.ts'
import { compareProtobuf } from './compare-protobuf.ts'
import type { ContractPair } from './contract-pair.ts'
import { compareByOasdiff } from './oasdiff.ts'
import { findTool, type ToolRun } from './tool.ts'

/**
 * Compares two texts of a contract: OpenAPI 3 by oasdiff when it is on PATH, else by Towpath itself; protobuf by buf. Of any other
 * format nothing is known, and that is what is answered.
 */
export async function compareContract(
  pair: ContractPair,
  given: Pick<ToolRun, 'environment' | 'signal'>,
): Promise<Comparison> {
  if (pair.was === pair.is) return sameContract
  const [was, is] = [readContract(pair.path, pair.was), readContract(pair.path, pair.is)]
  if (was.kind === 'protobuf' && is.kind === 'protobuf') return compareProtobuf(pair, given)
  if (was.kind !== 'openapi' || is.kind !== 'openapi') {
    const [odd] = [was, is].flatMap((one) => (one.kind === 'other' ? [one.found] : []))
    const why = odd === undefined ? 'the contract of the baseline can’t be read' : `it is ${odd}`
    return {
      changes: [],
      unproven: [{ place: pair.path, why, fix: 'Write it as OpenAPI 3 or protobuf, which can be compared' }],
    }
  }
  const oasdiff = await findTool('oasdiff', given.environment)
  // Towpath says what of it can't be followed; oasdiff would fail.
  const isWhole = !namesOtherDocuments(pair.was) && !namesOtherDocuments(pair.is)
  return oasdiff !== null && isWhole
    ? compareByOasdiff(oasdiff, pair, given)
    : compareOpenApi(was.document, is.document, pair.path)
}

function namesOtherDocuments(text: string): boolean {
  return /\$ref["']?\s*:\s*["']?[^"'\s#]/.test(text)
}

/** What can't be read can never be compared: a first version is refused too. */
export function refuseUnreadable(path: string, text: string): void {
  const contract = readContract(path, text)
  if (contract.kind !== 'unreadable') return
  throw new StepFault('contract-invalid', {
    where: `The contract ${path}`,
    expected: 'OpenAPI 3 in YAML or JSON, or protobuf',
    found: `what can’t be read: ${contract.reason}`,
    ...(contract.line !== undefined && { place: { file: path, line: contract.line } }),
  })
}
