import { StepFault } from '../step-fault.ts'

/** What a deploy may take over that it would be refused else. */
export interface TakeOver {
  /** The lease of another run. */
  readonly lease: boolean
  /** Hosts that got a revision which this store does not know. */
  readonly hosts: boolean
}

/** The input `take-over`: `false`, `true`, `hosts`, or `true, hosts`. Fault `input-invalid`. */
export function readTakeOver(text: string | null): TakeOver {
  const words = (text ?? 'false').split(/[\s,]+/)
  const isOf = (spellings: RegExp) => words.some((word) => spellings.test(word))
  if (words.every((word) => /^(false|False|FALSE|true|True|TRUE|hosts)$/.test(word))) {
    const isNone = isOf(/^false$/i)
    if (!isNone || words.length === 1) return { lease: isOf(/^true$/i), hosts: isOf(/^hosts$/) }
  }
  throw new StepFault('input-invalid', {
    where: 'Input `take-over`',
    expected: '`true` (the lease), `hosts`, `true, hosts`, or `false`',
    found: `\`${text}\``,
  })
}
