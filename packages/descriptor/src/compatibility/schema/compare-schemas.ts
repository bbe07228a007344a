import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '../../explanation/is-record.ts'
import type { Findings } from '../findings.ts'
import { follow, type Located, placesOf, whyUnfollowed } from '../located.ts'
import { type Direction, type Effect, levelOf } from './effect.ts'
import { keywordChanges } from './keywords.ts'
import { alternativesOf, joined, only, propertiesOf } from './parts.ts'
import { type SchemaView, viewSchema } from './view.ts'

export interface SchemaSides {
  /** The documents that references are of. */
  readonly was: unknown
  readonly is: unknown
  readonly findings: Findings
  /** Whether a change of `default` changes what callers get who leave the value out. */
  readonly judgesDefaults: boolean
  /** In front of what is told of either direction: `in requests: `. */
  readonly prefix: Readonly<Record<Direction, string>>
}

/**
 * Compares two JSON Schemas by what values they take, through references and `allOf`, each pair of places once a direction. It is
 * structural: what it can't tell (`not`, `if`, patterns) counts as a break when it changed.
 */
export class SchemaComparison {
  readonly #sides: SchemaSides
  readonly #seen = new Set<string>()
  readonly #open: Pair[] = []
  #isGoing = false

  constructor(sides: SchemaSides) {
    this.#sides = sides
  }

  /** What is found within is compared after it, not inside: an API may lead from schema to schema without end. */
  compare(was: Located, is: Located, direction: Direction): void {
    const pair = [direction, placesOf(was), placesOf(is)].join(' | ')
    if (this.#seen.has(pair)) return
    this.#seen.add(pair)
    this.#open.push({ was, is, direction })
    if (this.#isGoing) return
    this.#isGoing = true
    for (const next of this.#open) this.#comparePair(next)
    this.#open.length = 0
    this.#isGoing = false
  }

  #comparePair({ was, is, direction }: Pair): void {
    const [before, after] = [this.#resolve(this.#sides.was, was), this.#resolve(this.#sides.is, is)]
    if (before.pointer !== was.pointer || after.pointer !== is.pointer) this.compare(before, after, direction)
    else if (!this.#compareWrapped(before, after, direction)) this.#compareContent(before, after, direction)
  }

  #compareContent(before: Located, after: Located, direction: Direction): void {
    const views = { was: viewSchema(this.#sides.was, before), is: viewSchema(this.#sides.is, after) }
    if (this.#isElsewhere(views, after)) return
    for (const { effect, keyword, what } of keywordChanges(views.was, views.is)) {
      const expected = keyword === 'enum' && effect === 'wider' && views.is.extensible
      const level = expected ? 'minor' : levelOf(effect, direction)
      this.#sides.findings.change(level, `${after.pointer}/${keyword}`, `${this.#sides.prefix[direction]}${what}`)
    }
    this.#compareNotes(views, after, direction)
    this.#compareProperties(views, after, direction)
    this.#compareAdditional(views, after, direction)
    this.#compareItems(views, after, direction)
    this.#compareChoices(views, after, direction)
  }

  /** A schema that is nothing but a reference stands for what it names. */
  #resolve(root: unknown, schema: Located): Located {
    const { value } = schema
    const reference = isRecord(value) && Object.keys(value).length === 1 ? value['$ref'] : undefined
    if (typeof reference !== 'string') return schema
    const target = follow(root, reference)
    return target === undefined || target.pointer === schema.pointer ? schema : target
  }

  #tell(effect: Effect, direction: Direction, pointer: string, what: string): void {
    const { findings, prefix } = this.#sides
    findings.change(levelOf(effect, direction), pointer, `${prefix[direction]}${what}`)
  }

  /** What is in other documents, or behind an anchor, can't be followed. Where the two name other ones, nothing can be compared. */
  #isElsewhere({ was, is }: Views, at: Located): boolean {
    for (const reference of new Set([...was.external, ...is.external]))
      this.#sides.findings.unproven(at.pointer, ...whyUnfollowed(reference))
    return !isDeepStrictEqual(was.external, is.external)
  }

  /** What stood alone is now one of several alternatives, or the other way round. */
  #compareWrapped(was: Located, is: Located, direction: Direction): boolean {
    const [before, after] = [alternativesOf(was), alternativesOf(is)]
    if (before === null && after !== null) {
      const same = after.find((one) => this.#isSame(was, one))
      if (same === undefined) return false
      this.#tell('wider', direction, is.pointer, `${after.length - 1} more alternatives beside what it was`)
      this.compare(was, same, direction)
      return true
    }
    if (before === null || after !== null) return false
    const same = before.find((one) => this.#isSame(one, is))
    if (same === undefined) return false
    this.#tell('narrower', direction, is.pointer, `${before.length - 1} fewer alternatives`)
    this.compare(same, is, direction)
    return true
  }

  /** The same name in both documents, or the same text. */
  #isSame(was: Located, is: Located): boolean {
    const [before, after] = [this.#resolve(this.#sides.was, was), this.#resolve(this.#sides.is, is)]
    return isNamed(before.pointer, was, after.pointer, is) || isDeepStrictEqual(before.value, after.value)
  }

  #compareNotes({ was, is }: Views, at: Located, direction: Direction): void {
    const { findings, judgesDefaults, prefix } = this.#sides
    if (is.keywords.get('deprecated') === true && was.keywords.get('deprecated') !== true)
      findings.change('minor', at.pointer, 'deprecated')
    if (!isDeepStrictEqual(was.keywords.get('discriminator'), is.keywords.get('discriminator')))
      findings.change('minor', `${at.pointer}/discriminator`, `${prefix[direction]}another discriminator`)
    const [before, after] = [was.keywords.get('default'), is.keywords.get('default')]
    if (!judgesDefaults || direction === 'answered' || isDeepStrictEqual(before, after)) return
    const level = before === undefined || after === undefined ? 'minor' : 'major'
    findings.change(level, `${at.pointer}/default`, `${prefix[direction]}another default than before`)
  }

  #compareProperties({ was, is }: Views, at: Located, direction: Direction): void {
    const [before, after] = [propertiesOf(was, direction), propertiesOf(is, direction)]
    for (const [name, property] of before) {
      const other = after.get(name)
      if (other === undefined) this.#tell('other', direction, joined(property).pointer, 'removed')
      else this.compare(joined(property), joined(other), direction)
    }
    for (const [name, property] of after) {
      if (before.has(name)) continue
      const needed = direction === 'given' && is.required.has(name)
      const what = needed ? 'added, and required' : 'added'
      this.#sides.findings.change(
        needed ? 'major' : 'minor',
        joined(property).pointer,
        this.#sides.prefix[direction] + what,
      )
    }
    const stayed = (name: string): boolean =>
      before.has(name) === was.properties.has(name) &&
      after.has(name) === is.properties.has(name) &&
      before.has(name) === after.has(name)
    this.#compareRequired({ was, is }, at, direction, stayed)
  }

  #compareRequired({ was, is }: Views, at: Located, direction: Direction, stayed: (name: string) => boolean): void {
    for (const name of is.required)
      if (!was.required.has(name) && stayed(name))
        this.#tell('narrower', direction, `${at.pointer}/required`, `\`${name}\` became required`)
    for (const name of was.required)
      if (!is.required.has(name) && stayed(name))
        this.#tell('wider', direction, `${at.pointer}/required`, `\`${name}\` is no longer required`)
  }

