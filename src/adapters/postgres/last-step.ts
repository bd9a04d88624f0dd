const files = import.meta.glob<string>('./sql/last/*.sql', { query: '?raw', import: 'default', eager: true })

/**
 * SQL that ends the move of the ledger (0007): where the former one is empty, takes it away. Does nothing where it is not, or
 * is gone.
 */
export const lastStep = Object.values(files).join('\n').trim()
