import * as vega from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'

/** White, so that a plot is readable on a dark page, too. */
const CONFIG = {
  ...{ background: 'white', padding: 12, font: 'Helvetica, Arial, sans-serif' },
  axis: { labelFontSize: 11, titleFontSize: 11, titleFontWeight: 'normal', gridColor: '#e4e7eb' },
  legend: { labelFontSize: 11, titleFontSize: 11 },
  view: { stroke: '#c9ced6' },
} as const

/** Draws a specification of Vega-Lite: the same bytes each time. */
export async function drawPlot(spec: object): Promise<string> {
  const { spec: compiled } = compile({ ...spec, config: CONFIG } as unknown as TopLevelSpec)
  // Names of clip paths count on from plot to plot.
  vega.resetSVGDefIds()
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logLevel: vega.Warn })
  const svg = await view.toSVG()
  view.finalize()
  return `${svg}\n`
}
