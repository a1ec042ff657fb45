import { zeroAddress } from 'viem'
import type { Words } from './say.js'

/** The flag of terms that a pool sells. */
const SOLD = 1n

export const poolWords: Words<'CoverPool'> = {
  Approval: ({ owner, spender, amount }, say) =>
    `${owner} allowed ${spender} to move ${say.shares(amount)} of pool ${say.self}.`,
  BuyerSet: ({ insured, buyer, approved }, say) =>
    `${insured} ${approved ? 'allowed' : 'forbade'} ${buyer} to insure it in pool ${say.self}.`,
  CoverBought: ({ coverId, termsId, owner, purchase }, say) =>
    `${purchase.payer} bought cover ${coverId} of ${say.assets(purchase.amount)} on terms ${termsId} for ${owner}, from ${say.time(purchase.start)} to ${say.time(purchase.end)}, at a premium of ${say.assets(purchase.premium)}.`,
  CoverCancelled: ({ coverId, refundTo, refund }, say) =>
    `Cover ${coverId} was cancelled, and ${refundTo} got back ${say.assets(refund)}.`,
  Deposit: ({ sender, owner, assets, shares }, say) =>
    `${sender} deposited ${say.assets(assets)} into pool ${say.self} for ${say.shares(shares)} of ${owner}.`,
  OperatorSet: ({ controller, operator, approved }, say) =>
    `${controller} ${approved ? 'made' : 'no longer has'} ${operator} ${approved ? 'its' : 'as'} operator in pool ${say.self}.`,
  RedeemRequest: ({ controller, owner, shares }, say) =>
    `${owner} asked to leave pool ${say.self} with ${say.shares(shares)}, for ${controller}.`,
  RedeemRequestsSettled: ({ sender, shares, assets }, say) =>
    `${sender} settled exits of ${say.shares(shares)} from pool ${say.self}, and ${say.assets(assets)} were set aside for them.`,
  Transfer: ({ from, to, amount }, say) => {
    if (from === zeroAddress) return `${to} got ${say.shares(amount)} that pool ${say.self} issued.`
    if (to === zeroAddress) return `Pool ${say.self} burned ${say.shares(amount)} of ${from}.`
    return `${from} transferred ${say.shares(amount)} of pool ${say.self} to ${to}.`
  },
  Withdraw: ({ receiver, owner, assets, shares }, say) =>
    `${receiver} was paid ${say.assets(assets)} by pool ${say.self} for ${say.shares(shares)} that ${owner} had settled.`,
  CoverExtended: ({ coverId, end, premium }, say) =>
    `Cover ${coverId} was extended to ${say.time(end)} for ${say.assets(premium)}.`,
  CoverLapsed: ({ coverId, refundTo, refund }, say) =>
    `Cover ${coverId} was ended because its code had changed, and ${refundTo} got back ${say.assets(refund)}.`,
  ExpiriesProcessed: ({ day }, say) =>
    `Pool ${say.self} ended the premiums of covers up to ${say.time(Number(day) * 86_400)}.`,
  FeesCollected: ({ productId, fees }, say) =>
    `Pool ${say.self} handed on fees of ${say.assets(fees)} for product ${productId}.`,
  PausesSet: ({ salesUntil, depositsUntil }, say) =>
    `Pool ${say.self} sells nothing before ${say.time(salesUntil)} and takes no deposit before ${say.time(depositsUntil)}.`,
  PoolTermsSet: ({ termsId, terms }, say) =>
    `Pool ${say.self} ${terms.flags & SOLD ? 'sells' : 'does not sell'} terms ${termsId} of product ${terms.productId} from now on.`,
  PricingSet: ({ productId, pricing }, say) =>
    `Pool ${say.self} sells product ${productId} at annual rates from ${say.millionths(pricing.rateFloor)} to ${say.millionths(pricing.rateMax)}.`,
}

export const factoryWords: Words<'CoverPoolFactory'> = {
  PoolCreated: ({ poolId, pool, asset, config }) =>
    `Pool ${poolId} was created at ${pool}, with ${config.manager} as its manager and ${asset} as its asset.`,
}

export const routerWords: Words<'CoverRouter'> = {
  OrderFilled: ({ payer, owner, termsId, amount, premium, payment, paid }, say) =>
    `${payer} bought cover of ${say.units(amount)} on terms ${termsId} for ${owner} over several pools, at a premium of ${say.units(premium)}, and paid ${say.units(paid)} of ${payment}.`,
}

export const tokenWords: Words<'CoverToken'> = {
  Approval: ({ owner, account, id }) =>
    account === zeroAddress
      ? `${owner} allows nobody to move cover ${id}.`
      : `${owner} allowed ${account} to move cover ${id}.`,
  ApprovalForAll: ({ owner, operator, isApproved }) =>
    `${owner} ${isApproved ? 'allowed' : 'forbade'} ${operator} to move its covers.`,
  MetadataUpdate: ({ _tokenId }) => `The metadata of cover ${_tokenId} changed.`,
  Transfer: ({ from, to, id }) =>
    from === zeroAddress ? `Cover ${id} was issued to ${to}.` : `${from} transferred cover ${id} to ${to}.`,
}
