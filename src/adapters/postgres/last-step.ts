const files = import.meta.glob<string>('./sql/last/*.sql', { query: '?raw', import: 'default', eager: true })

/**
 * SQL that ends the move of the ledger (0007): drops the former one if it is empty. Does nothing if it is not, or is
 * gone.
 */
export const lastStep = Object.values(files).join('\n').trim()
