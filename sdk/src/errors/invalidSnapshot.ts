import { BreakwaterError } from './base.js'

/** A text that is no snapshot of a pool, or one of a format that this package does not read. */
export class InvalidSnapshotError extends BreakwaterError {
  declare readonly name: 'InvalidSnapshotError'
  /** The field, such as `products[0].curve.target`; empty if it is about the whole. */
  readonly path: string

  constructor(path: string, problem: string, hint = 'Write it again with serializeSnapshot.') {
    super('InvalidSnapshotError', path ? `"${path}" ${problem}.` : `The snapshot ${problem}.`, hint)
    this.path = path
  }
}
