using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MapDashboard.Data;
using MapDashboard.Data.Webhooks;

namespace MapDashboard.Web.Webhooks;

/// <summary>
/// What a webhook gets: a POST of JSON with four headers of ours. <c>Map-Webhook-Id</c> stays the same for every attempt, so that a receiver
/// drops what it has. <c>Map-Webhook-Signature</c> is <c>v1=</c> and the hex HMAC-SHA256, with the secret's text as key, of the timestamp header, a
/// full stop and the body's bytes.
/// </summary>
public static class WebhookMessage
{
    public const string IdHeader = "Map-Webhook-Id";
    public const string KindHeader = "Map-Webhook-Kind";
    public const string TimestampHeader = "Map-Webhook-Timestamp";
    public const string SignatureHeader = "Map-Webhook-Signature";

    private const string Version = "v1=";

    /// <summary>Makes the request of one attempt.</summary>
    public static HttpRequestMessage Of(DueDelivery delivery, DateTimeOffset now)
    {
        var body = Encoding.UTF8.GetBytes(Body(delivery).ToJsonString(Json.Options));
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.Add(IdHeader, delivery.Id.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(KindHeader, delivery.Kind);
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(SignatureHeader, Sign(delivery.Secret, timestamp, body));
        return request;
    }

    public static string Sign(string secret, string timestamp, byte[] body) => Version + Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(timestamp + "."), .. body]));

    /// <summary>The issue as staff see it, but nothing of who reported it: no name of an account, no seal, and not who rated.</summary>
    private static JsonObject Body(DueDelivery delivery)
    {
        var body = new JsonObject { ["id"] = delivery.Id, ["kind"] = delivery.Kind, ["at"] = delivery.At };
        if (delivery.Data is null) return body;
        var data = JsonNode.Parse(delivery.Data)!.AsObject();
        body["seq"] = delivery.Seq;
        body["change"] = delivery.ChangeKind;
        foreach (var name in (string[])["note", "whistle", "issue"])
        {
            if (!data.Remove(name, out var value) || value is null) continue;
            if (name == "issue") value.AsObject().Remove("reportedBy");
            body[name] = value;
        }

        return body;
    }
}