  /** In answers, consumers leave alone what they don't know; so further properties break nobody. */
  #compareAdditional({ was, is }: Views, at: Located, direction: Direction): void {
    const [before, after] = [only(was.additional), only(is.additional)]
    const place = `${at.pointer}/additionalProperties`
    const [wasClosed, isClosed] = [was, is].map(({ additional }) => additional.some(({ value }) => value === false))
    if (wasClosed && isClosed) return
    if (isClosed) this.#tell('narrower', direction, place, 'no further properties now')
    else if (wasClosed) this.#sides.findings.change('minor', place, 'further properties now')
    else if (before !== null && after !== null) this.compare(before, after, direction)
    else if (after !== null) this.#tell('narrower', direction, place, 'a schema for further properties now')
    else if (before !== null) this.#tell('wider', direction, place, 'no schema for further properties now')
  }

  #compareItems({ was, is }: Views, at: Located, direction: Direction): void {
    const [before, after] = [only(was.items), only(is.items)]
    const place = `${at.pointer}/items`
    if (before !== null && after !== null) this.compare(before, after, direction)
    else if (after !== null) this.#tell('narrower', direction, place, 'a schema for items now')
    else if (before !== null) this.#tell('wider', direction, place, 'no schema for items now')
  }

  #compareChoices({ was, is }: Views, at: Located, direction: Direction): void {
    const [before, after] = [was.choices.flat(), is.choices.flat()]
    const pairs = before.flatMap((one) => {
      const same = after.find((other) => this.#isSame(one, other))
      return same === undefined ? [] : [[one, same] as const]
    })
    if (pairs.length > 0 && was.exclusive !== is.exclusive)
      this.#tell(
        is.exclusive ? 'narrower' : 'wider',
        direction,
        at.pointer,
        is.exclusive ? 'exactly one alternative may hold now' : 'several alternatives may hold now',
      )
    const lost = before.filter((one) => !pairs.some(([paired]) => paired === one))
    const gained = after.filter((one) => !pairs.some(([, paired]) => paired === one))
    for (const [one, other] of pairs) this.compare(one, other, direction)
    if (lost.length === gained.length) {
      for (const [index, one] of lost.entries()) this.compare(one, gained[index] ?? one, direction)
    } else if (before.length === 0) this.#tell('narrower', direction, at.pointer, 'alternatives to keep to now')
    else if (after.length === 0) this.#tell('wider', direction, at.pointer, 'no alternatives to keep to now')
    else {
      for (const one of lost) this.#tell('narrower', direction, one.pointer, 'alternative removed')
      for (const one of gained) this.#tell('wider', direction, one.pointer, 'alternative added')
    }
  }
}

interface Pair {
  readonly was: Located
  readonly is: Located
  readonly direction: Direction
}

interface Views {
  readonly was: SchemaView
  readonly is: SchemaView
}

/** Both were reached by a name (`#/components/schemas/Order`), and it is the same. */
function isNamed(before: string, was: Located, after: string, is: Located): boolean {
  return before !== was.pointer && after !== is.pointer && before === after
}
