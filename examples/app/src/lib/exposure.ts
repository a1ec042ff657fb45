import type { PoolSnapshot, ProductSnapshot } from '@breakwater/sdk'

/** Cover becomes free at the beginning of periods of so many seconds, from the Unix epoch on. */
const PERIOD = 14 * 86_400

/** Cover units less those that have become free by a time. */
function standing(
  units: bigint,
  expiries: readonly (readonly [period: number, units: bigint])[],
  now: number,
) {
  return expiries.reduce((left, [period, free]) => (period * PERIOD <= now ? left - free : left), units)
}

/** Committed cover of a product, asset units. */
export function committedOf({ constants }: PoolSnapshot, product: ProductSnapshot, now: number): bigint {
  const expiries = product.expiries.map(({ period, units }) => [period, units] as const)
  return standing(product.committed, expiries, now) * constants.coverUnit
}

/** What may fail together. */
export interface Cluster {
  /** Number in the pool. */
  cluster: number
  /** Committed cover, asset units. */
  committed: bigint
  productIds: bigint[]
}

/** The clusters of a pool that have products. */
export function clustersOf(snapshot: PoolSnapshot, now: number): Cluster[] {
  return snapshot.clusters
    .map((units, cluster) => {
      const expiries = snapshot.clusterExpiries.map(
        ({ period, units }) => [period, units[cluster] ?? 0n] as const,
      )
      const productIds = snapshot.products
        .filter((product) => product.cluster === cluster)
        .map(({ productId }) => productId)
      return { cluster, committed: standing(units, expiries, now) * snapshot.constants.coverUnit, productIds }
    })
    .filter(({ productIds }) => productIds.length > 0)
}
