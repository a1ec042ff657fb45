import type { NextAction } from './types.js'

/** A next action, before the fields that all of them have are filled in. */
export type Draft = Pick<NextAction, 'action' | 'from'> & Partial<NextAction>
