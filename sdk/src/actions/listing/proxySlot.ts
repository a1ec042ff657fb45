import type { Hex } from 'viem'

/** Implementation slot of an EIP-1967 proxy: keccak256("eip1967.proxy.implementation") − 1. */
export const IMPLEMENTATION_SLOT: Hex = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'
