import { zeroAddress, zeroHash } from 'viem'
import type { CodeKind, Pin } from './types.js'

export const KINDS: readonly CodeKind[] = ['plain', 'proxy']

/** A pin in the registry's form. */
export const toPinArgument = ({
  chainId,
  target,
  kind,
  codeHash,
  implementation,
  implementationCodeHash,
}: Pin) => ({
  chainId: BigInt(chainId),
  target,
  kind: KINDS.indexOf(kind),
  codeHash,
  implementation: implementation ?? zeroAddress,
  implementationCodeHash: implementationCodeHash ?? zeroHash,
})
