import { describeWith } from '@towpath/testing'
import { lab, openLab } from '@towpath/testing/lab'
import { describeHostContract } from '../contract.ts'
import { insideBench } from '../trial/inside-bench.ts'

describeWith([lab], 'units under systemd', () => {
  describeHostContract('systemd', async () => {
    const site = await openLab({ hosts: { 'app-1': { smallDisks: { '/full': '1M' } } } })
    return insideBench(site, 'app-1')
  })
})
