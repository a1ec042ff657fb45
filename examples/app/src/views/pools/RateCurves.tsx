import type { PoolSnapshot } from '@breakwater/sdk'
import { useProducts } from '@breakwater/sdk/react'
import { Card } from '@mantine/core'
import { Plot } from '../../components/Plot'

const STEPS = 40

/** What cover costs at each use of its limit, product by product. */
export function RateCurves({ snapshot }: { snapshot: PoolSnapshot }) {
  const { data: products = [] } = useProducts({})
  const curves = snapshot.products.map(({ productId, curve }) => ({
    name: products.find((one) => one.productId === productId)?.name ?? `Product ${productId}`,
    at: (use: number) => {
      const [floor, target, max, kink] = [
        curve.rateFloor,
        curve.rateAtTarget,
        curve.rateMax,
        curve.target,
      ].map((wad) => Number(wad) / 1e16) as [number, number, number, number]
      return use <= kink
        ? floor + ((target - floor) * use) / kink
        : target + ((max - target) * (use - kink)) / (100 - kink)
    },
  }))
  const points = Array.from({ length: STEPS + 1 }, (_, i) => {
    const use = (i * 100) / STEPS
    return { x: use, ...Object.fromEntries(curves.map(({ name, at }) => [name, at(use)])) }
  })
  return (
    <Card>
      <Plot
        title="Rate a year against use of the limit"
        points={points}
        x={{ name: 'Use of the limit', format: (value) => `${Math.round(value)} %` }}
        series={curves.map(({ name }) => ({ name, format: (value) => `${value.toFixed(1)} %` }))}
        height={240}
      />
    </Card>
  )
}
