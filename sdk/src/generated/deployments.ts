export const generatedDeployments = {} as const
