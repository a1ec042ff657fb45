import type { TestProject } from 'vitest/node'
import { deployProtocol, startChain, testAccount } from '../demo/chain.js'
import type { Deployment } from '../src/index.js'

declare module 'vitest' {
  export interface ProvidedContext {
    url: string
    deployment: Deployment
  }
}

/** A real chain with the real protocol, for all tests. */
export default async function setup({ provide }: TestProject) {
  const chain = await startChain()
  try {
    provide('deployment', await deployProtocol(chain.url, testAccount(1)))
  } catch (error) {
    await chain.stop()
    throw error
  }
  provide('url', chain.url)
  return chain.stop
}
