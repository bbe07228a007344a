import { bareDigest, digestOfDocument } from '@towpath/descriptor'

/** The longest name that systemd takes. */
const longest = 31

/**
 * The system user of a service in an environment: `tp_<env>_<service>`, the same for all its versions and hosts. What is too long is cut, with a
 * digest behind it; that has one `_` more, so that the two forms never meet. `_` stands in no label.
 */
export function userName(environment: string, service: string): string {
  const whole = `tp_${environment}_${service}`
  if (whole.length <= longest) return whole
  const digest = bareDigest(digestOfDocument({ environment, service })).slice(0, 12)
  return `tp_${environment.slice(0, 6)}_${service.slice(0, 8)}_${digest}`
}
