/**
 * Bytecode sizes of everything that is deployed, from the release build, and the limits of EIP-170
 * and EIP-3860 on them. Part of `pnpm gas`.
 */
import { artifacts } from './lib.ts'

const LIMITS = { runtime: 24_576, initcode: 49_152 }

/** Bytes by contract. Constructor arguments are not part of `initcode`. */
export type Sizes = Record<string, { runtime: number; initcode: number }>

const bytes = (hex: string) => (hex.length - 2) / 2

/** Sizes of all contracts of contracts/src that can be deployed. */
export function measureSizes(): Sizes {
  const result: Sizes = {}
  for (const { name, abi, bytecode, deployedBytecode } of artifacts()) {
    const [initcode, runtime] = [bytecode.object, deployedBytecode.object]
    // Libraries of internal functions compile to a stub that nobody deploys.
    const callable = abi.some(({ type }) => type === 'function' || type === 'fallback')
    if (callable && bytes(initcode)) result[name] = { runtime: bytes(runtime), initcode: bytes(initcode) }
  }
  return result
}

/** One sentence for each size above its limit. */
export function oversized(sizes: Sizes): string[] {
  const result: string[] = []
  for (const [name, size] of Object.entries(sizes)) {
    for (const kind of ['runtime', 'initcode'] as const) {
      if (size[kind] <= LIMITS[kind]) continue
      result.push(`${name} has ${size[kind]} bytes of ${kind}, ${size[kind] - LIMITS[kind]} above the limit.`)
    }
  }
  return result
}
