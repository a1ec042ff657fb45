import { date, type Entries, NOTHING_TO_DO } from './entry.js'

/** Errors of products, terms and their code. */
export const listingErrors = {
  // Attestations and proofs of code
  AuditorNotListed: {
    message: 'This auditor is not listed.',
    hint: 'Only the owner of the audit registry lists auditors.',
  },
  InvalidAttestation: {
    message: ({ field }) => `The attestation is not valid: "${field}".`,
    hint: ({ field }) => `Correct "${field}" and sign again.`,
  },
  UnknownAttestation: { message: 'There is no such attestation.', hint: 'Check the number.' },
  AttestationLapsed: {
    message: ({ lapsedAt }) => `The attestation ended at ${date(lapsedAt)}.`,
    hint: NOTHING_TO_DO,
  },
  CodeFullyAttested: {
    message: 'Sixteen auditors have attested this code.',
    hint: 'Ask one of them to attest it again.',
  },
  InvalidPin: {
    message: ({ index, field }) => `Pin ${index} differs from the code that the contract runs: "${field}".`,
    hint: 'Read the pins anew.',
  },
  AttestationMissing: {
    message: ({ codeHash }) => `No auditor attests the code ${codeHash}.`,
    hint: 'Have the code reviewed, and the attestation submitted.',
  },
  UnknownPin: { message: 'The terms have no such pin.', hint: 'Count the pins of the terms from 0.' },
  CodeUnchanged: {
    message: 'The contract runs reviewed code.',
    hint: 'There is nothing to flag.',
  },
  AlreadyFlagged: { message: 'This change has been shown already.', hint: NOTHING_TO_DO },
  ProofTooOld: {
    message: ({ asOf }) => `The proof is of ${date(asOf)}, older than the newest look at the pin.`,
    hint: 'Make a proof of a recent block.',
  },
  TermsLapsed: {
    message: ({ lapsedAt }) =>
      `These terms lapsed on ${date(lapsedAt)}: their code was changed and not reviewed.`,
    hint: 'Earlier incidents are covered. Call lapseCover for the unearned premium.',
  },
  TermsInForce: {
    message: 'The terms have not lapsed, and no lapse is announced.',
    hint: 'Cancel the cover instead.',
  },
  GraceNotOver: {
    message: ({ until }) => `Cover on these terms goes on until ${date(until)}.`,
    hint: 'The unearned premium is refundable then, unless the change is cleared.',
  },
  FieldNotPresentInBlockHeader: {
    message: 'The header is not the header of a block.',
    hint: 'Make a new proof, of a recent block of this chain.',
  },
  RLPInvalidEncoding: {
    message: 'The proof is not RLP.',
    hint: 'Make a new proof, of a recent block of this chain.',
  },
  InvalidStorageProof: {
    message: 'The proof is not of a block that the chain still knows.',
    hint: 'Make a new proof, of a recent block of this chain.',
  },

  // Listing
  InvalidTerms: {
    message: ({ field }) => `The terms are not valid: "${field}".`,
    hint: ({ field }) => `Correct "${field}".`,
  },
  DiffersFromProduct: {
    message: ({ field }) => `All versions of a product have the same "${field}".`,
    hint: ({ field }) => `Keep "${field}" as it was published, or list another product.`,
  },
  InvalidMeter: {
    message: ({ field }) => `The meter is not valid: "${field}".`,
    hint: ({ field }) => `Correct "${field}".`,
  },
  AlreadyListed: { message: 'The pool sells these terms already.', hint: NOTHING_TO_DO },
  UnknownTerms: { message: 'There are no such terms.', hint: 'Check the id.' },
  SharesExist: {
    message: 'Terms are added at once only while the pool has no shares.',
    hint: 'Announce them with submitChange, or create another pool with these terms.',
  },
} satisfies Entries
