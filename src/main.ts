import { serve } from './serve.js';

if (!(await serve(process.env))) process.exit(1);
