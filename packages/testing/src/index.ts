export { type ActionRequest, type ActionResult, runAction } from './action-harness.ts'
export {
  compiler,
  describeWith,
  dockerRegistry,
  go,
  haproxy,
  htpasswd,
  openssl,
  python3,
  type Requirement,
  runner,
  skopeo,
  sshKeygen,
  superuser,
} from './requirement.ts'
export { type MadeKey, SshKeys } from './ssh-keys.ts'
