/** The real stacks, whose settings are changed. */
export const STACKS = ["prod-se", "prod-is", "prod-uk"] as const;
