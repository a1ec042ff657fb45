import { type Activity, type ActivityToken, toIncidentId } from '@breakwater/sdk'
import { useActivity, useDispute, usePools, useProducts } from '@breakwater/sdk/react'
import { useMemo } from 'react'
import { useToken } from './chain'

/** An incident, what it is about, and what is known of it. */
export function useIncident(incidentId: bigint) {
  const subject = incidentId >> 32n
  const { data: products } = useProducts({})
  const product = products?.find(({ terms }) => terms?.subject === subject)
  const { data: pools } = usePools({
    productId: product?.productId,
    query: { enabled: product !== undefined },
  })
  const asset = product?.terms?.asset
  const token = useToken(asset)
  const cases = useMemo(
    () =>
      product &&
      pools?.map(({ pool, sells }) => ({
        pool,
        termsId:
          sells.find(({ productId }) => productId === product.productId)?.termsId ?? product.currentTerms,
      })),
    [product, pools],
  )
  const dispute = useDispute({ incidentId, cases, query: { refetchInterval: 8_000 } })
  const tokens = useMemo<ActivityToken[]>(
    () => (asset && token ? [{ address: asset, ...token }] : []),
    [asset, token],
  )
  const activity = useActivity({
    ...{ productId: product?.productId, tokens },
    query: { enabled: product !== undefined && token !== undefined, refetchInterval: 8_000 },
  })
  const { meterId } = dispute.data?.courtTerms ?? {}
  // A firing names its meter and its number there, not the incident that it is.
  const isFiring = (one: Activity) =>
    one.eventName === 'Fired' &&
    one.args.meterId === meterId &&
    toIncidentId(subject, one.args.number) === incidentId
  const happened = activity.data?.activities.filter(
    (one) => !one.removed && (one.about.incidentId === incidentId || isFiring(one)),
  )
  return {
    product,
    pools,
    asset,
    token,
    cases,
    dispute,
    happened,
    isUnknown: products !== undefined && !product,
  }
}
