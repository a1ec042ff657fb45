import { expect, test, vi } from 'vitest'

// The registry is empty until there is a public deployment: what it will do then is tried on two made-up chains.
vi.mock('../../src/generated/deployments.js', async (original) => ({
  ...(await original<object>()),
  generatedDeployments: {
    10: { '1.9.0': { release: '1.9.0' }, '1.10.0': { release: '1.10.0' } },
    8453: { '1.10.0': { release: '1.10.0' } },
  },
}))
const { deployments, getDeployment } = await import('../../src/index.js')

test('the newest release on a chain, or the one that is asked for', () => {
  expect(getDeployment(10).release).toBe('1.10.0')
  expect(getDeployment(10, '1.9.0').release).toBe('1.9.0')
  expect(Object.keys(deployments)).toEqual(['10', '8453'])
})

test('what is not there', () => {
  expect(() => getDeployment(8453, '1.9.0')).toThrow(
    'No addresses of Breakwater 1.9.0 are known on chain 8453.',
  )
  expect(() => getDeployment(1)).toThrow('No addresses of Breakwater are known on chain 1.')
  expect(() => getDeployment(10, 'toString')).toThrow('No addresses of Breakwater toString')
  expect(() => getDeployment(undefined)).toThrow('The client has no chain')
})
