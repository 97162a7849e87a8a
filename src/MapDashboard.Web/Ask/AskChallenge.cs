using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Ask;

/// <param name="Id">Of the report to come.</param>
public sealed record ChallengeRequest(Guid? Id);

/// <param name="Challenge">To be sent back with the report.</param>
/// <param name="Difficulty">Leading zero bits that SHA-256(challenge + ":" + nonce) must have, as UTF-8.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record ChallengeView(string Challenge, int Difficulty, DateTime ExpiresAt);

/// <summary>
/// Proof of work against robots: a second of a phone's time for each report. Nothing is kept; the challenge is the server's own signature over
/// area, id and end, so one proof serves one report only.
/// </summary>
public sealed class AskChallenge(MapDbContext db, AskKeys keys, IOptions<MapOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private const int LongestNonce = 64;

    /// <summary>POST /api/ask/{code}/challenge.</summary>
    public static async Task<IResult> HandleAsync(string code, ChallengeRequest request, AskChallenge useCase, CancellationToken cancellationToken)
    {
        var made = await useCase.MakeAsync(code, request.Id, cancellationToken);
        return made.Refusal is { } refusal ? refusal.ToResult() : Results.Ok(made.Value);
    }

    /// <summary>Whether this nonce was found for a challenge that this server made for this area and report, and in time.</summary>
    public async Task<bool> IsProvenAsync(string areaCode, Guid id, string? challenge, string? nonce, CancellationToken cancellationToken)
    {
        if (challenge is null || nonce is null or { Length: 0 or > LongestNonce }) return false;
        var dot = challenge.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !long.TryParse(challenge.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var end)) return false;
        if (end < time.GetUtcNow().ToUnixTimeSeconds()) return false;
        var own = Encoding.ASCII.GetBytes(await TextAsync(areaCode, id, end, cancellationToken));
        if (!CryptographicOperations.FixedTimeEquals(own, Encoding.UTF8.GetBytes(challenge))) return false;
        return LeadingZeroBits(SHA256.HashData(Encoding.UTF8.GetBytes(challenge + ":" + nonce))) >= options.Value.AskDifficulty;
    }

    private async Task<Outcome<ChallengeView>> MakeAsync(string code, Guid? id, CancellationToken cancellationToken)
    {
        if (id is not { } known || known == Guid.Empty) return new Refusal(RefusalCodes.RequestInvalid, "id is a UUID made by the client.");
        var plate = await AskPlate.FindAsync(db, code, time.UtcNow(), cancellationToken);
        if (plate.Refusal is { } refusal) return refusal;
        var end = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        return new ChallengeView(await TextAsync(code, known, end, cancellationToken), options.Value.AskDifficulty, DateTimeOffset.FromUnixTimeSeconds(end).UtcDateTime);
    }

    private async Task<string> TextAsync(string areaCode, Guid id, long end, CancellationToken cancellationToken)
    {
        var seconds = end.ToString(CultureInfo.InvariantCulture);
        return seconds + "." + await keys.SignChallengeAsync(db, $"{seconds}\n{id:D}\n{options.Value.AskDifficulty}\n{areaCode}", cancellationToken);
    }

    private static int LeadingZeroBits(ReadOnlySpan<byte> hash)
    {
        var bits = 0;
        foreach (var part in hash)
        {
            if (part != 0) return bits + BitOperations.LeadingZeroCount((uint)part) - 24;
            bits += 8;
        }

        return bits;
    }
}
