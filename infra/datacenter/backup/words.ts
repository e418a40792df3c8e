/** Azure's word for each setting of immutability. */
export const IMMUTABILITY = {
  disabled: "Disabled",
  unlocked: "Unlocked",
  locked: "Locked",
} as const;
