import type { Abi, Account, Address, ContractFunctionArgs, ContractFunctionName, Hex } from 'viem'
import type { Deployment } from '../deployments.js'

type CallName<abi extends Abi> = ContractFunctionName<abi, 'nonpayable' | 'payable'>

/** A call ready for `sendTransaction`, `sendCalls`, `multicall` or a Safe. */
export interface ContractCall<abi extends Abi = Abi, functionName extends CallName<abi> = CallName<abi>> {
  address: Address
  /** The same address, under the name in transactions. */
  to: Address
  data: Hex
  /** Has no errors: `decodeContractError` decodes all there are. */
  abi: abi
  functionName: functionName
  args: ContractFunctionArgs<abi, 'nonpayable' | 'payable', functionName>
}

/** Options of a call that is not sent. */
export interface CallOptions {
  account?: Account | Address | undefined
  deployment?: Deployment | undefined
}
