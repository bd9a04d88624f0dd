/**
 * Splits messages so that no two of a group are in one wave: working wave by wave keeps each group's order. Messages
 * without a group have no order, and all go in the first.
 */
export const inWaves = <T extends { readonly groupId: string | null }>(
  messages: readonly T[],
): readonly (readonly T[])[] => {
  const waves: T[][] = []
  const next = new Map<string, number>()
  for (const message of messages) {
    const wave = message.groupId === null ? 0 : (next.get(message.groupId) ?? 0)
    if (message.groupId !== null) next.set(message.groupId, wave + 1)
    ;(waves[wave] ??= []).push(message)
  }
  return waves
}
