/** Written before the worker's text at build: every file with the SHA-256 of its bytes, and the modules without which /report does not start. */
declare const SHELL: { version: string; files: Record<string, string>; first: string[] };
/** Written before the worker's text by the server: stands for the content security policy. */
declare const POLICY: string;
/** Written before the worker's text at build: js/outbox/background.js. */
declare const background: { sendInBackground: () => Promise<void> };

/** An install event of newer browsers. */
interface RoutingEvent extends ExtendableEvent {
  /** Which requests need no worker. */
  addRoutes?(
    routes: { condition: { urlPattern: { pathname: string } }; source: { cacheName: string } }[],
  ): Promise<void>;
}
