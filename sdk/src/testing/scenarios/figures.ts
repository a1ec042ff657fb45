import { parseEther, parseUnits } from 'viem'

const HOUR = 3600
/** Seconds. */
export const DAY = 24 * HOUR

/** Test USDC has 6 decimals. */
export const usdc = (amount: string) => parseUnits(amount, 6)

/** What the meter of a scenario's vault is told. */
export const METER = {
  dwell: 6 * HOUR,
  raiseWindow: 2 * DAY,
  minSupply: usdc('1000'),
  feeAllowance: parseEther('0.005'),
  minLoss: parseEther('0.05'),
}

/** The conditions that scenarios sell. */
export const TERMS = {
  waitingPeriod: 3 * DAY,
  reportWindow: 8 * DAY,
  horizon: 13 * DAY,
  minBilled: 14 * DAY,
  claimWindow: 60 * DAY,
  deductible: parseEther('0.05'),
  maxCover: usdc('100000000'),
  observes: true,
}

/** A pool with one product behind which all its capital stands. */
export const POOL = {
  coverUnit: usdc('1'),
  startEquity: usdc('100000000'),
  clusterRatio: parseEther('1'),
  leverage: parseEther('1'),
  exitClusterRatio: parseEther('1'),
  exitLeverage: parseEther('1'),
  cooldown: 14 * DAY,
  name: 'Breakwater USDC',
  symbol: 'bwUSDC',
}

/** Prices and limits of a product in a pool. */
export const PRICING = {
  rateFloor: parseEther('0.015'),
  rateAtTarget: parseEther('0.035'),
  rateMax: parseEther('0.3'),
  target: parseEther('0.7'),
  maxRatio: parseEther('1'),
  managerFee: parseEther('0.05'),
  sponsorFee: parseEther('0.05'),
}

/** What the court of a scenario is told. */
export const COURT = {
  minBond: usdc('100'),
  answerWindow: 5 * DAY,
  /** Where claims are proven losses. */
  rootWindow: 10 * DAY,
  /** Of an arbiter that is an address, which has a day less. */
  turn: 4 * DAY,
  panelTurn: 6 * DAY,
  umaTurn: 7 * DAY,
}
