using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MapDashboard.Data;
using MapDashboard.Data.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace MapDashboard.Web.Ask;

/// <summary>What the door signs and derives with keys of its own, which all servers of the database share.</summary>
public sealed class AskKeys
{
    private const string Challenges = "ask.challenge";
    private const string Links = "ask.track";

    private readonly ConcurrentDictionary<string, byte[]> known = new(StringComparer.Ordinal);

    /// <summary>HMAC-SHA256 as base64url.</summary>
    public async Task<string> SignChallengeAsync(MapDbContext db, string text, CancellationToken cancellationToken) =>
        Sign(await KeyAsync(db, Challenges, cancellationToken), text);

    /// <summary>The secret of an issue's tracking link: the same each time, so that it need not be kept to be told again.</summary>
    public async Task<string> TrackingSecretAsync(MapDbContext db, Guid issueId, CancellationToken cancellationToken) =>
        Sign(await KeyAsync(db, Links, cancellationToken), issueId.ToString("D"));

    /// <summary>What is kept of a secret.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static string Sign(byte[] key, string text) => WebEncoders.Base64UrlEncode(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    private async Task<byte[]> KeyAsync(MapDbContext db, string name, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(name, out var key)) return key;
        return known[name] = await db.ServerKeyAsync(name, cancellationToken);
    }
}
