// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of config files are meant
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namesInTemplate, renderConfigFile } from './config-file.ts'

describe('a config file', () => {
  it('gets its values as they are', () => {
    const values = { A: '${B} "quoted"\n$1 $& $$', B: 'never' }
    expect(renderConfigFile('a=${A};', values)).toBe('a=${B} "quoted"\n$1 $& $$;')
  })

  it('keeps what is not ours', () => {
    expect(renderConfigFile('${server.port:8080} $$ $1 ${} ${1A} $${A}', { A: 'x' })).toBe(
      '${server.port:8080} $$ $1 ${} ${1A} ${A}',
    )
  })

  it('says every name that is not there', () => {
    expect(() => renderConfigFile('${B} ${A} ${B}', {})).toThrow(/`\$\{A\}`, `\$\{B\}`/)
    expect(namesInTemplate('${B} ${A} $${C} ${B}')).toEqual(['A', 'B'])
  })

  it('comes out of any text in which each `${` is written `$${`', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = text.replaceAll('$', '')
        expect(renderConfigFile(`${plain}$\${A}${plain}`, {})).toBe(`${plain}\${A}${plain}`)
      }),
    )
  })
})
