using MapDashboard.Domain.Screens;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Screens;

/// <summary>A hall screen that was paired. It has an account of its own, which nobody knows a password of; its device token is a session of it.</summary>
public sealed class Screen
{
    public required Guid Id { get; init; }

    /// <summary>Of role screen; its area is what the screen is about.</summary>
    public required Guid AccountId { get; init; }

    public required string Name { get; set; }

    public required ScreenSettings Settings { get; set; }

    public required DateTime PairedAt { get; set; }

    /// <summary>Display name of the admin at the time.</summary>
    public required string PairedBy { get; set; }

    /// <summary>Null while its token counts.</summary>
    public DateTime? RevokedAt { get; set; }

    /// <summary>When an admin last asked it to load its page anew.</summary>
    public DateTime? ReloadAskedAt { get; set; }

    /// <summary>What it last told of itself; null before the first time.</summary>
    public DateTime? LastSeenAt { get; set; }

    /// <summary>Of its page; it may be older than the server's.</summary>
    public string? Version { get; set; }

    public string? Scene { get; set; }

    /// <summary>Of its page's heap, bytes; null where the browser does not tell.</summary>
    public long? MemoryBytes { get; set; }

    /// <summary>CSS pixels.</summary>
    public int? Width { get; set; }

    /// <summary>CSS pixels.</summary>
    public int? Height { get; set; }

    /// <summary>What is wrong with it in the screen's own word, such as noVoice; null while nothing is.</summary>
    public string? Problem { get; set; }
}

/// <summary>A screen that waits to be paired and shows a code meanwhile.</summary>
public sealed class ScreenPairing
{
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the secret in the waiting browser's cookie.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>Six digits, of one waiting screen at a time.</summary>
    public required string Code { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>Null until an admin has typed the code.</summary>
    public Guid? ScreenId { get; set; }

    /// <summary>The session that its browser was given; a browser that did not hear the answer gets another one in its place.</summary>
    public Guid? SessionId { get; set; }
}

public static class ScreenQueries
{
    /// <summary>Ends every device token of the screen's account, and what would still give out one; to be called in a transaction.</summary>
    public static async Task EndTokensAsync(this MapDbContext db, Guid accountId, DateTime now, CancellationToken cancellationToken)
    {
        await db.ScreenPairings.Where(pairing => db.Screens.Any(screen => screen.Id == pairing.ScreenId && screen.AccountId == accountId)).ExecuteDeleteAsync(cancellationToken);
        await db.Sessions.Where(session => session.AccountId == accountId && session.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), cancellationToken);
    }
}
