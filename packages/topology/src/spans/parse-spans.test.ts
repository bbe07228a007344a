import { describe, expect, it } from 'vitest'
import { braveTraces, openTelemetrySpans } from '../fixtures/spans.ts'
import { parseSpans } from './parse-spans.ts'

const good = { traceId: '000000000000000a', id: '000000000000000b' }
const parse = (document: unknown) => () => parseSpans(JSON.stringify(document), 'spans.json')

describe('a file of spans', () => {
  it('is a list of spans, of traces, or a span a line', () => {
    const spans = parseSpans(openTelemetrySpans, 'spans.json')
    expect(spans).toHaveLength(3)
    expect(parseSpans(braveTraces, 'traces.json')).toHaveLength(3)
    const lines = JSON.parse(openTelemetrySpans)
      .map((span: unknown) => JSON.stringify(span))
      .join('\n\n')
    expect(parseSpans(lines, 'spans.ndjson')).toEqual(spans)
    expect(parseSpans(`[${JSON.stringify(good)}]\n[${JSON.stringify(good)}]\n`, 'batches.ndjson')).toHaveLength(2)
    expect(parseSpans(JSON.stringify(good), 'one.json')).toHaveLength(1)
    expect(parseSpans(' \n', 'empty.json')).toEqual([])
    expect(parseSpans('[]', 'empty.json')).toEqual([])
  })

  it('may leave out, or write null for, all but the ids', () => {
    expect(
      parse([{ ...good, kind: null, timestamp: 0, localEndpoint: { ipv4: null }, annotations: 'x', unheardOf: 1 }])(),
    ).toEqual([
      {
        ...good,
        parentId: null,
        name: null,
        kind: null,
        timestampUs: null,
        durationUs: null,
        remote: null,
        tags: {},
        local: { serviceName: null, ip: null, port: null },
      },
    ])
  })

  it('writes ids and service names in lower case', () => {
    const [span] = parse([
      { traceId: '000000000000000A', id: '000000000000000B', localEndpoint: { serviceName: 'Orders' } },
    ])()
    expect(span).toMatchObject({ ...good, local: { serviceName: 'orders' } })
  })

  it.each([
    [
      'no id',
      [good, { traceId: good.traceId }],
      /^spans\.json \[1\]\.id: expected 16 hex digits, which every span needs, found nothing\. Write spans/,
    ],
    [
      'no trace id',
      [{ id: good.id }],
      /\[0\]\.traceId: expected 16 or 32 hex digits, which every span needs, found nothing/,
    ],
    ['a short id', [[{ ...good, id: 'b' }]], /\[0\]\[0\]\.id: expected 16 hex digits, found "b"/],
    [
      'milliseconds',
      [{ ...good, timestamp: 1795685400000 }],
      /\.timestamp: expected microseconds since the epoch, not milliseconds, found 1795685400000/,
    ],
    ['nanoseconds', [{ ...good, timestamp: 1795685400000000000 }], /\.timestamp: expected /],
    [
      'a duration in text',
      [{ ...good, duration: '12' }],
      /\.duration: expected whole microseconds of duration, found "12"/,
    ],
    ['an unknown kind', [{ ...good, kind: 'INTERNAL' }], /\.kind: expected `CLIENT`.*found "INTERNAL"/],
    ['a tag that is no text', [{ ...good, tags: { a: { b: 1 } } }], /\.tags\.a: expected a text, found \{"b":1\}/],
    [
      'a port that is none',
      [{ ...good, remoteEndpoint: { port: 70000 } }],
      /\.remoteEndpoint\.port: expected a port, found 70000/,
    ],
    ['no span at all', [null], /\[0\]: expected a Zipkin v2 span, found null/],
    ['a number', 12, /the only span: expected a Zipkin v2 span, found 12/],
  ])('is refused for %s, with the index and the key', (_name, document, message) => {
    expect(parse(document)).toThrow(
      expect.objectContaining({ code: 'span-invalid', message: expect.stringMatching(message) }),
    )
  })

  it('tells several problems at once, but not all of thousands', () => {
    expect(parse([{}, good, {}])).toThrow(/\[0\]\.traceId[\s\S]*\n[\s\S]*\[2\]\.traceId/)
    const message = (() => {
      try {
        parse(Array.from({ length: 5000 }, () => ({})))()
        return ''
      } catch (error) {
        return String(error)
      }
    })()
    expect(message.split('\n')).toHaveLength(10)
  })

  it('is refused when it is no JSON, with the line', () => {
    expect(() => parseSpans(`${JSON.stringify(good)}\n{"traceId":`, 'spans.ndjson')).toThrow(
      expect.objectContaining({ code: 'spans-unreadable', message: expect.stringMatching(/^spans\.ndjson:2 /) }),
    )
  })
})
