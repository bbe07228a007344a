import { Fault } from '@towpath/fault'

export type CliCode = 'usage' | 'demo-failed'

export class CliFault extends Fault<CliCode> {}
