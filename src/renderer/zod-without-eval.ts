import { z } from 'zod'

// zod tests whether it can compile code from text. The page's policy forbids that and reports the attempt.
z.config({ jitless: true })
