import { zeroAddress } from 'viem'
import type { CodeKind, Pin } from './types.js'

const ZERO_HASH = `0x${'00'.repeat(32)}` as const

export const KINDS: readonly CodeKind[] = ['plain', 'proxy']

/** A pin as the registry takes it. */
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
  implementationCodeHash: implementationCodeHash ?? ZERO_HASH,
})
