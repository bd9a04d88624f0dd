import { z } from 'zod'

// zod finds out by trying whether it may make code of text. The page's policy forbids that and reports the attempt.
z.config({ jitless: true })
