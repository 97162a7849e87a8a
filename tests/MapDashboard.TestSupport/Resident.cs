using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace MapDashboard.TestSupport;

/// <summary>A stranger with a phone: asks for a challenge, proves the work, reports.</summary>
public static class Resident
{
    public static async Task<Answer> ReportAsync(
        MapClient client, string code, Guid? id = null, double lon = Places.Grid1Lon, double lat = Places.Grid1Lat, string description = "路灯不亮", object? reporter = null)
    {
        var known = id ?? Guid.NewGuid();
        var (challenge, nonce) = await ProveAsync(client, code, known);
        return await client.PostAsync($"/api/ask/{code}/issues", Body(known, challenge, nonce, lon, lat, description, reporter));
    }

    public static async Task<Answer> FollowAsync(MapClient client, string code, Guid issueId, Guid? id = null)
    {
        var known = id ?? Guid.NewGuid();
        var (challenge, nonce) = await ProveAsync(client, code, known);
        return await client.PostAsync($"/api/ask/{code}/follow", new { id = known, issueId, challenge, nonce });
    }

    public static object Body(
        Guid id, string challenge, string nonce, double lon = Places.Grid1Lon, double lat = Places.Grid1Lat, string description = "路灯不亮", object? reporter = null) =>
        new { id, category = "municipal.manhole", description, location = new { lon, lat }, reporter, challenge, nonce };

    public static async Task<(string Challenge, string Nonce)> ProveAsync(MapClient client, string code, Guid id)
    {
        var asked = await client.PostAsync($"/api/ask/{code}/challenge", new { id });
        var challenge = asked.Text("challenge");
        return (challenge, Solve(challenge, asked.Members["difficulty"]!.GetValue<int>()));
    }

    public static string Solve(string challenge, int difficulty)
    {
        for (var n = 0; ; n++)
        {
            var nonce = n.ToString(CultureInfo.InvariantCulture);
            if (IsSolved(challenge, nonce, difficulty)) return nonce;
        }
    }

    public static bool IsSolved(string challenge, string nonce, int difficulty)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(challenge + ":" + nonce));
        return BitOperations.LeadingZeroCount(BitConverter.ToUInt64([.. hash.Take(8).Reverse()])) >= difficulty;
    }
}
