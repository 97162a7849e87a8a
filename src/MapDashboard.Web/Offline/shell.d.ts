/** Written before the worker's text at build: every file with the SHA-256 of its bytes. */
declare const SHELL: { version: string; files: Record<string, string> };
/** Written before the worker's text by the server: stands for the content security policy. */
declare const POLICY: string;
/** Written before the worker's text at build: js/outbox/background.js. */
declare const background: { sendInBackground: () => Promise<void> };
