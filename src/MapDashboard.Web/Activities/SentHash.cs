using System.Security.Cryptography;
using System.Text.Json;
using MapDashboard.Data;

namespace MapDashboard.Web.Activities;

/// <summary>What was sent with an id, so that the same again is answered and anything else under that id is refused.</summary>
internal static class SentHash
{
    /// <param name="request">As parsed: spaces and the order of members do not count.</param>
    public static string Of<T>(T request) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, Json.Options)));
}
