import { expect, it } from 'vitest'
import { DeployFault } from '../deploy-fault.ts'
import { verifyAnswers } from './verify-answers.ts'

const request = { protocol: 'http', path: '/orders@1.4.0/healthz', authority: 'towpath.verify' } as const
const expectation = { service: 'orders', version: '1.4.0', request }
const verify = (ask: () => Promise<never>) =>
  verifyAnswers([expectation], { name: 'Proxy on edge-1', ask, pause: async () => undefined })

it('names who was silent to which request', async () => {
  const ask = () => Promise.reject(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
  await expect(verify(ask)).rejects.toMatchObject({
    code: 'proxy-wrong',
    explanation: {
      where: 'Proxy on edge-1, /orders@1.4.0/healthz',
      found: 'no answer: The operation was aborted due to timeout',
    },
  })
})

it('leaves what is explained already as it is', async () => {
  const fault = new DeployFault('vip-silent', { where: '10.77.0.100:80' })
  await expect(verify(() => Promise.reject(fault))).rejects.toBe(fault)
})
