import { describe, expect, it } from 'vitest'
import { Turns } from './turns.ts'

describe('turns', () => {
  it('are so many at once, and then one by one in order', async () => {
    const turns = new Turns(2)
    const done: number[] = []
    const [first, second] = [await turns.take(), await turns.take()]
    const waiting = [3, 4].map(async (number) => {
      const back = await turns.take()
      done.push(number)
      back()
    })
    expect(turns.tryTake()).toBeUndefined()
    second()
    second()
    await Promise.all(waiting)
    expect(done).toEqual([3, 4])
    expect(turns.taken).toBe(1)
    first()
    expect(turns.tryTake()).toBeDefined()
  })

  it('become fewer once given back, but never none', async () => {
    const turns = new Turns(3)
    const taken = [await turns.take(), await turns.take(), await turns.take()]
    turns.lower(0)
    const waiting = turns.take()
    taken[0]?.()
    taken[1]?.()
    expect(turns.taken).toBe(1)
    taken[2]?.()
    ;(await waiting)()
    expect(turns.taken).toBe(0)
  })
})
