export { type ActionRequest, type ActionResult, runAction } from './action-harness.ts'
export {
  compiler,
  describeWith,
  dockerRegistry,
  haproxy,
  htpasswd,
  type Requirement,
  runner,
  skopeo,
  superuser,
} from './requirement.ts'
