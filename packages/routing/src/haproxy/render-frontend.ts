import { type MapFolder, tableMapFile } from './settings.ts'

/*
 * DESIGN §7 in HAProxy's words; `resolveRoute` is the reference. Names and ranges are url-encoded from where they are read to where they
 * are shown, so that they may hold anything. What a rule can't evaluate leaves its variable unset.
 */

const wellEncoded = [
  '[^%]',
  '%[0-7][0-9a-f]',
  // UTF-8 as RFC 3629 has it: neither overlong nor a surrogate.
  `%(?:c[2-9a-f]|d[0-9a-f])${tail(1)}`,
  `%e0%[ab][0-9a-f]${tail(1)}`,
  `%e[1-9abcef]${tail(2)}`,
  `%ed%[89][0-9a-f]${tail(1)}`,
  `%f0%[9ab][0-9a-f]${tail(2)}`,
  `%f[1-3]${tail(3)}`,
  `%f4%8[0-9a-f]${tail(2)}`,
].join('|')

function tail(bytes: number): string {
  return '(?:%[89ab][0-9a-f])'.repeat(bytes)
}

const looksLikeVersion = '^(?:[~^=]?\\d+(?:\\.\\d+){0,2}(?:-[0-9A-Za-z.-]+)?|v\\d+(?:-\\d+){0,2})$'

/** Rules of a frontend that answers http and grpc by a table. */
export function renderRules(environment: string, folder: string, which: MapFolder): readonly string[] {
  const file = tableMapFile(folder, which)
  const missing = which === 'live' ? 'no-table' : 'nothing-prepared'
  return [
    // On a reload an idle client's next request is still answered by the old worker, rather than met by a closed connection.
    'option idle-close-on-response',
    'option forwardfor',
    ...targetRules(file),
    ...routeRules(file),
    ...refusalRules(environment, file, missing),
    ...forwardRules(),
    'http-response set-header Towpath-Version %[var(txn.version)] if { var(txn.version) -m found }',
    'use_backend %[var(txn.slot)] if { var(txn.slot) -m found }',
  ]
}

/** txn.target: `service` or `service@range`, decoded, by authority or else by path. */
function targetRules(file: string): readonly string[] {
  const named = '{ var(txn.target) -m found }'
  const based = '{ var(txn.base) -m found } !{ var(txn.base) -m sub @ }'
  return [
    "http-request set-var(txn.host) req.hdr(host),lower,regsub(':[0-9]*$',''),regsub('[.]$',''),url_enc",
    `http-request set-var(txn.target) str(authority/),concat(,txn.host),map_str(${file})`,
    // A label that is not compiled: its service is known, so it is refused, and is never another service by path.
    "acl labelled var(txn.host) -m reg '^(v[0-9]+(-[0-9]+){0,2}|r[0-9a-f]{8})[.].'",
    "http-request set-var(txn.rest) var(txn.host),regsub('^[^.]*[.]','') if labelled",
    `http-request set-var(txn.base) str(authority/),concat(,txn.rest),map_str(${file}) if !${named} labelled`,
    'http-request set-var(txn.label) var(txn.host),field(1,.) if labelled',
    `http-request set-var-fmt(txn.target) %[var(txn.base)]@%[var(txn.label)] if !${named} labelled ${based}`,
    `http-request set-var(txn.segment) path,field(2,/) if !${named}`,
    'acl by_path var(txn.segment) -m found',
    'http-request set-var(txn.target) var(txn.segment),url_dec if by_path',
    "http-request set-var-fmt(txn.prefix) '/%[var(txn.segment)]' if by_path",
  ]
}

/** txn.key: `<protocol>/<service>` or `<protocol>/<service>@<range>`; txn.route: `<slot>/<version>` or `none`. */
function routeRules(file: string): readonly string[] {
  return [
    'http-request set-var(txn.service) var(txn.target),field(1,@),url_enc',
    'http-request set-var(txn.range) var(txn.target),field(2,@,0),url_enc if { var(txn.target) -m sub @ }',
    'http-request set-var(txn.range) req.fhdr(accept-version),url_enc if { req.fhdr(accept-version) -m found }',
    'acl ranged var(txn.target) -m sub @',
    'acl ranged req.fhdr(accept-version) -m found',
    'http-request set-var(txn.protocol) str(http)',
    "http-request set-var(txn.protocol) str(grpc) if { req.fhdr(content-type) -m reg -i '^application/grpc(?:[+; ]|$)' }",
    "http-request set-var-fmt(txn.service_key) '%[var(txn.protocol)]/%[var(txn.service)]'",
    "http-request set-var-fmt(txn.key) '%[var(txn.service_key)]'",
    "http-request set-var-fmt(txn.key) '%[var(txn.service_key)]@%[var(txn.range)]' if ranged",
    `http-request set-var(txn.versions) str(versions/),concat(,txn.service),map_str(${file}),url_dec`,
    `http-request set-var(txn.provided) var(txn.service_key),map_str(${file})`,
    `http-request set-var(txn.route) var(txn.key),map_str(${file})`,
    'http-request set-var(txn.slot) var(txn.route),field(1,/) if { var(txn.route) -m found } !{ var(txn.route) -m str none }',
    'http-request set-var(txn.version) var(txn.route),field(2,/) if { var(txn.slot) -m found }',
  ]
}

