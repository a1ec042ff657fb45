import { type Address, isAddressEqual, zeroAddress } from 'viem'

/** Whether a docket hears what a meter fires, and not what anybody reports. */
export const isMetered = ({ meter }: { meter: Address }): boolean => !isAddressEqual(meter, zeroAddress)
