import { type Entries, NOTHING_TO_DO, REPORT } from './entry.js'

/** Errors of the packages that the contracts are built on. */
export const packageErrors = {
  // Solady's ERC-20, ERC-721, ownership and guards
  InsufficientBalance: {
    message: 'The balance is too small.',
    hint: 'Use at most the balance of the account.',
  },
  InsufficientAllowance: {
    message: 'The share allowance is too small.',
    hint: 'Have the owner approve the caller, or set it as operator.',
  },
  TotalSupplyOverflow: { message: 'The supply would overflow.', hint: 'Use a smaller amount.' },
  AllowanceOverflow: { message: 'The allowance would overflow.', hint: 'Use a smaller allowance.' },
  AllowanceUnderflow: { message: 'The allowance would fall below zero.', hint: 'Use a smaller amount.' },
  PermitExpired: { message: 'The permit has expired.', hint: 'Sign a permit with a later deadline.' },
  InvalidPermit: {
    message: 'The permit is not signed by the owner, or was used before.',
    hint: 'Sign a new permit with the current nonce.',
  },
  Permit2AllowanceIsFixedAtInfinity: {
    message: 'The allowance of Permit2 cannot be changed.',
    hint: 'Leave it as it is.',
  },
  AccountBalanceOverflow: { message: 'The account holds too many covers.', hint: 'Use another account.' },
  BalanceQueryForZeroAddress: {
    message: 'The zero address owns no covers.',
    hint: 'Pass the address of an account.',
  },
  NotOwnerNorApproved: {
    message: 'The caller neither owns the cover nor is approved for it.',
    hint: 'Call from the owner, or have it approve the caller.',
  },
  TokenAlreadyExists: { message: 'The cover exists already.', hint: REPORT },
  TokenDoesNotExist: { message: 'There is no such cover.', hint: 'Check the id.' },
  TransferFromIncorrectOwner: {
    message: 'The cover belongs to somebody else.',
    hint: 'Transfer it from its owner.',
  },
  TransferToNonERC721ReceiverImplementer: {
    message: 'The receiver is a contract that does not accept covers.',
    hint: 'Send it to an account, or to a contract that accepts ERC-721.',
  },
  TransferToZeroAddress: {
    message: 'The receiver is the zero address.',
    hint: 'Pass the address of an account.',
  },
  Unauthorized: {
    message: 'Only the owner of the registry may do this.',
    hint: 'Call from the account that owner() of the registry names.',
  },
  NewOwnerIsZeroAddress: {
    message: 'The new owner is the zero address.',
    hint: 'Pass the address of an account.',
  },
  NoHandoverRequest: {
    message: 'The new owner has not requested the handover, or its request has expired.',
    hint: 'Have the new owner request the handover first.',
  },
  AlreadyInitialized: { message: 'The owner has been set already.', hint: NOTHING_TO_DO },
  Reentrancy: {
    message: 'The contract was called from within its own call.',
    hint: 'Call it from a transaction of its own.',
  },

  // Solady's transfers and arithmetic
  TransferFailed: {
    message: 'The asset refused the transfer.',
    hint: 'Check that the asset allows transfers to the receiver.',
  },
  TransferFromFailed: {
    message: "The asset refused the payment: the payer's balance or allowance is too small.",
    hint: 'Call approveAsset for the amount, and check the balance.',
  },
  FullMulDivFailed: { message: 'A number is too large for the pool.', hint: 'Use a smaller amount.' },
  DivFailed: { message: 'A division by zero in the pool.', hint: REPORT },
} satisfies Entries
