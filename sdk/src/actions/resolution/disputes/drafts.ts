import type { NextAction } from './types.js'

/** A next action, before the fields common to all are filled in. */
export type Draft = Pick<NextAction, 'action' | 'from'> & Partial<NextAction>
