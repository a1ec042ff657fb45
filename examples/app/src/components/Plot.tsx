import { Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { PlotProps } from './plotTypes'

const PlotBody = lazy(() => import('./PlotBody'))

/** A plot with its title, and the same as a table for those who do not see it. The library comes when it is needed. */
export function Plot(props: PlotProps) {
  return (
    <figure className="figure">
      <figcaption>{props.title}</figcaption>
      <Suspense fallback={<Skeleton height={props.height ?? 220} radius="md" />}>
        <PlotBody {...props} />
      </Suspense>
    </figure>
  )
}
