import { DAY } from '../math/arithmetic.js'
import { findCapacityFor, loadSale, priceOf } from '../math/saleCache.js'
import { addCover, type Book, refreshDamped } from './book.js'

/**
 * Buyers who know of a loss buy all that a product still sells, for the least time that is charged. They buy at the moment of
 * the loss, as if they had bought a waiting period before it.
 */
export function buyOut(book: Book, product: number): void {
  const { pool } = book
  const terms = pool.terms.find(({ productId, notForSale }) => {
    return productId === pool.products[product]?.productId && notForSale === undefined
  })
  if (!terms || pool.short || (pool.products[product]?.stoppingCases ?? 0) > 0) return
  refreshDamped(book)
  const sale = loadSale(pool, terms.termsId, pool.timestamp)
  const duration = Math.max(terms.minBilled, DAY)
  const [units] = findCapacityFor(sale, duration)
  if (units === 0n) return
  const price = priceOf(sale, units * pool.constants.coverUnit, duration)
  addCover(book, product, { ...price, units, horizon: terms.horizon })
}
