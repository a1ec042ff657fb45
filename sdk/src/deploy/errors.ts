import { type Address, BaseError, formatEther, type Hash } from 'viem'
import { BreakwaterError } from '../errors/errors.js'

/** The chain lacks the deterministic deployer, and it cannot be put there. */
export class DeployerMissingError extends BreakwaterError {
  declare readonly name: 'DeployerMissingError'

  constructor(problem: string, cause?: unknown) {
    super(
      'DeployerMissingError',
      `The deterministic deployer ${problem}.`,
      'Ask whoever runs the chain for github.com/Arachnid/deterministic-deployment-proxy: addresses follow from it.',
      cause,
    )
  }
}

/** The account has less than the deployment costs. Nothing was sent since the last step that is done. */
export class DeploymentFundsError extends BreakwaterError {
  declare readonly name: 'DeploymentFundsError'
  readonly account: Address
  /** What the account has, wei. */
  readonly balance: bigint
  /** What it needs at the present gas price, about, wei. */
  readonly needed: bigint

  constructor(account: Address, balance: bigint, needed: bigint) {
    super(
      'DeploymentFundsError',
      `${account} has ${formatEther(balance)} of the chain's coin, and the deployment costs about ${formatEther(needed)}.`,
      'Fund the account and deploy again: what is there already is left out.',
    )
    this.account = account
    this.balance = balance
    this.needed = needed
  }
}

/** A transaction of the deployment failed. What was deployed before it stays; deploying again goes on from there. */
export class DeploymentFailedError extends BreakwaterError {
  declare readonly name: 'DeploymentFailedError'
  /** Name of the contract. */
  readonly contractName: string
  /** Of the transaction, if it was mined. */
  declare readonly hash?: Hash | undefined

  constructor(contractName: string, { hash, cause }: { hash?: Hash; cause?: unknown } = {}) {
    super(
      'DeploymentFailedError',
      hash
        ? `The transaction that deploys ${contractName} was mined and failed.`
        : `${contractName} cannot be deployed: the node says that the transaction would fail.`,
      "Look at the transaction's gas limit and at the limits of the chain, then deploy again: it goes on from here.",
      cause,
    )
    this.contractName = contractName
    Object.assign(this, { hash })
  }
}

/** The deployment is of another release than the artifacts that are installed. */
export class ReleaseMismatchError extends BreakwaterError {
  declare readonly name: 'ReleaseMismatchError'
  /** Release of the deployment. */
  readonly release: string
  /** Release of the artifacts. */
  readonly installed: string

  constructor(release: string, installed: string) {
    super(
      'ReleaseMismatchError',
      `The deployment is of release ${release}, and the artifacts are of release ${installed}.`,
      `Install @breakwater/contracts@${release} and verify again.`,
    )
    this.release = release
    this.installed = installed
  }
}

/** What the node said, as a cause: without the contract's code, which viem's errors repeat. */
export const inShort = (cause: unknown) =>
  new Error(cause instanceof BaseError ? cause.details || cause.shortMessage : String(cause))
