import { type Address, type Hex, zeroHash } from 'viem'
import * as Distributor from '../../generated/abi/PayoutDistributor.js'
import * as Factory from '../../generated/abi/PayoutDistributorFactory.js'
import { pinned } from '../../internal/lens.js'
import {
  deploymentOf,
  type ReadClient,
  type ReadOptions,
  readOne,
  readTogether,
} from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { DAY } from '../../math/arithmetic.js'
import { embedding } from './errors.js'
import { requireDistributor } from './known.js'

const createAbi = /* @__PURE__ */ embedding([Factory.createDistributor, Factory.DistributorCreated] as const)
const predictAbi = /* @__PURE__ */ embedding([Factory.predictDistributor] as const)
const noteAbi = /* @__PURE__ */ embedding([Distributor.noteArrival, Distributor.ArrivalNoted] as const)
const readAbi = /* @__PURE__ */ embedding([
  Distributor.arrival,
  Distributor.asset,
  Distributor.available,
  Distributor.distributionCount,
  Distributor.publisher,
  Distributor.remainderTo,
  Distributor.reserved,
] as const)

/** What a payout distributor is made of: its address follows from it. */
export interface DistributorTerms {
  /** The factory. The deployment's by default. */
  factory?: Address | undefined
  /** Asset of the pools whose covers it will own. */
  asset: Address
  /** Who opens its distributions: for a protocol its multi-signature wallet or timelock. */
  publisher: Address
  /** Who gets what no line has claimed, and succeeds a publisher that is silent. */
  remainderTo: Address
  /** 32 bytes, to have several of the same. Zeros by default. */
  salt?: Hex | undefined
}

/** Parameters of {@link createDistributor}. */
export interface CreateDistributorParameters extends DistributorTerms {}

/**
 * Creates a payout distributor: it owns covers, and what these pay is divided by tables of losses. Anyone may call it, and
 * nothing of it can change. If it is there already nothing happens: the fields of the event are then missing, and {@link
 * getDistributorAddress} tells where it is.
 *
 * @throws `UnsupportedAsset`
 *
 * @example
 * ```ts
 * const terms = { asset, publisher, remainderTo }
 * await createDistributorSync(client, terms)
 * const distributor = await getDistributorAddress(client, terms)
 * ```
 */
export const createDistributor: WriteAction<
  CreateDistributorParameters,
  typeof createAbi,
  'createDistributor',
  'DistributorCreated'
> = /* @__PURE__ */ defineWriteAction({
  abi: createAbi,
  functionName: 'createDistributor',
  eventName: 'DistributorCreated',
  request: ({ factory, asset, publisher, remainderTo, salt = zeroHash }, { deployment }) => ({
    address: factory ?? deployment().payoutDistributorFactory,
    args: [asset, publisher, remainderTo, salt],
  }),
})

/** {@link createDistributor}, waiting for the receipt. */
export const createDistributorSync: SyncAction<
  CreateDistributorParameters,
  typeof createAbi,
  'DistributorCreated',
  true
> = /* @__PURE__ */ toSync(createDistributor, true)

/** Parameters of {@link getDistributorAddress}. */
export interface GetDistributorAddressParameters extends DistributorTerms, ReadOptions {}

/**
 * The address that {@link createDistributor} gives a distributor. A cover may be bought for it before it is there.
 *
 * @example
 * ```ts
 * const distributor = await getDistributorAddress(client, { asset, publisher, remainderTo })
 * await buyCoverSync(client, { ...order, onBehalf: distributor })
 * ```
 */
export function getDistributorAddress(
  client: ReadClient,
  { factory, asset, publisher, remainderTo, salt = zeroHash, ...options }: GetDistributorAddressParameters,
): Promise<Address> {
  const address = factory ?? deploymentOf(client, options).payoutDistributorFactory
  const args = [asset, publisher, remainderTo, salt] as const
  return readOne(client, { abi: predictAbi, address, functionName: 'predictDistributor', args }, options)
}

/** A payout distributor. Asset units. */
export interface PayoutDistributor {
  distributor: Address
  asset: Address
  /** Who opens its distributions. */
  publisher: Address
  /** Who gets what no line has claimed. */
  remainderTo: Address
  /** What has arrived and is kept for no table. */
  available: bigint
  /** What is kept for all tables together. */
  reserved: bigint
  /** Number of the latest distribution; 0 if there is none. */
  distributionCount: bigint
  /** What was noted to wait for a table; `undefined` where nothing was. */
  arrival: { amount: bigint; notedAt: number; until: number } | undefined
}

/** Parameters of {@link getDistributor}. */
export interface GetDistributorParameters extends ReadOptions {
  distributor: Address
}

/**
 * A payout distributor: who is trusted with its tables, and what waits for one.
 *
 * @throws {@link InvalidParameterError} if the factory has not created it.
 *
 * @example
 * ```ts
 * const { publisher, available } = await getDistributor(client, { distributor })
 * ```
 */
export async function getDistributor(
  client: ReadClient,
  { distributor, ...options }: GetDistributorParameters,
): Promise<PayoutDistributor> {
  const at = await pinned(client, options)
  await requireDistributor(client, distributor, at)
  const contract = { abi: readAbi, address: distributor } as const
  const [asset, publisher, remainderTo, available, reserved, distributionCount, [amount, notedAt]] =
    await readTogether(
      client,
      [
        { ...contract, functionName: 'asset' },
        { ...contract, functionName: 'publisher' },
        { ...contract, functionName: 'remainderTo' },
        { ...contract, functionName: 'available' },
        { ...contract, functionName: 'reserved' },
        { ...contract, functionName: 'distributionCount' },
        { ...contract, functionName: 'arrival' },
      ],
      at,
    )
  const noted = Number(notedAt)
  const arrival = noted === 0 ? undefined : { amount, notedAt: noted, until: noted + YEAR }
  return { distributor, asset, publisher, remainderTo, available, reserved, distributionCount, arrival }
}

/** Seconds that a publisher has, and that lines have to be claimed. */
export const YEAR = 365 * DAY

/** Parameters of {@link noteArrival}. */
export interface NoteArrivalParameters {
  distributor: Address
}

/**
 * Writes down that money waits for a table at a distributor. A year later its `remainderTo` may open a distribution, too. Anyone
 * may call it.
 *
 * @throws `NothingToCollect` where nothing waits, or less than twice what was noted.
 *
 * @example
 * ```ts
 * const { amount, until } = await noteArrivalSync(client, { distributor })
 * ```
 */
export const noteArrival: WriteAction<NoteArrivalParameters, typeof noteAbi, 'noteArrival', 'ArrivalNoted'> =
  /* @__PURE__ */ defineWriteAction({
    abi: noteAbi,
    functionName: 'noteArrival',
    eventName: 'ArrivalNoted',
    request: ({ distributor }) => ({ address: distributor, args: [] }),
  })

/** {@link noteArrival}, waiting for the receipt. */
export const noteArrivalSync: SyncAction<NoteArrivalParameters, typeof noteAbi, 'ArrivalNoted'> =
  /* @__PURE__ */ toSync(noteArrival)
