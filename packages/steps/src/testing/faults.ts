import { Fault, Faults } from '@towpath/fault'

/** Codes and messages of the faults that a step ends with; empty when it does not. For tests. */
export async function faultsOf(act: Promise<unknown>): Promise<readonly { code: string; message: string }[]> {
  try {
    await act
    return []
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const all = error instanceof Faults ? error.all : [error]
    return all.map(({ code, message }) => ({ code, message }))
  }
}
