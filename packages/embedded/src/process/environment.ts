const inherited = new Set(['HOME', 'LANG', 'LANGUAGE', 'LOGNAME', 'PATH', 'SHELL', 'TZ', 'USER'])

/**
 * What a long-lived process may keep of its starter's environment. A list of what is allowed, because a runner ends at a
 * job's end whatever carries `RUNNER_TRACKING_ID`, and inputs and tokens must not outlive their job. Nor TMPDIR: a job's goes with it.
 */
export function allowedEnvironment(from: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const allowed = Object.entries(from).filter(([name]) => inherited.has(name) || name.startsWith('LC_'))
  return Object.fromEntries(allowed.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
