export {
  type AnswerInput,
  answerKind,
  type DescribeAnswerOptions,
  describeAnswer,
  toAnswer,
} from './answerContent.js'
export * from './answers.js'
export { type AnswerPot, type BondPot, getAnswerKey } from './bondPots.js'
export * from './bonds.js'
export { getCaseKey, toCaseRef } from './caseRefs.js'
export * from './courtCases.js'
export * from './courtTerms.js'
export * from './incidents.js'
export * from './reports.js'
export type * from './types.js'
