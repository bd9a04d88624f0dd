import { definitionOf } from './event-file.ts'
import type { EventDefinition } from './event-definition.ts'

/** The built-in event: a login, which goes to the table `user_logins`. */
export const logins: EventDefinition = definitionOf({
  name: 'logins',
  label: 'Login',
  envelope: 'auto',
  table: {
    name: 'user_logins',
    rowNumber: 'login_id',
    sentColumn: 'create_date',
    columns: [
      'user_id',
      'device_type',
      'masked_ip',
      'masked_device_id',
      'locale',
      'app_version',
      'create_date',
    ],
  },
  fields: [
    { name: 'user_id', type: 'text', maxLength: 128 },
    { name: 'app_version', type: 'version', maxLength: 32, summary: true },
    { name: 'device_type', type: 'text', maxLength: 32, summary: true },
    { name: 'ip', type: 'ip', mask: 'ip', column: 'masked_ip' },
    { name: 'locale', type: 'text', maxLength: 32, nullable: true, summary: true },
    { name: 'device_id', type: 'text', mask: 'device_id', column: 'masked_device_id' },
  ],
})
