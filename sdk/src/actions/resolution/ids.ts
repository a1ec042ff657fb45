/**
 * Id of the incident of a meter's firing at a court: the number of its court terms, and of the
 * firing.
 *
 * @param subject - Number of the court terms that name the meter.
 * @param number - Number of the firing, from 1; {@link fireMeter} returns it.
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
