import { child, type Located, members } from '../located.ts'
import { compareContents } from './compare-contents.ts'
import { flag, type OpenApiSides, resolved } from './openapi-sides.ts'

export function compareRequestBodies(sides: OpenApiSides, wasOperation: Located, isOperation: Located): void {
  const { findings } = sides
  const was = resolved(sides.was, child(wasOperation, 'requestBody'), findings)
  const is = resolved(sides.is, child(isOperation, 'requestBody'), findings)
  if (was.value === undefined && is.value === undefined) return
  const [needed, isNeeded] = [flag(was, 'required'), flag(is, 'required')]
  if (is.value === undefined) {
    findings.change('major', was.pointer, 'the request body is removed')
    return
  }
  if (isNeeded && !needed) findings.change('major', `${is.pointer}/required`, 'the request body became required')
  if (was.value === undefined) {
    if (!isNeeded) findings.change('minor', is.pointer, 'a request body is added')
    return
  }
  if (needed && !isNeeded) findings.change('minor', `${is.pointer}/required`, 'the request body is no longer required')
  compareContents(sides, child(was, 'content'), child(is, 'content'), 'given')
}

export function compareResponses(sides: OpenApiSides, wasOperation: Located, isOperation: Located): void {
  const [before, after] = [members(child(wasOperation, 'responses')), members(child(isOperation, 'responses'))]
  for (const [status, response] of before) {
    const now = [status, `${status.slice(0, 1)}XX`, 'default']
      .map((one) => after.get(one))
      .find((one) => one !== undefined)
    // An error that no longer happens is missed by nobody.
    if (now === undefined) sides.findings.change(isSuccess(status) ? 'major' : 'minor', response.pointer, 'removed')
    else compareResponse(sides, response, now)
  }
  for (const [status, response] of after)
    if (!before.has(status)) sides.findings.change('minor', response.pointer, 'added')
}

const isSuccess = (status: string): boolean => /^([123]|default)/i.test(status)

function compareResponse(sides: OpenApiSides, wasResponse: Located, isResponse: Located): void {
  const { findings } = sides
  const [was, is] = [resolved(sides.was, wasResponse, findings), resolved(sides.is, isResponse, findings)]
  compareContents(sides, child(was, 'content'), child(is, 'content'), 'answered')
  compareHeaders(sides, child(was, 'headers'), child(is, 'headers'))
}

function compareHeaders(sides: OpenApiSides, was: Located, is: Located): void {
  const { findings, schemas } = sides
  const byName = (headers: Located): Map<string, Located> =>
    new Map([...members(headers)].map(([name, header]) => [name.toLowerCase(), header]))
  const [before, after] = [byName(was), byName(is)]
  for (const [name, header] of before) {
    const now = after.get(name)
    if (now === undefined) {
      findings.change('major', header.pointer, 'removed')
      continue
    }
    const [old, current] = [resolved(sides.was, header, findings), resolved(sides.is, now, findings)]
    if (flag(old, 'required') && !flag(current, 'required'))
      findings.change('major', current.pointer, 'no longer always sent')
    schemas.compare(child(old, 'schema'), child(current, 'schema'), 'answered')
  }
  for (const [name, header] of after) if (!before.has(name)) findings.change('minor', header.pointer, 'added')
}
