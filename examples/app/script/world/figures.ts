import { parseUnits } from 'viem'

export const HOUR = 3600
export const DAY = 24 * HOUR

/** Test USDC has 6 decimals. */
export const usdc = (amount: number) => parseUnits(String(amount), 6)
