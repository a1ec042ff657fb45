/** A part as per cent. */
export const percent = (part: number, digits = 2): string => {
  const text = (100 * part).toFixed(digits)
  return `${Number(text) === 0 ? (0).toFixed(digits) : text.replace('-', '−')} %`
}

/** A Markdown table: the first column is text, the others are figures. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = `|${head.map((_, i) => (i === 0 ? '---|' : '---:|')).join('')}`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

/** A part of the report. */
export interface Section {
  title: string
  /** Paragraphs and tables, in order. */
  blocks: string[]
  /** Plots by name, as specifications of Vega-Lite. */
  plots: Record<string, object>
}

/** Where a plot stands in a page. */
export const plotLink = (name: string, title: string): string => `![${title}](risk/${name}.svg)`
