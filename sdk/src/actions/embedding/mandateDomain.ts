import { type Address, domainSeparator, type TypedDataDomain } from 'viem'
import { ContractNotFoundError } from '../../errors/errors.js'
import * as RenewalMandate from '../../generated/abi/RenewalMandate.js'
import { type ReadClient, readOne } from '../../internal/read.js'
import { embedding } from './errors.js'

const domainAbi = /* @__PURE__ */ embedding([RenewalMandate.DOMAIN_SEPARATOR] as const)

/** The domain of signatures for a mandate contract. One over another domain would be useless. */
export async function mandateDomain(
  client: ReadClient,
  address: Address,
  chainId: number,
): Promise<TypedDataDomain> {
  const domain = { name: 'Breakwater Renewal Mandate', version: '1', chainId, verifyingContract: address }
  const contract = { abi: domainAbi, address, functionName: 'DOMAIN_SEPARATOR' } as const
  if (domainSeparator({ domain }) === (await readOne(client, contract, {}))) return domain
  throw new ContractNotFoundError(undefined)
}
