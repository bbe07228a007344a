import { once } from 'node:events'
import { expect, it } from 'vitest'
import { compiler, describeWith } from '../requirement.ts'
import { runOrFail } from './command.ts'
import { lab, openLab } from './index.ts'

const delayMs = 20

describeWith([lab, compiler], 'a lab with a delay', () => {
  it('puts it each way between this machine and hosts, but not between hosts', async () => {
    await using site = await openLab({ hosts: { 'app-1': {}, client: {} }, delayMs })
    const args = ['-e', measure, site.host('app-1').address]
    const far = Number(await runOrFail(process.execPath, args))
    const [line]: unknown[] = await once(site.spawnIn('client', process.execPath, args).stdout, 'data')
    const near = Number(String(line))
    expect(far).toBeGreaterThan(2 * delayMs)
    expect(far).toBeLessThan(4 * delayMs)
    expect(near).toBeLessThan(far / 4)
  })
})

/** Node's own script that says how long the fastest of ten connections took. */
const measure = `
  const { connect } = require('node:net')
  let fastest = Infinity
  const next = (left) => {
    if (left === 0) return console.log(fastest)
    const start = performance.now()
    const socket = connect(22, process.argv[1], () => {
      fastest = Math.min(fastest, performance.now() - start)
      socket.destroy()
      next(left - 1)
    })
  }
  next(10)`
