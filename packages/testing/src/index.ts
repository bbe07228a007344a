export { type ActionRequest, type ActionResult, runAction } from './action-harness.ts'
export {
  buf,
  compiler,
  describeWith,
  dockerRegistry,
  findProgram,
  go,
  haproxy,
  htpasswd,
  oasdiff,
  openssl,
  python3,
  type Requirement,
  runner,
  skopeo,
  sshKeygen,
  superuser,
} from './requirement.ts'
export { type MadeKey, SshKeys } from './ssh-keys.ts'
