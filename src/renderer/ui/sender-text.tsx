import { isolatedIn, visible } from '../../contract/visible.ts'

/** A text that someone else wrote: nothing in it is hidden, and its direction moves nothing beside it. */
export const SenderText = ({ text }: { readonly text: string }) => <bdi>{visible(text)}</bdi>

/** One of our sentences, in which each text from outside that `isolated` made is a part by itself. */
export const Sentence = ({ text }: { readonly text: string }) =>
  text
    .split(/\u2068([^\u2068\u2069]*)\u2069/)
    .map((part, index) => (index % 2 === 0 ? part : <bdi key={index}>{part}</bdi>))

/** A sentence that came with names already in it, each of which is a part by itself. */
export const SaidText = ({ text }: { readonly text: string }) => <Sentence text={isolatedIn(text)} />
