import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { Socket } from 'node:net'
import { type Git, killGroup, startFault } from './git.ts'

interface Question {
  readonly answer: (object: Buffer | undefined) => void
  readonly fail: (cause: Error) => void
}

/** Reads objects through one `git cat-file --batch` that is started with the first question and again after a failure. */
export class ObjectReader {
  readonly #git: Git
  #child: ChildProcessWithoutNullStreams | undefined
  #questions: Question[] = []
  #pieces: Buffer[] = []
  #length = 0
  /** Bytes that the object at the head of the line needs, its final newline included; undefined while its header is awaited. */
  #needed: number | undefined
  #timer: NodeJS.Timeout | undefined
  #complaints = ''

  constructor(git: Git) {
    this.#git = git
  }

  /** The object's bytes, undefined when there is none of this name. */
  read(name: string): Promise<Buffer | undefined> {
    const child = this.#running()
    return new Promise((answer, fail) => {
      this.#questions.push({ answer, fail })
      if (this.#questions.length === 1) this.#wake(child)
      child.stdin.write(`${name}\n`)
    })
  }

  #running(): ChildProcessWithoutNullStreams {
    if (this.#child !== undefined) return this.#child
    const child = this.#git.start(['cat-file', '--batch'])
    this.#child = child
    this.#complaints = ''
    child.stdout.on('data', (piece: Buffer) => this.#take(piece))
    child.stderr.on('data', (piece: Buffer) => {
      this.#complaints = (this.#complaints + piece.toString()).slice(-4096)
    })
    child.once('error', (cause) => this.#end(child, startFault(cause)))
    child.once('close', () => this.#end(child, new Error(this.#complaints.trim() || 'git cat-file ended')))
    this.#rest(child)
    return child
  }

  #take(piece: Buffer): void {
    this.#pieces.push(piece)
    this.#length += piece.length
    for (;;) {
      if (this.#needed === undefined) {
        const header = this.#header()
        if (header === undefined) return
        const size = /^[0-9a-f]{40,64} \w+ (\d+)$/.exec(header)?.[1]
        if (size === undefined) this.#settle(undefined)
        else this.#needed = Number(size) + 1
      } else {
        if (this.#length < this.#needed) return
        const object = this.#shift(this.#needed)
        this.#needed = undefined
        this.#settle(object.subarray(0, -1))
      }
    }
  }

  #header(): string | undefined {
    // Joined only while a header is awaited: a large object's pieces are joined once, when all are there.
    const end = this.#joined().indexOf(10)
    return end === -1 ? undefined : this.#shift(end + 1).toString('utf8', 0, end)
  }

  #shift(count: number): Buffer {
    const joined = this.#joined()
    this.#pieces = [joined.subarray(count)]
    this.#length -= count
    return joined.subarray(0, count)
  }

  #joined(): Buffer {
    const [first, ...more] = this.#pieces
    const joined = first !== undefined && more.length === 0 ? first : Buffer.concat(this.#pieces)
    this.#pieces = [joined]
    return joined
  }

  #settle(object: Buffer | undefined): void {
    this.#questions.shift()?.answer(object)
    if (this.#child === undefined) return
    if (this.#questions.length === 0) this.#rest(this.#child)
    else this.#timer?.refresh()
  }

  #end(child: ChildProcessWithoutNullStreams, cause: Error): void {
    if (this.#child !== child) return
    clearTimeout(this.#timer)
    this.#child = undefined
    this.#pieces = []
    this.#length = 0
    this.#needed = undefined
    for (const question of this.#questions.splice(0)) question.fail(cause)
  }

  /** Idle, it does not keep the program from ending; it then ends itself, as its input ends. */
  #rest(child: ChildProcessWithoutNullStreams): void {
    clearTimeout(this.#timer)
    child.unref()
    for (const stream of [child.stdin, child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref()
  }

  #wake(child: ChildProcessWithoutNullStreams): void {
    child.ref()
    for (const stream of [child.stdin, child.stdout, child.stderr]) if (stream instanceof Socket) stream.ref()
    this.#timer = setTimeout(() => killGroup(child), this.#git.timeLimitMs)
  }
}
