import { type Account, type Address, parseEther } from 'viem'
import { foundry } from 'viem/chains'
import type { Deployment } from '../src/index.js'
import { deployProtocol, startChain, testAccount } from './chain.js'
import {
  type Actor,
  createActors,
  DAY,
  deploy,
  fundActor,
  mintUsdc,
  openPool,
  PRICING,
  reviewCode,
  TERMS,
  usdc,
} from './stage.js'

/** A local chain with a court, a panel of assessors, a pool that covers a bridge, and an insured who was hit. */
export interface Courtroom {
  url: string
  chain: typeof foundry
  deployment: Deployment
  /** Holds cover, and lost something. */
  reporter: Account
  /** Has another answer. */
  answerer: Account
  /** Has a stake in the panel. */
  assessor: Account
  /** Test USDC, 6 decimals. Everybody has some. */
  asset: Address
  pool: Address
  termsId: bigint
  /** Of the court terms. */
  subject: bigint
  panel: Address
  /** The chain's time, seconds. */
  now(): Promise<number>
  /** Lets time pass. */
  waitUntil(timestamp: number): Promise<void>
  /** Ends the chain. */
  stop(): Promise<void>
}

/** Starts a local chain, deploys the protocol, opens court terms, fills a pool and sells cover. */
export async function startCourtroom(): Promise<Courtroom> {
  const { url, client, stop } = await startChain()
  try {
    const deployment = await deployProtocol(url, testAccount(1))
    const actors = createActors(url, deployment)
    const { alice, bob, carol, dave, eve, keeper, lister } = actors
    const now = async () => Number((await client.getBlock()).timestamp)
    const travelTo = async (timestamp: number) => {
      await client.setNextBlockTimestamp({ timestamp: BigInt(timestamp) })
      await client.mine({ blocks: 1 })
    }
    const { address: asset } = await deploy(keeper, 'MockUSDC', 'MockUSDC')
    const config = {
      ...{ asset, commitPeriod: 2 * DAY, revealPeriod: DAY, withdrawalDelay: 110 * DAY },
      ...{ quorum: parseEther('0.3'), slashShare: parseEther('0.2') },
    }
    const { address: panel } = await deploy(keeper, 'AssessorPanel', 'AssessorPanel', [config])
    await mintUsdc(keeper, asset, bob.account.address, usdc('100000'))
    await bob.breakwater.approveAssetSync({ asset, spender: panel, amount: usdc('100000') })
    await bob.breakwater.depositStakeSync({ panel, assets: usdc('100000') })

    const judge = [eve.account.address, BigInt(3 * DAY), true]
    const { address: fallbackArbiter } = await deploy(keeper, 'AddressArbiter', 'AddressArbiter', judge)
    const { subject } = await lister.breakwater.createCourtTermsSync({
      rules: {
        ...{ asset, minBond: usdc('100'), arbiter: panel, arbiterTime: 6 * DAY },
        ...{ fallbackArbiter, fallbackTime: 4 * DAY },
      },
      ...{ reportWindow: TERMS.reportWindow, rootWindow: 10 * DAY, answerWindow: 5 * DAY },
      ...{ proofOfLoss: true, title: 'Funds lost in the bridge of Example' },
    })
    const { pins } = await reviewCode(actors, [asset])
    const { productId } = await lister.breakwater.listProductSync({ clusterId: 1n, name: 'Bridge' })
    const { termsId } = await lister.breakwater.publishTermsSync({
      ...{ ...TERMS, productId, asset, resolver: deployment.court, subject },
      ...{ observes: false, proofOfLoss: true, pins },
    })
    const { pool } = await openPool(actors, asset, termsId, {}, PRICING)
    await fundActor(keeper, alice, asset, pool, usdc('3000000'))
    await alice.breakwater.depositSync({ pool, assets: usdc('3000000') })
    await fundActor(keeper, carol, asset, pool, usdc('10000'))
    const { start } = await carol.breakwater.buyCoverSync({
      ...{ pool, termsId, amount: usdc('100000'), duration: 200 * DAY, maxPremium: usdc('10000') },
      deadline: (await now()) + 600,
    })
    for (const { account } of [carol, dave] as Actor[])
      await mintUsdc(keeper, asset, account.address, usdc('10000'))
    await travelTo(start + DAY)
    return {
      ...{ url, chain: foundry, deployment, asset, pool, termsId, subject, panel, now, stop },
      ...{ reporter: carol.account, answerer: dave.account, assessor: bob.account },
      waitUntil: travelTo,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
