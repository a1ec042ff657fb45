import { type Address, isAddressEqual, zeroAddress } from 'viem'

/** Whether the incidents of court terms are a meter's firings, and not reports. */
export const isMetered = ({ meter }: { meter: Address }): boolean => !isAddressEqual(meter, zeroAddress)
