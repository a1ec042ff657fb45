import { zeroAddress } from 'viem'
import type { Say, Words } from './say.js'

// Not one object that is spread: bundlers would keep that for everybody.
const handoverCanceled = ({ pendingOwner }: { pendingOwner: string }, { self }: Say): string =>
  `${pendingOwner} no longer offers to become the owner of ${self}.`

const handoverRequested = ({ pendingOwner }: { pendingOwner: string }, { self }: Say): string =>
  `${pendingOwner} offered to become the owner of ${self}.`

const ownershipTransferred = (
  { oldOwner, newOwner }: { oldOwner: string; newOwner: string },
  { self }: Say,
): string => `${newOwner} became the owner of ${self}${oldOwner === zeroAddress ? '' : ` after ${oldOwner}`}.`

export const auditWords: Words<'AuditRegistry'> = {
  AttestationRevoked: ({ id, auditor }) =>
    id === 0n
      ? `${auditor} revoked an attestation that nobody had submitted.`
      : `${auditor} revoked attestation ${id}.`,
  AuditorListed: ({ auditor, listed }) =>
    listed ? `${auditor} was listed as an auditor.` : `${auditor} is no longer listed as an auditor.`,
  CodeAttested: ({ id, auditor, attestation }, say) =>
    `${auditor} attested code of ${attestation.codeHashes.length} contracts until ${say.time(attestation.expiry)}, as number ${id}.`,
  OwnershipHandoverCanceled: handoverCanceled,
  OwnershipHandoverRequested: handoverRequested,
  OwnershipTransferred: ownershipTransferred,
}

export const registryWords: Words<'ProductRegistry'> = {
  AuditRefreshed: ({ termsId, auditGap, until }, say) =>
    `${say.percent(auditGap)} of the code of terms ${termsId} is not attested, as of now and until ${say.time(until)}.`,
  CodeChangeCleared: ({ termsId, pin }) => `The code of pin ${pin} of terms ${termsId} is reviewed again.`,
  CodeChangeFlagged: ({ termsId, pin, lapseAt }, say) =>
    `The code of pin ${pin} of terms ${termsId} was shown to have changed${lapseAt === 0 ? '' : `, and cover lapses at ${say.time(lapseAt)}`}.`,
  ProductListed: ({ productId, clusterId, sponsor, name }, say) =>
    `Product ${productId}, ${say.text(name)}, was listed in cluster ${clusterId}, with ${sponsor} as its sponsor.`,
  TermsPublished: ({ termsId, productId, pins }) =>
    `Terms ${termsId} of product ${productId} were published, about the code of ${pins.length} contracts.`,
  TermsSuspended: ({ termsId, suspended }) =>
    `The sale of terms ${termsId} was ${suspended ? 'stopped' : 'allowed again'}.`,
  OwnershipHandoverCanceled: handoverCanceled,
  OwnershipHandoverRequested: handoverRequested,
  OwnershipTransferred: ownershipTransferred,
}
