import type { InputWrapperProps, MantineSize } from '@mantine/core'
import form from './form.module.css'

/** Hints are beneath, so that fields side by side are level; a mistake replaces its field's hint. */
const order: InputWrapperProps['inputWrapperOrder'] = ['label', 'input', 'error', 'description']

/** The look of every field of a connection. */
export const inputParts = {
  size: 'xs' satisfies MantineSize,
  inputWrapperOrder: order,
  classNames: { label: form.label, description: form.hint, input: form.input, error: form.mistake },
} as const
