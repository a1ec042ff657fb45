import { type Address, isAddressEqual, zeroAddress } from 'viem'

/** Whether court terms hear what a meter fires, and not what anybody reports. */
export const isMetered = ({ meter }: { meter: Address }): boolean => !isAddressEqual(meter, zeroAddress)