/** The bodies are those of the embedded proxy. */
function refusalRules(environment: string, file: string, missing: 'no-table' | 'nothing-prepared'): readonly string[] {
  const shown = (variable: string) => `%[var(txn.shown_${variable}),json(utf8s)]`
  const services = `%[str(services),map_str(${file}),url_dec]`
  const ranges = `%[str(ranges/),concat(,txn.service),map_str(${file}),url_dec]`
  const message = (text: string) => `"message":"${text}"`
  return [
    ...['service', 'range', 'segment'].map((name) => {
      const decoded = name === 'segment' ? '' : 'url_dec,'
      const expression = `var(txn.${name}),${decoded}regsub('[\\x00-\\x1f\\x7f]','?',g),regsub('^(.{100}).+$','\\1…')`
      return `http-request set-var(txn.shown_${name}) ${doubleQuoted(expression)} if !{ var(txn.slot) -m found }`
    }),
    refuse(
      503,
      `"error":"${missing}",${message(`The proxy has ${missing.replace('-', ' ')}`)}`,
      `!{ str(services),map_str(${file}) -m found }`,
    ),
    refuse(
      400,
      `"error":"bad-request",${message('The request target is not a path')}`,
      '!{ var(txn.target) -m found } !by_path',
    ),
    // By authority it would lead to an instance, and once that agrees nothing is said of who asks any more.
    refuse(400, `"error":"bad-request",${message('A tunnel leads to no service')}`, '{ method CONNECT }'),
    refuse(
      400,
      `"error":"bad-request",${message(`The path \\"/${shown('segment')}\\" is not valid percent-encoding`)}`,
      `by_path !{ var(txn.segment) -m reg -i '^(?:${wellEncoded})*+$' }`,
    ),
    refuse(
      404,
      `"error":"service-unknown",${message(`${environment} has no service \\"${shown('service')}\\"`)},"available":${services}`,
      '!{ var(txn.versions) -m found }',
    ),
    refuse(
      404,
      `"error":"no-http",${message(`${shown('service')} provides no %[var(txn.protocol)]`)}`,
      '!{ var(txn.provided) -m found }',
    ),
    refuse(
      406,
      `"error":"version-not-live",${message(`No live version of ${shown('service')} is \\"${shown('range')}\\"`)},"available":%[var(txn.versions)]`,
      `!{ var(txn.route) -m found } { var(txn.range),url_dec -m reg '${looksLikeVersion}' }`,
    ),
    refuse(
      406,
      `"error":"range-not-compiled",${message(`\\"${shown('range')}\\" is not a compiled range of ${shown('service')}`)},"available":${ranges}`,
      '!{ var(txn.route) -m found }',
    ),
    refuse(
      503,
      `"error":"no-release",${message(`Nothing of ${shown('service')} is live`)},"available":%[var(txn.versions)]`,
      '!{ var(txn.slot) -m found }',
    ),
  ]
}

function refuse(status: number, members: string, condition: string): string {
  return `http-request return status ${status} content-type application/json lf-string ${doubleQuoted(`{${members}}\n`)} if ${condition}`
}

function doubleQuoted(text: string): string {
  return `"${text.replace(/[\\"$]/g, '\\$&').replaceAll('\n', '\\n')}"`
}

function forwardRules(): readonly string[] {
  return [
    // What an instance reads is a path, whatever form the client wrote its target in.
    "http-request set-uri %[pathq] if { url -m reg -i '^https?://' } HTTP_1.1",
    "http-request replace-path '/[^/]*/?(.*)' '/\\1' if by_path",
    'http-request set-header X-Forwarded-Proto http unless { ssl_fc }',
    'http-request set-header X-Forwarded-Proto https if { ssl_fc }',
    'http-request del-header X-Forwarded-Host',
    'http-request set-header X-Forwarded-Host %[req.hdr(host)] if { req.hdr(host) -m found }',
    'http-request del-header X-Forwarded-Prefix',
    'http-request set-header X-Forwarded-Prefix %[var(txn.prefix)] if by_path',
    // Some clients offer h2c with any request and go on in http/1.1 when it is not taken up.
    'http-request del-header Upgrade if { req.hdr(upgrade) -m beg -i h2 }',
    'http-request del-header HTTP2-Settings',
    // What an instance may have begun to do is only repeated where that does no harm.
    'http-request disable-l7-retry unless { method GET HEAD OPTIONS TRACE }',
  ]
}
