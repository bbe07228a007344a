import type { Remote } from './remote.ts'

/** What git, ssh and curl need of the outer environment. All else stays out: tokens of the step, and GIT_* that would redirect git. */
const inherited = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'XDG_CONFIG_HOME', 'SSH_AUTH_SOCK', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
  ...['http_proxy', 'https_proxy', 'no_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'],
  ...[
    'GIT_SSH',
    'GIT_SSH_COMMAND',
    'GIT_SSH_VARIANT',
    'GIT_SSL_CAINFO',
    'GIT_SSL_CAPATH',
    'GIT_SSL_CERT',
    'GIT_SSL_KEY',
  ],
  ...['GIT_SSL_NO_VERIFY', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM'],
]

type Setting = readonly [key: string, value: string]

/** A person's configuration is kept for proxies, certificates and credential helpers; what would change our calls is not. */
const settings: readonly Setting[] = [
  ['core.hooksPath', '/dev/null'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['fetch.prune', 'false'],
  ['fetch.pruneTags', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['fetch.writeCommitGraph', 'false'],
  ['push.followTags', 'false'],
  ['push.gpgSign', 'false'],
  ['push.pushOption', ''],
  ['push.recurseSubmodules', 'no'],
]

/** The environment of a call of git; settings go by GIT_CONFIG_* so that no secret is an argument or in a file. */
export function gitEnvironment(
  outer: Readonly<Record<string, string | undefined>>,
  remote?: Remote,
): Record<string, string> {
  const environment: Record<string, string> = {}
  for (const name of inherited) {
    const value = outer[name]
    if (value !== undefined) environment[name] = value
  }
  const all = [...settings, ...authorization(remote)]
  all.forEach(([key, value], index) => {
    environment[`GIT_CONFIG_KEY_${index}`] = key
    environment[`GIT_CONFIG_VALUE_${index}`] = value
  })
  return {
    ...environment,
    GIT_CONFIG_COUNT: String(all.length),
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: 'file:http:https:ssh',
    GIT_NO_REPLACE_OBJECTS: '1',
    LC_ALL: 'C',
  }
}

function authorization(remote: Remote | undefined): readonly Setting[] {
  if (remote?.credentials === undefined) return []
  const { origin, basic } = remote.credentials
  return [
    // Takes away what a person's configuration adds: a server refuses two identities at once.
    [`http.${origin}/.extraHeader`, ''],
    [`http.${origin}/.extraHeader`, `Authorization: Basic ${basic}`],
    // curl would carry the header to wherever it is sent on to.
    ['http.followRedirects', 'false'],
    // A token that is refused must not be replaced by another identity in silence.
    ['credential.helper', ''],
  ]
}
