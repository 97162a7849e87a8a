using MapDashboard.Domain.Access;
using Microsoft.AspNetCore.Identity;

namespace MapDashboard.Data.Identity;

/// <summary>An account: ASP.NET Core Identity's hash and lockout, with what it may do and whose it is.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }

    public required AccountRole Role { get; set; }

    /// <summary>The area it answers for, with all below; null for admin, workers and handlers.</summary>
    public string? AreaCode { get; set; }

    /// <summary>Null for a shared account (the desk's, a screen's).</summary>
    public string? PersonCode { get; set; }

    /// <summary>A demo account: its password is public, so a real database refuses it.</summary>
    public bool Demo { get; set; }

    public DateTime CreatedAt { get; init; }

    /// <summary>Null while it may sign in. A disabled account keeps its name in the history; its sessions and tokens count for nothing.</summary>
    public DateTime? DisabledAt { get; set; }
}

/// <summary>A signed-in browser. The cookie holds a random secret, the row only its hash; ending the row ends the session on every node.</summary>
public sealed class Session
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] SecretHash { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; set; }

    /// <summary>Null while it lasts.</summary>
    public DateTime? EndedAt { get; set; }
}
