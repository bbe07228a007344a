import { styleText } from 'node:util'
import type { Terminal } from '@towpath/step-io'
import type { Stage } from './stage.ts'

const lineWidth = 88

/** Tells what goes on: one line for what was done, with its time. */
export class Narrator {
  readonly #stdout: Terminal['stdout']
  readonly #started = performance.now()

  constructor(stdout: Terminal['stdout']) {
    this.#stdout = stdout
  }

  chapter(title: string): void {
    this.#write(`\n${this.#style('bold', title)}`)
  }

  done(step: string, what: string, seconds: number): void {
    this.#line('✓', 'green', step, what, seconds)
  }

  refused(step: string, what: string, seconds: number): void {
    this.#line('✗', 'yellow', step, what, seconds)
  }

  /** What a client sees. */
  seen(request: string, answer: string): void {
    this.#write(`    ${request.padEnd(24)} ${this.#style('dim', '→')} ${answer}`)
  }

  quote(text: string): void {
    for (const line of text.trimEnd().split('\n')) this.#write(`    ${line}`)
  }

  text(text: string): void {
    this.#write(text.trimEnd())
  }

  end(): void {
    this.#write(`\n${((performance.now() - this.#started) / 1000).toFixed(1)} s in all.`)
  }

  sayKept(stage: Stage): void {
    this.#write('\nEverything goes on running:')
    for (const environment of Object.keys(stage.ports))
      this.#write(`  ${environment.padEnd(8)} ${stage.url(environment)}/orders   ${stage.url(environment)}/stock@2`)
    this.#write(`  folder   ${stage.folder}`)
    this.#write(`To end it: node dist/towpath.js stop --root ${stage.root} && rm -r ${stage.folder}`)
  }

  #line(mark: string, color: 'green' | 'yellow', step: string, what: string, seconds: number): void {
    const time = `${seconds.toFixed(1)} s`
    const [first = '', ...rest] = what.split('\n')
    this.#write(`${this.#style(color, mark)} ${step.padEnd(9)} ${first.padEnd(lineWidth - 18)} ${time.padStart(6)}`)
    for (const line of rest) this.#write(`    ${line}`)
  }

  #style(style: 'bold' | 'dim' | 'green' | 'yellow', text: string): string {
    return this.#stdout.isTTY === true ? styleText(style, text, { validateStream: false }) : text
  }

  #write(line: string): void {
    this.#stdout.write(`${line}\n`)
  }
}
