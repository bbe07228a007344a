import { describeWith } from '@towpath/testing'
import { lab, openLab } from '@towpath/testing/lab'
import { describeHostContract } from '../contract.ts'
import { sshBench } from '../trial/ssh-bench.ts'

describeWith([lab], 'hosts over ssh', () => {
  for (const user of ['root', 'deploy']) {
    describeHostContract(`ssh as ${user}`, async () => {
      const site = await openLab({ hosts: { 'app-1': { smallDisks: { '/full': '1M' } } } })
      return await sshBench(site, user)
    })
  }
})
