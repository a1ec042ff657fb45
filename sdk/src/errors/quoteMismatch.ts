import { BreakwaterError } from './errors.js'

/** A node's quote differs from what its own state of the pool gives: one of the two is wrong. */
export class QuoteMismatchError extends BreakwaterError {
  declare readonly name: 'QuoteMismatchError'
  /** Premium that the node quotes, asset units. */
  readonly quoted: bigint
  /** Premium that follows from the state of the pool, asset units. */
  readonly computed: bigint

  constructor(quoted: bigint, computed: bigint) {
    super(
      'QuoteMismatchError',
      `The node quotes ${quoted} units, or other terms; the state of the pool gives ${computed} units.`,
      'Approve nothing. Ask another node, and check that this package is of the release of the pool.',
    )
    this.quoted = quoted
    this.computed = computed
  }
}
