import { visible } from '../../contract/visible.ts'

/** A text that someone else wrote: nothing in it is hidden, and its direction moves nothing beside it. */
export const SenderText = ({ text }: { readonly text: string }) => <bdi>{visible(text)}</bdi>
