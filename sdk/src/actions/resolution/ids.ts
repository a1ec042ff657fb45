/**
 * The incident that a meter's firing is at a court: its court terms' number, and the firing's.
 *
 * @param subject - Number of the court terms that names the meter.
 * @param number - Number of the firing, from 1: {@link fireMeter} tells it.
 *
 * @example
 * ```ts
 * const { number } = await fireMeterSync(client, { meter, meterId })
 * const incidentId = toIncidentId(subject, number)
 * ```
 */
export function toIncidentId(subject: bigint, number: number): bigint {
  return (subject << 32n) | BigInt(number)
}
