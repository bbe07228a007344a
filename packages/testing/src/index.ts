export { type ActionRequest, type ActionResult, parseOutputs, runAction } from './action-harness.ts'
export {
  describeWith,
  dockerRegistry,
  findProgram,
  htpasswd,
  type Requirement,
  runner,
  skopeo,
  superuser,
} from './requirement.ts'
