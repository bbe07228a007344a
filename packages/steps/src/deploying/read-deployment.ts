import type { Deployment } from '@towpath/deploy'
import { digestOfDocument } from '@towpath/descriptor'
import type { StoredEnvironment } from '../environments/environment.ts'

/** A revision with everything that it names, each verified against its digest. */
export async function readDeployment(environment: StoredEnvironment, number: number): Promise<Deployment> {
  const revision = await environment.revision(number)
  const [spec, configs] = await Promise.all([environment.spec(revision), environment.configs(revision)])
  return { revision, digest: digestOfDocument(revision), spec, configs }
}

/** What is deployed now, to be put back on failure; null before the first deploy. */
export async function readBase(environment: StoredEnvironment): Promise<Deployment | null> {
  const { deployed } = environment.state
  return deployed === null ? null : readDeployment(environment, deployed.number)
}
