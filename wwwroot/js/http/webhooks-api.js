// The calls about webhooks, each with the type of its answer.

/** @typedef {import('./client.js').Client} Client */
/** @template T @typedef {import('../contract.js').Result<T>} Result */
/** @typedef {import('../contract.js').Webhook} Webhook */
/** @typedef {import('../contract.js').WebhookDelivery} WebhookDelivery */
/** @typedef {{url: string, kinds: string[], active?: boolean, renewSecret?: boolean}} WebhookInput */

/** @param {Client} client */
export function createWebhooksApi(client) {
  const base = '/api/webhooks';
  /** @param {string} id */
  const one = (id) => `${base}/${encodeURIComponent(id)}`;
  return {
    /** @returns {Promise<Result<Webhook[]>>} */
    webhooks: () => client.get(base),
    /** The answer alone holds the secret. @param {WebhookInput} webhook @returns {Promise<Result<Webhook>>} */
    makeWebhook: (webhook) => client.post(base, webhook),
    /** @param {string} id @param {WebhookInput} webhook @returns {Promise<Result<Webhook>>} */
    changeWebhook: (id, webhook) => client.put(one(id), webhook),
    /** @param {string} id @returns {Promise<Result<null>>} */
    removeWebhook: (id) => client.remove(one(id)),
    /** @param {string} id @returns {Promise<Result<WebhookDelivery>>} */
    testWebhook: (id) => client.post(`${one(id)}/test`, {}),
    /** Newest first. @param {string} id @param {{state?: string|null, before?: number|null}} query @returns {Promise<Result<{deliveries: WebhookDelivery[], before?: number|null}>>} */
    webhookDeliveries: (id, query) => client.get(`${one(id)}/deliveries`, query),
    /** @param {string} id @param {number} delivery @returns {Promise<Result<WebhookDelivery>>} */
    replayDelivery: (id, delivery) => client.post(`${one(id)}/deliveries/${delivery}/replay`, {}),
  };
}
