import type { NextAction } from './types.js'

/** What an action is, before what all of them have is filled in. */
export type Draft = Pick<NextAction, 'action' | 'from'> & Partial<NextAction>
